"""What a host types first: an organisation is opened, and the address in letters leads to the port that is served."""

import io
import os
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from balises.organisations.models import Organisation
from balises.organisations.scoping import everywhere
from balises.site import cli


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> str:
    """Answer the questions of `balises init` one after another; what it says of a wrong answer comes back."""
    answers: Iterator[str] = iter(lines)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    told = io.StringIO()
    call_command("init", stdout=io.StringIO(), stderr=told)
    return told.getvalue()


@pytest.mark.django_db
def test_a_wrong_answer_is_asked_again_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    told = type_in(
        monkeypatch, "La Passerelle", "La Passerelle", "la-passerelle", "claire", "claire@exemple.test", "directrice"
    )

    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.slug) == ("La Passerelle", "la-passerelle")
    assert "minuscules sans accent" in told
    with everywhere(reason="the first member of a new organisation"):
        assert organisation.members.get().user.email == "claire@exemple.test"


@pytest.mark.django_db
def test_the_address_is_offered_from_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "Maison d’été", "", "claire@exemple.test", "directrice")

    assert Organisation.objects.get().slug == "maison-dete"


@pytest.mark.django_db
def test_a_wrong_option_is_refused_in_a_sentence() -> None:
    given = {"name": "Le Pont", "slug": "Le Pont", "email": "a@exemple.test", "function": "directrice"}

    with pytest.raises(CommandError, match="minuscules sans accent"):
        call_command("init", **given)


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_letters_lead_to_the_port_that_is_served(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BALISES_BASE_URL", raising=False)

    assert address_after([command, "--port", "8123"], monkeypatch=monkeypatch) == "http://localhost:8123"


def test_an_address_set_by_the_host_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALISES_BASE_URL", "https://balises.exemple.org")

    served = address_after(["serve", "--port", "8123"], monkeypatch=monkeypatch)

    assert served == "https://balises.exemple.org"


def address_after(typed: list[str], *, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """The address that the settings would read, had the command gone on."""
    for name in ("BALISES_DEMO", "BALISES_HOME", "BALISES_KEYS", "BALISES_BASE_URL", "DATABASE_URL"):
        monkeypatch.setenv(name, os.environ.get(name, ""))  # given back after the test
    if not os.environ["BALISES_BASE_URL"]:
        monkeypatch.delenv("BALISES_BASE_URL")
    monkeypatch.setattr("sys.argv", ["balises", *typed])
    monkeypatch.setattr(cli, "execute_from_command_line", lambda given: None)
    cli.main()
    return os.environ.get("BALISES_BASE_URL")
