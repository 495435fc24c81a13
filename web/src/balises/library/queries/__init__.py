from balises.library.queries.editions import (
    DILEMMAS,
    GRID,
    USES,
    SourceRow,
    dilemmas,
    edition,
    edition_at,
    quick_scan_codes,
    required_edition,
    source_row,
)
from balises.library.queries.grids import dimension_page, framework_json, framework_page, general_rules_page
from balises.library.queries.law import LawLineRow, law_country_page, law_json, law_lines, law_page
from balises.library.queries.uses import use_page, uses_json, uses_page

__all__ = [
    "DILEMMAS",
    "GRID",
    "USES",
    "LawLineRow",
    "SourceRow",
    "dilemmas",
    "dimension_page",
    "edition",
    "edition_at",
    "framework_json",
    "framework_page",
    "general_rules_page",
    "law_country_page",
    "law_json",
    "law_lines",
    "law_page",
    "quick_scan_codes",
    "required_edition",
    "source_row",
    "use_page",
    "uses_json",
    "uses_page",
]
