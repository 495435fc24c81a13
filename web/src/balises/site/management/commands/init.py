from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug

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
        answers = {
            "name": options["name"] or input("Nom de l’organisation : "),
            "slug": options["slug"] or input("Adresse (minuscules et tirets) : "),
            "email": options["email"] or input("Adresse électronique de la personne qui pilote : "),
            "function": options["function"] or input("Sa fonction : "),
        }
        _check(answers)
        prepare()
        try:
            organisation = open_organisation(
                name=answers["name"], slug=answers["slug"], email=answers["email"], function=answers["function"]
            )
        except Refused as refused:
            raise CommandError(sentence_for(refused.refusal)) from refused
        self.stdout.write(
            f"{organisation.name} est ouverte. Lancez « balises serve », puis demandez un code sur /o/compte/entrer."
        )


def _check(answers: dict[str, str]) -> None:
    try:
        validate_email(answers["email"])
        validate_slug(answers["slug"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if not answers["name"].strip() or not answers["function"].strip():
        raise CommandError("Il faut un nom d’organisation et une fonction.")
