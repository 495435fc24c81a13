"""Gates: what is open and what would close it, what was closed and what shows it, the texts behind them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.dossiers.queries.report.material import Material
from balises.dossiers.rules import Item, Line, Listing, Paragraph, Section, Tone
from balises.register.queries import GateRow, TextRow
from balises.register.queries.telling import CauseRow
from balises.shared.wording import count_words, join_words, on_day


def open_gates(found: Material) -> Section:
    rows = found.gates.open_gates
    blocks = (
        Paragraph(
            _(
                "Une porte posée par un texte ne se ferme que si sa cause a disparu. "
                "Une ligne rouge choisie par la grille ne se lève que par une décision collective écrite."
            ),
            tone=Tone.ASIDE,
        ),
        Listing(tuple(_open(row) for row in rows), is_numbered=True, is_brief=True, is_counted=True),
    )
    nothing = (Paragraph(_("Aucune porte n’est ouverte."), is_brief=True),)
    return Section("ouvertes", _open_title(len(rows)), blocks if rows else nothing, _enquiries(found))


def _open_title(count: int) -> str:
    if not count:
        return _("Ce qui empêche")
    said = ngettext("Ce qui empêche : une porte ouverte", "Ce qui empêche : %(count)s portes ouvertes", count)
    return said % {"count": count_words(count)}


def _open(row: GateRow) -> Item:
    lines = [line for place, cause in enumerate(row.causes) for line in _cause(cause, row=row, is_first=place == 0)]
    return Item(row.title, f"({row.nature})", row.label, row.kind, (*lines, *_answers_for(row)))


def _cause(cause: CauseRow, *, row: GateRow, is_first: bool) -> Iterator[Line]:
    """Where the gate comes from; what it says, unless its title says so already."""
    if cause.says == row.title:
        yield Line(f"{cause.comes_from}.", is_brief=is_first)
    else:
        yield Line(cause.says, lead=f"{cause.comes_from} :", is_brief=is_first)
    if cause.closes:
        yield Line(cause.closes, lead=_("Ce qui la fermerait :"))
    if cause.asked:
        yield Line(cause.asked, lead=_("À qui demander :"))
    if cause.source:
        yield Line(_cited(cause.source), lead=_("Texte :"))


def _cited(text: TextRow) -> str:
    facts = {"title": text.title, "country": text.country, "date": text.date, "checked": _checked(text)}
    return _("%(title)s (%(country)s, %(date)s) ; %(checked)s.") % facts


def _checked(text: TextRow) -> str:
    if text.checked_on is None:
        return _("à confirmer")
    return _("vérifié %(day)s") % {"day": on_day(text.checked_on)}


def _answers_for(row: GateRow) -> Iterator[Line]:
    if row.is_gone:
        yield Line(_("Sa cause n’est plus là. Quelqu’un doit le constater pour que la porte se ferme."), is_brief=True)
    if row.is_framed and row.gate.due_on:
        facts = {"owner": row.gate.owner, "day": on_day(row.gate.due_on)}
        yield Line(_("%(owner)s, pour %(day)s.") % facts, lead=_("En répond :"), is_brief=True)
    else:
        yield Line(_("personne encore ; il faut une fonction et une date."), lead=_("En répond :"), is_brief=True)


def _enquiries(found: Material) -> tuple[Section, ...]:
    if not found.gates.enquiries:
        return ()
    items = tuple(Item("", question) for question in found.gates.enquiries)
    listing = Listing(items, is_brief=True, is_counted=True)
    return (Section("savoir", _("Ce qu’il faut d’abord savoir"), (listing,)),)


def closed_gates(found: Material) -> tuple[Section, ...]:
    rows = found.gates.closed_gates
    if not rows:
        return ()
    labels = join_words(dict.fromkeys(row.label for row in rows))
    blocks = (
        Paragraph(f"{labels}.", lead=_("Sont fermées :")),
        Listing(tuple(_closed(row) for row in rows), is_numbered=True),
    )
    return (Section("fermees", _("Les portes fermées, et ce qui le montre"), blocks),)


def _closed(row: GateRow) -> Item:
    causes = [line for cause in row.causes for line in _cause(cause, row=row, is_first=False)]
    day = on_day(row.gate.closed_on) if row.gate.closed_on else ""
    facts = {"day": day, "body": row.gate.closed_by}
    told = (
        Line(_("%(day)s ; constaté par : %(body)s.") % facts, lead=_("Fermée")),
        Line(row.gate.cause_gone, lead=_("Ce qui a changé :")),
        Line(row.gate.evidence, lead=_("Ce qui le montre :")),
    )
    return Item(row.title, f"({row.nature})", row.label, row.kind, (*causes, *told))


def texts(found: Material) -> tuple[Section, ...]:
    """Each text that a gate cites, once, with its address written out."""
    rows = (*found.gates.open_gates, *found.gates.closed_gates)
    cited = dict.fromkeys(_texts_of(rows))
    if not cited:
        return ()
    items = tuple(Item("", _cited(text), address=text.address) for text in cited)
    note = Paragraph(_("Ce rapport ne remplace pas un conseil juridique."), tone=Tone.ASIDE)
    return (Section("textes", _("Les textes cités"), (note, Listing(items))),)


def _texts_of(rows: Iterable[GateRow]) -> Iterator[TextRow]:
    for row in rows:
        for cause in row.causes:
            if cause.source:
                yield cause.source
