"""The report of duties as a table: one thing to do a line, its texts together."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from balises.register.formats.tables import Table
from balises.register.queries import DutyRow


def duties_table(rows: Iterable[DutyRow]) -> Table:
    titles = [
        _("État"),
        _("Pour quand"),
        _("À faire"),
        _("Ce qui est demandé"),
        _("Usage"),
        _("Par qui"),
        _("Nature"),
        _("Texte"),
        _("Adresse du texte"),
        _("Pays"),
        _("Relu le"),
    ]
    return [titles, *(_line(row) for row in rows)]


def _line(row: DutyRow) -> list[str]:
    due = row.due_on.isoformat() if row.due_on else ""
    checked = [text.checked_on.isoformat() if text.checked_on else "" for text in row.texts]
    texts = [
        "\n".join(text.title for text in row.texts),
        "\n".join(text.address for text in row.texts),
        "\n".join(text.country for text in row.texts),
        "\n".join(checked),
    ]
    return [row.state_label, due, row.what, row.says, row.use_title, row.owner, row.nature, *texts]
