"""The report of a use: one frozen document, whole or for a board, that every format writes with the same words."""

from dataclasses import dataclass, replace
from typing import TypeVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.assessments.rules import Spread
from balises.dossiers import rules
from balises.dossiers.queries.report.gates import closed_gates, open_gates, texts
from balises.dossiers.queries.report.looking import where_minds_part, who_looked
from balises.dossiers.queries.report.margins import margins
from balises.dossiers.queries.report.material import Material, material
from balises.dossiers.queries.report.standing import duties, known, method, pronounced, said_when, thread
from balises.dossiers.rules import Document, Paragraph, Section, Tone
from balises.register.models import AIUse
from balises.register.queries import state_mark
from balises.shared.http import Crumb
from balises.shared.wording import count_words, typography

Part = TypeVar("Part")
LANGUAGE = "fr-FR"
THINGS = 6  # on the page of a board


@dataclass(frozen=True)
class ReportPage:
    title: str
    crumbs: tuple[Crumb, ...]
    document: Document
    other_label: str
    other_url: str
    files: tuple[tuple[str, str], ...]  # the name of each format, and its address
    sheet: str  # what the sheet adds to its class


def report(use: AIUse) -> Document:
    """The whole report, with its digest at the end."""
    document = _unsealed(use)
    seal = _edited(_seal(use, rules.digest(document)))
    return replace(document, sections=(*document.sections, seal))


def brief_report(use: AIUse) -> Document:
    """The page of a board: the same words, the first six things, the digest of the whole."""
    more = _("Le rapport entier en dit davantage.")
    return rules.brief(report(use), things=THINGS, more=_edited(more))


def report_record(use: AIUse) -> bytes:
    """The very bytes whose SHA-256 the report prints."""
    return rules.canonical(_unsealed(use))


def report_address(use: AIUse) -> str:
    """Where the whole report is read, from anywhere."""
    return settings.BASE_URL + reverse("dossiers:report", args=[use.organisation.slug, use.pk])


def report_page(use: AIUse, *, is_brief: bool) -> ReportPage:
    document = brief_report(use) if is_brief else report(use)
    here = [use.organisation.slug, use.pk]
    prefix = "dossiers:brief" if is_brief else "dossiers:report"
    return ReportPage(
        title=document.title,
        crumbs=(
            Crumb(_("Usages"), reverse("register:uses", args=here[:1])),
            Crumb(use.title, use.get_absolute_url()),
            Crumb(_("Rapport en bref") if is_brief else _("Rapport"), ""),
        ),
        document=document,
        other_label=_("Lire le rapport entier") if is_brief else _("Lire le rapport en bref, deux pages"),
        other_url=reverse("dossiers:report" if is_brief else "dossiers:brief", args=here),
        files=tuple((name.upper(), reverse(f"{prefix}_{name}", args=here)) for name in ("pdf", "odt", "docx")),
        sheet=" bref" if is_brief else "",
    )


def _unsealed(use: AIUse) -> Document:
    found = material(use)
    document = Document(
        language=LANGUAGE,
        author=use.organisation.name,
        overline=said_when(found),
        title=_title(found),
        lede=_lede(found),
        sections=(
            who_looked(found),
            *where_minds_part(found),
            open_gates(found),
            *closed_gates(found),
            pronounced(found),
            margins(found),
            known(found),
            duties(found),
            thread(found),
            method(found),
            *texts(found),
        ),
    )
    return _edited(document)


def _edited(part: Part) -> Part:
    """Set as a printer would, and without what no format can write."""
    return rules.edited(part, lambda text: typography(rules.plain(text)))


def _title(found: Material) -> str:
    facts = {"use": found.use.title}
    if found.look is None:
        return _("%(use)s : ce que l’on en sait") % facts
    return _("%(use)s : ce que plusieurs regards ont vu") % facts


def _lede(found: Material) -> str:
    return " ".join(
        filter(None, (_parted(found), _gates(found), _status(found), _("Ce rapport ne donne pas de note.")))
    )


def _parted(found: Material) -> str:
    if found.look is None or not found.look.rows:
        return ""
    count = sum(row.spread is Spread.PARTED for row in found.look.rows)
    if not count:
        return _("Aucune réponse n’en contredit une autre.")
    said = ngettext(
        "Les réponses se contredisent sur une question.", "Les réponses se contredisent sur %(count)s questions.", count
    )
    return said % {"count": count_words(count)}


def _gates(found: Material) -> str:
    count = len(found.gates.open_gates)
    if not count:
        return _("Aucune porte n’est ouverte.")
    said = ngettext("Une porte est ouverte.", "%(count)s portes sont ouvertes.", count)
    return said % {"count": count_words(count).capitalize()}


def _status(found: Material) -> str:
    if found.use.pronounced_on is None:
        return _("L’instance ne s’est pas encore prononcée.")
    return _("L’instance a prononcé : « %(status)s ».") % {"status": state_mark(found.use.status).label}


def _seal(use: AIUse, digest: str) -> Section:
    address = settings.BASE_URL + reverse("dossiers:report_json", args=[use.organisation.slug, use.pk])
    told = _(
        "La page, le PDF, l’ODT et le DOCX disent les mêmes mots, ceux d’un seul document que les membres téléchargent "
        "à %(address)s. Il change quand l’usage change : l’empreinte dit duquel on parle."
    )
    blocks = (
        Paragraph(told % {"address": address}, tone=Tone.ASIDE),
        Paragraph(_("Son empreinte SHA-256, que chacun peut recalculer :"), is_brief=True),
        Paragraph(digest, tone=Tone.DIGEST, is_brief=True),
    )
    return Section("empreinte", _("L’empreinte de ce rapport"), blocks)
