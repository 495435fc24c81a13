from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from balises.boxes import rules
from balises.boxes.models import Box, Envelope
from balises.boxes.phrases import AT_LEAST, BACKUP_SENTENCES, FEWER_THAN_FIVE, OUTCOME_SENTENCES, STATE_LABELS
from balises.boxes.rules import Backup, BoxState, Outcome
from balises.organisations.scoping import everywhere
from balises.shared.envelopes import KeyFolderError, KeyProblem, boxes_with_keys, check_key_folder, read_arrival_key
from balises.shared.errors import Refusal
from balises.shared.http import Crumb
from balises.shared.wording import count_words


@dataclass(frozen=True)
class JoinPage:
    """The page where a code is typed, and why the last one led nowhere."""

    title: str
    typed: str
    refusal: Refusal | None


@dataclass(frozen=True)
class BoxRow:
    """What the guarantor sees of a box: never a single arrival, never what an envelope holds."""

    label: str
    state: BoxState
    state_label: str
    arrivals: str
    notices: tuple[str, ...]
    has_keys: bool


@dataclass(frozen=True)
class Proof:
    sentence: str
    holds: bool


@dataclass(frozen=True)
class GuarantorPage:
    title: str
    crumbs: tuple[Crumb, ...]
    boxes: tuple[BoxRow, ...]
    proofs: tuple[Proof, ...]


def find_box(typed: str) -> Box | None:
    """The box behind a code as someone typed it, whatever its organisation."""
    code = rules.normal_code(typed)
    if code is None:
        return None
    with everywhere(reason="a code is typed before any organisation is known"):
        return Box.objects.filter(code=code).first()


def is_code_taken(code: str) -> bool:
    with everywhere(reason="a code is unique in the whole installation"):
        return Box.objects.filter(code=code).exists()


def boxes_to_resume() -> tuple[Box, ...]:
    """Boxes whose closing was cut short, of every organisation."""
    with everywhere(reason="a closing cut short is resumed when the server starts, for every organisation"):
        return tuple(Box.objects.filter(state__in=[BoxState.CLOSING, BoxState.EMPTIED]))


def locked_to_take(box: Box) -> Box:
    """The box as it stands, kept from closing until this transaction ends; other arrivals may hold it too.

    PostgreSQL takes a shared lock, which the ORM cannot ask for. On SQLite every transaction that writes is alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {Box._meta.db_table} WHERE id = %s FOR SHARE", [box.pk])  # noqa: S608
    return Box.objects.get(pk=box.pk)


def locked(box: Box) -> Box:
    """The box as it stands, alone with it: waits for the arrivals that hold it, and keeps new ones out."""
    return Box.objects.select_for_update(of=("self",)).get(pk=box.pk)


def shown_state(box: Box) -> BoxState:
    """A box that should have its keys and has not is lost, whatever its row says."""
    state = BoxState(box.state)
    needs_keys = state in {BoxState.OPEN, BoxState.CLOSING}
    return BoxState.LOST if needs_keys and not has_arrival_key(box) else state


def has_arrival_key(box: Box) -> bool:
    """False where the file is missing; a file that is there but broken fails loudly."""
    try:
        read_arrival_key(settings.KEYS_FOLDER, box=box.name_of_keys)
    except KeyFolderError as error:
        if error.problem not in {KeyProblem.NO_KEY, KeyProblem.NO_FOLDER}:
            raise
        return False
    return True


def slot_count(box: Box) -> int:
    """How many participants have an envelope in the box, however many items each answered."""
    return int(Envelope.objects.filter(box=box).values("slot").distinct().count())


def count_by_fives(box: Box) -> int:
    return rules.counted_by_fives(slot_count(box))


def arrivals_in_words(count: int) -> str:
    """« moins de cinq plis », « au moins dix plis »: `count` goes by fives."""
    return str(AT_LEAST % {"count": count_words(count)}) if count else str(FEWER_THAN_FIVE)


def invitation_ids(box: Box) -> tuple[UUID, ...]:
    return tuple(box.invitations.values_list("pk", flat=True))


def guarantor_page() -> GuarantorPage:
    """What the guarantor checks: counts by fives, keys apart, destruction notices."""
    boxes = Box.objects.order_by("guarantor_label", "code")
    slots = dict(Envelope.objects.order_by().values_list("box").annotate(Count("slot", distinct=True)))
    with_keys = set(boxes_with_keys(settings.KEYS_FOLDER))
    return GuarantorPage(
        title=_("Ce que Balises tient, et comment le vérifier"),
        crumbs=(Crumb(_("Garantie"), ""),),
        boxes=tuple(
            _row(box, count=rules.counted_by_fives(slots.get(box.pk, 0)), has_keys=box.name_of_keys in with_keys)
            for box in boxes
        ),
        proofs=_proofs(),
    )


def _row(box: Box, *, count: int, has_keys: bool) -> BoxRow:
    """`count` goes by fives."""
    state = shown_state(box)
    holds_envelopes = state in {BoxState.OPEN, BoxState.CLOSING}
    return BoxRow(
        label=box.guarantor_label,
        state=state,
        state_label=str(STATE_LABELS[state]),
        arrivals=arrivals_in_words(count) if holds_envelopes else "",
        notices=_notices(box),
        has_keys=has_keys,
    )


def _notices(box: Box) -> tuple[str, ...]:
    """What was destroyed, what could not be opened, what was saved."""
    unreadable = _("Plis qui ne se sont pas ouverts, mis de côté et détruits : %(count)s.") % {
        "count": box.unreadable_count
    }
    said = (
        str(OUTCOME_SENTENCES[Outcome(box.outcome)]),
        unreadable if box.unreadable_count else "",
        str(BACKUP_SENTENCES[Backup(box.backup)]),
    )
    return tuple(sentence for sentence in said if sentence)


def _proofs() -> tuple[Proof, ...]:
    keys: Path = settings.KEYS_FOLDER
    copied = [settings.BACKUPS_FOLDER, *_database_folder()]
    return (
        Proof(_("Les clés sont dans un dossier à part, hors de la base et de ses copies."), not _holds(copied, keys)),
        Proof(
            _("Ce dossier est fermé aux autres, et marqué pour que les sauvegardes passent sans le prendre."),
            _is_sound(keys),
        ),
        Proof(_("Aucune clé ne reste d’une collecte close."), not _stale_keys(keys)),
    )


def _database_folder() -> list[Path]:
    """Where SQLite keeps its file; PostgreSQL's is not ours to know."""
    path = Path(str(connection.settings_dict["NAME"]))
    return [path.parent] if connection.vendor == "sqlite" and path.is_file() else []


def _holds(folders: list[Path], keys: Path) -> bool:
    return any(keys.resolve().is_relative_to(folder.resolve()) for folder in folders)


def _is_sound(keys: Path) -> bool:
    try:
        check_key_folder(keys)
    except KeyFolderError:
        return False
    return True


def _stale_keys(keys: Path) -> bool:
    closed = Box.objects.filter(state=BoxState.CLOSED).values_list("pk", flat=True)
    return not {str(pk) for pk in closed}.isdisjoint(boxes_with_keys(keys))
