"""Who looked, and where minds part: what people outside the panel may read of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.assessments.queries import OutsideLook, OutsideRow
from balises.assessments.queries.outside import SeatAtTable
from balises.assessments.rules import Spread
from balises.dossiers.phrases.report import SPREAD_TITLES
from balises.dossiers.queries.report.material import VOICES, Material, is_short, paragraphs
from balises.dossiers.rules import Item, Line, Listing, Paragraph, Quote, Section, Table, Tone
from balises.shared.wording import HARD_SPACE, join_words, on_day


def who_looked(found: Material) -> Section:
    blocks = _who(found.look, found=found) if found.look else (_nobody(),)
    return Section("qui", _("Qui a regardé"), tuple(blocks))


def _nobody() -> Paragraph:
    return Paragraph(
        _(
            "Personne n’a encore regardé cet usage à plusieurs. Ce qui suit vient de ses faits, des textes, "
            "et de ce qui a été décidé."
        ),
        is_brief=True,
    )


def _who(look: OutsideLook, *, found: Material) -> Iterator[Paragraph]:
    heard = [_seat(seat) for seat in look.seats if seat.has_answered]
    silent = [seat.label for seat in look.seats if not seat.has_answered]
    yield Paragraph(f"{join_words(heard)}.", lead=_("Ont répondu, chacun sans voir les autres :"), is_brief=True)
    if silent:
        yield Paragraph(f"{join_words(silent)}.", lead=_("Interrogés, sans réponse :"), is_brief=True)
    if look.missing_voices:
        missing = f"{join_words(look.missing_voices)}."
        yield Paragraph(missing, lead=_("Il a manqué à cette table :"), is_brief=True)
    yield Paragraph(_edition(look), tone=Tone.ASIDE, is_brief=True)
    for reason in paragraphs(look.closing_reason):
        yield Paragraph(reason, lead=_("Mise en commun sans attendre tous les sièges :"), is_brief=is_short(reason))
    if found.earlier:
        days = join_words(on_day(each.shared_on) for each in found.earlier if each.shared_on)
        yield Paragraph(_("Des regards plus anciens ont été mis en commun %(days)s.") % {"days": days}, tone=Tone.ASIDE)


def _seat(seat: SeatAtTable) -> str:
    return _("%(seat)s (sur papier)") % {"seat": seat.label} if seat.is_paper else seat.label


def _edition(look: OutsideLook) -> str:
    facts = {"grid": look.edition_title, "number": look.edition_number, "depth": look.depth}
    sentence = _("%(grid)s, édition %(number)s, %(depth)s.") % facts
    opened = _("Grille ouverte %(day)s.") % {"day": on_day(look.opened_on)}
    shared = _("Mise en commun %(day)s.") % {"day": on_day(look.shared_on)} if look.shared_on else ""
    return f"{sentence} {opened} {shared}".strip()


def where_minds_part(found: Material) -> tuple[Section, ...]:
    look = found.look
    if look is None:
        return ()
    apart = (Spread.PARTED, Spread.NUANCED, Spread.UNSURE)
    blocks = [_table(spread, look=look) for spread in apart if _rows(spread, look=look)]
    limit = [Paragraph(look.limit, tone=Tone.ASIDE, is_brief=True)] if look.limit else []
    inner = (*_together(look), *_opinions(look), *_agenda(look), *_alike(look))
    return (Section("ecarts", _title(look), (*limit, *blocks), inner),)


def _title(look: OutsideLook) -> str:
    parted = len(_rows(Spread.PARTED, look=look))
    if not look.rows:
        return _("Où les regards se séparent : trop peu ont répondu pour le dire")
    if not parted:
        return _("Aucune réponse n’en contredit une autre")
    return ngettext(
        "Une question sépare les regards", "Des questions séparent les regards, les plus disputées d’abord", parted
    )


def _rows(spread: Spread, *, look: OutsideLook) -> tuple[OutsideRow, ...]:
    return tuple(row for row in look.rows if row.spread is spread)


def _table(spread: Spread, *, look: OutsideLook) -> Table:
    rows = _rows(spread, look=look)
    asks = any(row.to_do for row in rows)
    headers = (_("Question"), _("Dimension"), *_if(look.has_range, _("Ce que l’on lit")), *_if(asks, _("Suite")))
    return Table(
        title=str(SPREAD_TITLES[spread]),
        headers=headers,
        rows=tuple(
            (
                row.question,
                row.dimension,
                *_if(look.has_range, row.said),
                *_if(asks, _to_do(row)),
            )
            for row in rows
        ),
        is_brief=spread is not Spread.UNSURE,
        is_counted=True,
    )


def _alike(look: OutsideLook) -> tuple[Section, ...]:
    """Where nothing parts, dimension by dimension."""
    rows = _rows(Spread.ALIKE, look=look)
    if not rows:
        return ()
    items = tuple(
        Item(dimension, lines=tuple(Line(_told(row, look=look)) for row in rows if row.dimension == dimension))
        for dimension in dict.fromkeys(row.dimension for row in rows)
    )
    return (Section("accord", str(SPREAD_TITLES[Spread.ALIKE]), (Listing(items),)),)


def _told(row: OutsideRow, *, look: OutsideLook) -> str:
    return f"{row.question} {row.said}." if look.has_range else row.question


def _to_do(row: OutsideRow) -> str:
    return row.to_do.replace(" ", HARD_SPACE) if row.to_do else _("Rien n’est demandé")


def _if(holds: bool, word: str) -> tuple[str, ...]:
    return (word,) if holds else ()


def _together(look: OutsideLook) -> tuple[Section, ...]:
    if not look.joint:
        return ()
    table = Table(
        title=_("Les réponses communes"),
        headers=(_("Question"), _("Réponse commune"), _("Pourquoi")),
        rows=tuple((row.question, row.answer, row.why or _("Sans précision")) for row in look.joint),
        is_brief=True,
        at_most=3,
    )
    said = Paragraph(_("Après en avoir parlé. Les premières réponses restent ce qu’elles étaient."), tone=Tone.ASIDE)
    return (Section("ensemble", _("Ce que les sièges disent ensemble"), (said, table)),)


def _opinions(look: OutsideLook) -> tuple[Section, ...]:
    """By seat, in their words: what was not consented to never came this far."""
    if not look.opinions:
        return ()
    seats = join_words(dict.fromkeys(row.seat for row in look.opinions))
    told = _("Leurs auteurs ont accepté qu’elles soient imprimées, dans leurs mots. Sièges : %(seats)s.")
    quotes = tuple(
        Quote(
            paragraphs(row.text),
            _("Siège « %(seat)s », sur la question « %(question)s »") % {"seat": row.seat, "question": row.question},
            is_brief=place < VOICES and is_short(row.text),
        )
        for place, row in enumerate(look.opinions)
    )
    intro = Paragraph(told % {"seats": seats}, tone=Tone.ASIDE, is_brief=True)
    return (Section("minorite", _("Opinions minoritaires"), (intro, *quotes)),)


def _agenda(look: OutsideLook) -> tuple[Section, ...]:
    if not look.questions:
        return ()
    items = tuple(Item("", question.text) for question in look.questions)
    return (Section("agenda", _("Ce regard a mis à l’ordre du jour"), (Listing(items, is_numbered=True),)),)
