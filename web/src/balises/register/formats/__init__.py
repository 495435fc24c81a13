from balises.register.formats.columns import SHEET, table_of
from balises.register.formats.csv_files import write_csv
from balises.register.formats.documents import (
    entry_document,
    organisation_document,
    own_document,
    register_document,
)
from balises.register.formats.duties import duties_table
from balises.register.formats.exchange import ALGORITMEREGISTER, ATRS, Layout
from balises.register.formats.inventory import INVENTORY
from balises.register.formats.ods import write_ods
from balises.register.formats.opened import BIGGEST_FILE
from balises.register.formats.pia import pia_document, read_pia
from balises.register.formats.pia_words import told_pia
from balises.register.formats.reading import LAYOUTS, read_file
from balises.register.formats.tables import Table
from balises.register.formats.xlsx import write_xlsx

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def written(table: Table, *, suffix: str) -> bytes:
    """The table in the file that its address asks for."""
    if suffix == "csv":
        return write_csv(table)
    return (write_xlsx if suffix == "xlsx" else write_ods)(table, name=SHEET)


__all__ = [
    "ALGORITMEREGISTER",
    "ATRS",
    "BIGGEST_FILE",
    "CONTENT_TYPES",
    "INVENTORY",
    "LAYOUTS",
    "Layout",
    "Table",
    "duties_table",
    "entry_document",
    "organisation_document",
    "own_document",
    "pia_document",
    "read_file",
    "read_pia",
    "register_document",
    "table_of",
    "told_pia",
    "written",
]
