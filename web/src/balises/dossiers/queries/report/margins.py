"""Robustness beside performance. What shows robustness is read by one function, `robustness`: it grows there."""

from django.utils.translation import gettext as _

from balises.dossiers.phrases.report import GATES_OF_ROBUSTNESS, NO_GATE_OF_ROBUSTNESS, NOBODY_LOOKED
from balises.dossiers.queries.report.material import Material
from balises.dossiers.rules import Item, Listing, Paragraph, Section, Table
from balises.register import queries as register
from balises.register.models import Gain
from balises.register.queries import GateRow
from balises.register.rules import GainKind
from balises.shared.wording import day, join_words


def margins(found: Material) -> Section:
    fragile = _open_on_robustness(found)
    beside = Paragraph(register.beside_sentence(found.use), is_brief=True)
    told = Paragraph(_told(found, fragile=fragile), is_brief=True)
    return Section(
        "marges",
        _("Les marges : ce qui tient, ce que l’on gagne"),
        (beside, told, performance(found)),
        robustness(found, fragile=fragile),
    )


def _told(found: Material, *, fragile: tuple[GateRow, ...]) -> str:
    """A gain never closes a gate; where nobody has looked, no gate says anything of robustness."""
    if found.look is None:
        return str(NOBODY_LOOKED)
    return str(GATES_OF_ROBUSTNESS if fragile else NO_GATE_OF_ROBUSTNESS)


def _open_on_robustness(found: Material) -> tuple[GateRow, ...]:
    codes = found.look.robustness_codes if found.look else frozenset()
    return tuple(row for row in found.gates.open_gates if codes & {cause.code for cause in row.causes})


def robustness(found: Material, *, fragile: tuple[GateRow, ...]) -> tuple[Section, ...]:
    """What is known of what holds: the gates that robustness keeps open, its criteria, the hard knocks imagined."""
    rows = tuple(row for row in found.look.rows if row.is_about_robustness) if found.look else ()
    blocks: list[Paragraph | Listing | Table] = []
    if fragile:
        titles = join_words(dict.fromkeys(row.label for row in fragile))
        blocks.append(Paragraph(f"{titles}.", lead=_("Portes de robustesse ouvertes :")))
    if rows:
        title = _("Ce que l’on lit des critères de robustesse")
        headers = (_("Question"), _("Ce que l’on lit"))
        blocks.append(Table(title, headers, tuple((row.question, row.said) for row in rows)))
    played = tuple(Item("", sentence) for sentence in register.session_sentences(found.use))
    if played:
        blocks += [Paragraph("", lead=_("Les coups durs imaginés :")), Listing(played)]
    return (Section("robustesse", _("Robustesse : ce qui tient quand tout bouge"), tuple(blocks)),) if blocks else ()


def performance(found: Material) -> Paragraph | Table:
    """What is promised and what was observed, side by side."""
    gains = (*found.promised, *found.observed)
    if not gains:
        return Paragraph(_("Performance : aucun gain n’est noté, ni promis, ni observé."))
    title = _("Performance : ce qui est promis, ce qui est observé")
    headers = (_("Le gain"), _("Promis ou observé"), _("Qui le dit"), _("Comment, et sur qui"), _("Quand"))
    return Table(title, headers, tuple(_gain(gain) for gain in gains), is_brief=True, at_most=4)


def _gain(gain: Gain) -> tuple[str, ...]:
    is_observed = gain.kind == GainKind.OBSERVED
    said_by = _("%(who)s (le fournisseur, ou une étude qu’il a payée)") % {"who": gain.said_by}
    measured = " ".join(part for part in (gain.how, gain.on_whom) if part)
    return (
        gain.text,
        _("Observé") if is_observed else _("Promis"),
        said_by if gain.is_vendor else gain.said_by,
        measured or _("Rien n’est dit de la mesure"),
        day(gain.on),
    )
