"""A Frictionless Data Package: tables, what their columns and codes mean, and what was done to protect people."""

import json
from pathlib import Path
from typing import Any

from portulan.disclosure import Between, Suppressed, TablesPlan
from portulan.files.writing import BOUNDS, FIELDS, write_tables
from portulan.tables.told import ToldTables

MEANINGS = {
    "table": "Name of the table in the plan",
    "row_variable": "Question in rows",
    "row": "Answers told together, or a net; all: the margin",
    "column_variable": "Question in columns; empty for a table of one question",
    "column": "Answers told together; all: the margin",
    "people": "Respondents",
    "weighted": "Sum of their weights; empty where people have none",
    "of_row": "Share of the row, from 0 to 1, weighted if people have weights",
    "of_column": "Share of the column",
    "of_all": "Share of everyone in the table",
    "interval": "Wilson interval of the share of the column; empty in a census",
    "letters": "Columns whose share is lower beyond chance; empty if none, or in a census",
}
ENDS = {"low": "the least it can be", "high": "the greatest it can be"}


def write_package(told: ToldTables, folder: Path) -> None:
    """Write told tables as a data package, with a codebook and a disclosure report.

    Parameters
    ----------
    told : ToldTables
        From `tell_tables`.
    folder : Path
        Made if it is not there; files of the same names are written over.

    Raises
    ------
    OSError
        If a file cannot be written.

    Notes
    -----
    `datapackage.json` describes `tables.csv`; `codebook.json` is the plan, with what was wanted; `disclosure.json`
    says under which thresholds and by which method numbers are protected, and how many are told, as a range, or not;
    `figures.json` is everything that is told, from which the rest can be made again.

    References
    ----------
    Data Package, version 2.0, and Table Schema, of the Frictionless Data project.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from portulan.disclosure import Table
    >>> from portulan.tables import Answers, Coverage, Wanted, tell_tables
    >>> answers = Answers.of({"use": ["yes"] * 24 + ["no"] * 2})
    >>> plan = TablesPlan("spring", (answers.variable("use"),), (Table("use", ("use",)),))
    >>> told = tell_tables(answers, plan=plan, wanted=Wanted(coverage=Coverage.CENSUS))
    >>> with TemporaryDirectory() as folder:
    ...     write_package(told, Path(folder))
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['codebook.json', 'datapackage.json', 'disclosure.json', 'figures.json', 'tables.csv']
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_tables(told, folder / "tables.csv")
    plan = told.protected.plan
    _write(folder / "datapackage.json", description(plan))
    _write(folder / "codebook.json", {"plan": plan.to_plain(), "wanted": told.wanted.to_plain()})
    _write(folder / "disclosure.json", disclosure_report(told))
    _write(folder / "figures.json", told.to_plain())


def description(plan: TablesPlan) -> dict[str, Any]:
    """`datapackage.json`: where the table is, and what its columns mean."""
    fields = [
        {"name": name, "type": "number" if name in BOUNDS else "string", "description": _meaning(name)}
        for name in FIELDS
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "tables",
        "title": plan.name,
        "resources": [
            {
                "name": "tables",
                "type": "table",
                "path": "tables.csv",
                "scheme": "file",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": fields,
                    "missingValues": [""],
                    "primaryKey": ["table", "row", "column"],
                },
            },
            *(
                {"name": name, "path": f"{name}.json", "format": "json"}
                for name in ("codebook", "disclosure", "figures")
            ),
        ],
    }


def disclosure_report(told: ToldTables) -> dict[str, Any]:
    """How many numbers are told, as a range, in words, or not; under which thresholds, by which method."""
    cells = [cell for table in told.protected.tables for cell in table.cells]
    counts = {
        "exact": sum(isinstance(cell, int) for cell in cells),
        "range": sum(isinstance(cell, Between) for cell in cells),
        "withheld": sum(isinstance(cell, Suppressed) for cell in cells),
    }
    return {
        "cells": {**counts, "in_words": len(cells) - sum(counts.values()), "all": len(cells)},
        "policy": told.protected.plan.policy.to_plain(),
        "protection": told.protected.method.to_plain(),
        "figures": told.method().to_plain(),
        "weights_are_told": told.has_weights,
        "digest": told.digest(),
    }


def _meaning(name: str) -> str:
    if name in MEANINGS:
        return MEANINGS[name]
    figure, _, end = name.rpartition("_")
    return f"{MEANINGS[figure].partition(';')[0]}: {ENDS[end]}"


def _write(path: Path, plain: dict[str, Any]) -> None:
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
