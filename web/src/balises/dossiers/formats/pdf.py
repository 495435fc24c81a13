"""The report as a PDF with a title, a language and tags; typst refuses to make one that lacks them."""

import json
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from balises.dossiers import rules
from balises.dossiers.rules import Document, Table
from balises.shared.printing import MISSING_SIGN, printable

TEMPLATE = Path(__file__).parent.parent / "templates" / "dossiers" / "report.typ"


def report_pdf(document: Document, *, address: str, is_brief: bool = False) -> bytes:
    """Printed with the fonts embedded in typst: what they cannot write leaves a sign, which is told."""
    pdf: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(printed(document, address=address)), "brief": "yes" if is_brief else ""},
        pdf_standards=["ua-1"],
    )
    return pdf


def printed(document: Document, *, address: str) -> dict[str, Any]:
    """What the template prints, in signs that its fonts have."""
    shown = rules.edited(document, printable)
    is_whole = _sign_count(shown) == _sign_count(document)
    return {**_with_weights(rules.as_data(shown)), "notice": "" if is_whole else missing_signs(address)}


def _with_weights(part: Any) -> Any:
    """The document with, in each table, how wide its columns stand."""
    if isinstance(part, list):
        return [_with_weights(each) for each in part]
    if not isinstance(part, dict):
        return part
    said = {name: _with_weights(value) for name, value in part.items()}
    if part.get("kind") == Table.kind:
        table = Table(part["title"], tuple(part["headers"]), tuple(map(tuple, part["rows"])))
        said["weights"] = list(table.weights)
    return said


def missing_signs(address: str) -> str:
    sentence = _(
        "Le signe %(sign)s remplace ce que cette impression ne sait pas écrire ; le texte entier est à %(url)s"
    )
    return sentence % {"sign": MISSING_SIGN, "url": address}


def _sign_count(document: Document) -> int:
    return sum(text.count(MISSING_SIGN) for text in rules.words(document))
