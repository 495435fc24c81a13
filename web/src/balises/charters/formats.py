"""How a charter goes out: data with each article's thread, and a tagged PDF."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.charters.models import CharterVersion
from balises.charters.queries import ArticleRow, article_title, version_label
from balises.shared.printing import MISSING_SIGN, printable
from balises.shared.wording import on_day
from balises.trace.queries import thread_rows

TEMPLATE = Path(__file__).parent / "templates" / "charters" / "version.typ"


def charter_document(version: CharterVersion, articles: Iterable[ArticleRow]) -> dict[str, Any]:
    """The version in force, each article with what it came from and what it became."""
    organisation = version.charter.organisation
    return {
        "organisation": organisation.slug,
        "invented": organisation.is_invented,
        "version": version.number,
        "adopted_on": version.adopted_on.isoformat(),
        "review_on": version.review_on.isoformat(),
        "digest": version.digest,
        "articles": [_article(row) for row in articles],
    }


def charter_pdf(version: CharterVersion) -> bytes:
    """The version as a PDF with a title, a language and tags; typst refuses to make one that lacks them."""
    pdf: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        sys_inputs={"charter": json.dumps(printed(version))},
        pdf_standards=["ua-1"],
    )
    return pdf


def _article(row: ArticleRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "text": row.text,
        "address": row.address,
        "thread": thread_rows(row.thread),
    }


def printed(version: CharterVersion) -> dict[str, Any]:
    """What the template prints: sentences made here, since a template decides nothing."""
    body = version.body
    written = {
        "title": body["title"],
        "organisation": body["organisation"],
        "status": _status(version),
        "preamble": body["preamble"],
        "articles": [_printed_article(article) for article in body["articles"]],
        "seal_heading": _("Ce texte est scellé"),
        "seal": _seal(version),
        "digest": version.digest,
    }
    shown: dict[str, Any] = _shown(written)
    if _sign_count(shown) > _sign_count(written):
        shown["status"].append(_missing_signs(version))
    return shown


def _shown(written: Any) -> Any:
    if isinstance(written, str):
        return printable(written)
    if isinstance(written, list):
        return [_shown(each) for each in written]
    return {name: _shown(value) for name, value in written.items()}


def _sign_count(written: Any) -> int:
    return json.dumps(written, ensure_ascii=False).count(MISSING_SIGN)


def _missing_signs(version: CharterVersion) -> str:
    sentence = _(
        "Le signe %(sign)s remplace ce que cette impression ne sait pas écrire ; le texte entier est à %(url)s"
    )
    return sentence % {"sign": MISSING_SIGN, "url": settings.BASE_URL + version.get_absolute_url()}


def _printed_article(article: dict[str, Any]) -> dict[str, Any]:
    return {"heading": article_title(article["number"], article["title"]), "text": article["text"]}


def _status(version: CharterVersion) -> list[str]:
    facts = {
        "version": version_label(version),
        "body": version.decision.body_name,
        "on": on_day(version.adopted_on),
        "review": on_day(version.review_on),
    }
    lines = [_("%(version)s, adoptée %(on)s, à revoir avant %(review)s. Instance qui l’a adoptée : %(body)s.") % facts]
    if version.charter.organisation.is_invented:
        lines.append(_("Organisation inventée, pour la démonstration."))
    return lines


def _seal(version: CharterVersion) -> list[str]:
    """How anyone checks that the text is the one that was adopted."""
    url = settings.BASE_URL + reverse("charters:record", args=[version.charter.organisation.slug, version.number])
    return [
        _("Depuis son adoption, ce texte ne peut plus être modifié : un changement est une nouvelle version."),
        _("Le document scellé se télécharge à %(url)s") % {"url": url},
        _("Son empreinte SHA-256, que chacun peut recalculer, est :"),
    ]
