"""Answers in, and tables out, in the files that people have."""

from typing import TYPE_CHECKING

from portulan.later import loading

if TYPE_CHECKING:
    from portulan.files.boxes import ticked
    from portulan.files.dataset import Column, Dataset
    from portulan.files.limesurvey import read_limesurvey
    from portulan.files.package import write_package
    from portulan.files.reading import read_answers
    from portulan.files.writing import write_tables

# Loaded when first asked for: numpy, and whatever reads or writes the kind of file, are not needed to say so.
LATER = {
    "Column": "portulan.files.dataset",
    "Dataset": "portulan.files.dataset",
    "read_answers": "portulan.files.reading",
    "read_limesurvey": "portulan.files.limesurvey",
    "ticked": "portulan.files.boxes",
    "write_package": "portulan.files.package",
    "write_tables": "portulan.files.writing",
}

__all__ = ["Column", "Dataset", "read_answers", "read_limesurvey", "ticked", "write_package", "write_tables"]

__getattr__ = loading(__name__, LATER)
