"""The first pages: for everyone, without a cookie; the roles of the demonstration are lent to its own machine only."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from balises.organisations.models import Organisation
from balises.organisations.roles import Role
from balises.shared.http import activity_token
from balises.site import proofs
from factories.organisations import make_organisation

pytestmark = pytest.mark.django_db

ENTER = "/o/demonstration/entrer"
ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = [
    "https://ailleurs.exemple/",
    "//ailleurs.exemple/",
    "/\\ailleurs.exemple/",
    "///ailleurs.exemple",
    "javascript:alert(1)",
    "ailleurs",
    "",
]
FROM_AFAR = [
    {"REMOTE_ADDR": "192.0.2.7"},
    {"REMOTE_ADDR": ""},
    {"HTTP_HOST": "balises.exemple"},
    {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
    {"HTTP_FORWARDED": "for=192.0.2.7"},
]


def visit(path: str, **extra: Any) -> Any:
    return Client().get(path, **{"HTTP_HOST": "localhost:8000", **extra})


def ask_for(role: str, *, client: Client | None = None, wanted: str = "", **extra: Any) -> Any:
    form = {"activity": activity_token(ENTER), "role": role, "next": wanted}
    return (client or Client()).post(ENTER, form, **{"HTTP_HOST": "localhost:8000", **extra})


def test_the_home_page_names_the_organisations_and_sets_no_cookie() -> None:
    organisation = make_organisation(name="Association du Quai")

    answer = visit("/")

    assert organisation.name in answer.content.decode()
    assert ENTER not in answer.content.decode()
    assert not answer.cookies


def test_the_first_page_of_the_demonstration_shows_ten_steps_and_sets_no_cookie(demonstration: Organisation) -> None:
    answer = visit("/")

    page = answer.content.decode()
    assert re.findall(r'id="etape-(\d+)"', page) == [str(number) for number in range(1, 11)]
    assert not answer.cookies
    assert len(answer.content) < 50_000


def test_each_step_leads_where_its_role_may_go(demonstration: Organisation) -> None:
    page = visit("/").content.decode()
    steps = re.findall(r'name="role" value="(\w+)">\s*<input type="hidden" name="next" value="([^"]+)"', page)

    for role, address in steps:
        client = Client()
        landed = ask_for(role, client=client, wanted=unescape(address))
        assert landed["Location"] == address
        assert client.get(address, HTTP_HOST="localhost:8000").status_code == 200
    assert len(steps) == 6


def test_each_public_way_of_the_path_opens_without_a_cookie(demonstration: Organisation) -> None:
    steps = visit("/").content.decode().split('id="roles"')[0].split('id="parcours"')[1]
    addresses = re.findall(r'<a [^>]*href="([^"]+)"', steps)

    for address in addresses:
        answer = Client().get(address, follow=True, HTTP_HOST="localhost:8000")
        assert answer.status_code == 200, address
        assert not answer.client.cookies, address
    assert len(addresses) == 8


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_taken_in_one_click(role: Role, demonstration: Organisation) -> None:
    client = Client()

    answer = ask_for(role, client=client)

    assert answer.status_code == 302
    assert {cookie["path"] for cookie in answer.cookies.values()} == {"/o/"}
    landed = client.get(answer["Location"], HTTP_HOST="localhost:8000")
    assert landed.status_code == 200
    assert landed.wsgi_request.member.role == role


def test_the_service_users_seat_opens_by_a_link_without_a_cookie(demonstration: Organisation) -> None:
    client = Client()

    answer = ask_for("seat", client=client)

    assert answer["Location"].startswith(f"/p/{demonstration.slug}/siege/")
    assert client.get(answer["Location"], HTTP_HOST="localhost:8000").status_code == 200
    assert not client.cookies


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_role_never_leads_out_of_the_site(wanted: str, demonstration: Organisation) -> None:
    answer = ask_for(Role.OBSERVER, wanted=wanted)

    assert answer["Location"] == f"/o/{demonstration.slug}"
    assert not urlsplit(answer["Location"]).netloc


@pytest.mark.parametrize("afar", FROM_AFAR)
def test_no_role_is_lent_to_another_machine(afar: dict[str, str], demonstration: Organisation, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    answer = ask_for(Role.LEAD, **afar)

    assert answer.status_code == 404
    assert not answer.cookies
    assert ENTER not in visit("/", **afar).content.decode()


def test_outside_the_demonstration_no_role_is_lent(demonstration: Organisation, settings: Any) -> None:
    settings.IS_DEMONSTRATION = False

    answer = ask_for(Role.LEAD)

    assert answer.status_code == 404
    assert not answer.cookies


@pytest.mark.parametrize(
    ("form", "extra", "status"),
    [
        ({"role": "lead"}, {}, 409),
        ({"role": "lead", "activity": "faux"}, {}, 409),
        ({"role": "lead", "activity": True}, {"HTTP_ORIGIN": "https://ailleurs.exemple"}, 403),
        ({"role": "admin", "activity": True}, {}, 404),
        ({"activity": True}, {}, 404),
    ],
)
def test_a_role_is_asked_for_from_the_first_page_only(
    form: dict[str, Any], extra: dict[str, str], status: int, demonstration: Organisation
) -> None:
    token = {"activity": activity_token(ENTER)} if form.get("activity") is True else {}

    answer = Client().post(ENTER, {**form, **token}, HTTP_HOST="localhost:8000", **extra)

    assert answer.status_code == status
    assert not answer.cookies


def test_health_says_what_holds_and_nothing_about_anyone() -> None:
    answer = visit("/sante")

    assert answer.status_code == 200
    assert set(answer.json()) == {"version", "checks"}
    assert all(answer.json()["checks"].values())


def test_health_fails_where_the_keys_cannot_be_read(settings: Any) -> None:
    settings.KEYS_FOLDER.rmdir()
    settings.KEYS_FOLDER.write_text("", encoding="utf-8")

    answer = visit("/sante")

    assert answer.status_code == 503
    assert answer.json()["checks"]["keys"] is False


def test_the_proofs_name_tests_that_exist() -> None:
    page = proofs.proofs_page(ROOT / "nowhere")
    named = [test for promise in page.promises for test in promise.tests]

    missing = [test for test in named if not (ROOT / test).is_file()]

    assert all(promise.tests for promise in page.promises)
    assert missing == []


def test_the_proofs_say_what_cannot_be_promised_without_a_cookie() -> None:
    answer = visit("/preuves")

    page = answer.content.decode()
    assert "Ce qui ne peut pas être promis" in page
    assert all(limit.title in page for limit in proofs.proofs_page(ROOT / "nowhere").limits)
    assert not answer.cookies
    assert len(answer.content) < 50_000


def test_the_newest_dated_report_is_the_one_shown(tmp_path: Path) -> None:
    for name in ("prove-2026-09-01.md", "prove-2026-11-02.md", "notes.md"):
        (tmp_path / name).write_text(name, encoding="utf-8")

    report = proofs.last_report(tmp_path)

    assert report is not None
    assert (report.on.isoformat(), report.text) == ("2026-11-02", "prove-2026-11-02.md")


def test_no_report_is_made_up(tmp_path: Path) -> None:
    assert proofs.last_report(tmp_path) is None
    assert proofs.last_report(tmp_path / "absent") is None
