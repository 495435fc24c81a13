from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.text import slugify

from balises.organisations.setup import open_organisation
from balises.shared.errors import Refused
from balises.shared.wording import sentence_for
from balises.site.serving import prepare


class Command(BaseCommand):
    help = "Ouvre une organisation et inscrit la personne qui pilotera sa démarche."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help="nom de l’organisation")
        parser.add_argument("--slug", help="son adresse, par exemple les-tilleuls")
        parser.add_argument("--email", help="adresse électronique de la personne qui pilote")
        parser.add_argument("--function", help="sa fonction, par exemple « cheffe de service »")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answers = self._answers(options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except EOFError as error:
            raise CommandError("Il manque une réponse. Toutes se donnent aussi d’un coup : init --help.") from error
        prepare()
        try:
            organisation = open_organisation(
                name=answers["name"], slug=answers["slug"], email=answers["email"], function=answers["function"]
            )
        except Refused as refused:
            raise CommandError(sentence_for(refused.refusal)) from refused
        self.stdout.write(
            f"{organisation.name} est ouverte. Lancez « make serve » ou « balises serve », ouvrez l’adresse affichée, "
            "puis « Entrer dans mon organisation » : un code part vers l’adresse que vous venez de donner."
        )

    def _answers(self, given: dict[str, Any]) -> dict[str, str]:
        name = self._answer("Nom de l’organisation", given=given["name"], check=_is_said)
        lead = "Adresse électronique de la personne qui pilote"
        return {
            "name": name,
            "slug": self._answer("Son adresse ici", given=given["slug"], check=_is_an_address, offered=slugify(name)),
            "email": self._answer(lead, given=given["email"], check=validate_email),
            "function": self._answer("Sa fonction", given=given["function"], check=_is_said),
        }

    def _answer(self, question: str, *, given: str | None, check: Callable[[str], None], offered: str = "") -> str:
        """What came with the command, or what is typed: asked again until it will do, so that nothing else is lost."""
        if given:
            check(given)
            return given
        while True:
            answer = input(f"{question} [{offered}] : " if offered else f"{question} : ").strip() or offered
            try:
                check(answer)
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))
            else:
                return answer


def _is_said(answer: str) -> None:
    if not answer.strip():
        raise ValidationError("Il faut une réponse.")


def _is_an_address(answer: str) -> None:
    if not answer or slugify(answer) != answer:
        raise ValidationError("L’adresse s’écrit en minuscules sans accent, chiffres et tirets : les-tilleuls.")
