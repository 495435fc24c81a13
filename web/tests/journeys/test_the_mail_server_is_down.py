"""Letters asked for while the mail server is down: the pages say so, each letter waits, and each arrives once.

The real mailer; the mail server is stopped, then started again on its port.
"""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import CODE, Mailbox, Site, ask, sign_in

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
LEAD, GUARANTOR = "pilote@deux-rives.invalid", "guarantor@les-deux-rives.invalid"
NEWCOMER, VISITOR = "nouvelle@exemple.test", "patiente@exemple.test"
TRIES = 3
PATIENCE_SECONDS = 30
WAITING = "SELECT id, recipient, attempt_count, last_error FROM shared_letter ORDER BY id"
SENDINGS = """SELECT json_extract(args_kwargs, '$.args[0]'), 86400 * (julianday(run_after) - julianday(enqueued_at))
              FROM django_tasks_database_dbtaskresult
              WHERE task_path LIKE '%shared.tasks.deliver' AND run_after < '9999-01-01' ORDER BY enqueued_at"""
SENDINGS_TO_COME = """SELECT count(*) FROM django_tasks_database_dbtaskresult
                      WHERE status IN ('READY', 'RUNNING') AND task_path LIKE '%shared.tasks.deliver'"""


def test_what_the_mail_server_does_not_take_arrives_later_and_once(
    demonstration: Site, mailbox: Mailbox, person: Arrive
) -> None:
    lead, guarantor, visitor = person(), person(script=False), person(phone=True, script=False)
    sign_in(lead, demonstration, mailbox, email=LEAD)

    mailbox.stop()
    add_a_member(lead, demonstration)
    ask_for_a_code(guarantor, demonstration)
    ask_to_come(visitor, demonstration)
    delays = watch_them_wait(demonstration)
    assert mailbox.letters == []
    mailbox.start()
    wait_until_nothing_is_left(demonstration)

    assert delays == {name: [0.5, 1, 2] for name in (GUARANTOR, NEWCOMER, VISITOR)}
    assert {name: len(mailbox.to(name)) for name in delays} == dict.fromkeys(delays, 1)
    read_what_arrived(guarantor, visitor, person(), mailbox)


def add_a_member(lead: Page, site: Site) -> None:
    lead.goto(f"{site.url}/o/les-deux-rives/membres/ajouter")
    lead.get_by_label("Adresse électronique").fill(NEWCOMER)
    lead.get_by_label("Fonction").fill("assistante sociale")
    lead.get_by_label("Rôle").select_option(label="Observateur·rice")
    lead.get_by_role("button", name="Enregistrer").click()
    expect(lead.get_by_role("status")).to_contain_text("Une lettre part vers cette personne")


def ask_for_a_code(member: Page, site: Site) -> None:
    member.goto(f"{site.url}/o/")
    member.get_by_label("Adresse électronique").fill(GUARANTOR)
    member.get_by_role("button", name="Recevoir un code").click()
    expect(member.locator("main")).to_contain_text("Si le serveur de courriel ne répond pas, le code attend")


def ask_to_come(visitor: Page, site: Site) -> None:
    visitor.goto(f"{site.url}/les-deux-rives/rencontres")
    visitor.get_by_role("link", name=re.compile("Ce que nous avons appris")).first.click()
    visitor.get_by_label("Adresse électronique").fill(VISITOR)
    visitor.get_by_role("button", name="Recevoir le lien pour confirmer").click()
    expect(visitor.locator("main")).to_contain_text("Si le serveur de courriel ne répond pas, le message attend")


def watch_them_wait(site: Site) -> dict[object, list[float]]:
    """Until the server was tried often enough for each letter: how long each was put off, in seconds, each time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(waiting := ask(site, WAITING)) < 3 or any(count < TRIES for _id, _name, count, _error in waiting):
        assert time.monotonic() < deadline, waiting
        time.sleep(0.1)
    assert all(error.startswith("ConnectionRefusedError") for _id, _name, _count, error in waiting)
    put_off = ask(site, SENDINGS)
    return {
        name: [round(seconds, 1) for letter, seconds in put_off if letter == number][:TRIES]
        for number, name, _count, _error in waiting
    }


def wait_until_nothing_is_left(site: Site) -> None:
    """No letter waits and no sending is to come: what arrived twice would have arrived by then."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while ask(site, WAITING) or ask(site, SENDINGS_TO_COME) != [(0,)]:
        assert time.monotonic() < deadline, ask(site, WAITING)
        time.sleep(0.1)


def read_what_arrived(guarantor: Page, visitor: Page, newcomer: Page, mailbox: Mailbox) -> None:
    """Each letter is still good for what it was asked for."""
    guarantor.get_by_label("Code").fill(mailbox.wait_for(GUARANTOR, CODE))
    guarantor.get_by_role("button", name="Entrer").click()
    expect(guarantor.get_by_role("navigation", name="Votre compte")).to_contain_text("protection des données")
    visitor.goto(mailbox.wait_for(VISITOR, r"(http://\S+/rencontre/\S+)"))
    visitor.get_by_role("button", name="Je confirme ma venue").click()
    expect(visitor.get_by_role("status")).to_contain_text("Vous avez confirmé votre venue")
    newcomer.goto(mailbox.wait_for(NEWCOMER, r"(http://\S+/o/les-deux-rives)"))
    expect(newcomer.locator("h1")).to_contain_text("Entrer avec un code")
