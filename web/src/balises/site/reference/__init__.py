"""Pages of docs/reference that are written from the code, so that they cannot drift from it."""

from balises.site.reference.agreement import agreement_page
from balises.site.reference.ballots import ballots_page
from balises.site.reference.configuration import MEANINGS, read_settings, settings_page
from balises.site.reference.content_format import content_format_page
from balises.site.reference.engine import engine_page
from balises.site.reference.footprint import footprint_page
from balises.site.reference.lifecycles import lifecycles_page
from balises.site.reference.methods import disclosure_page
from balises.site.reference.opinion import opinion_page
from balises.site.reference.roles import roles_page
from balises.site.reference.tables import tables_page
from balises.site.reference.verbatim import verbatim_page

__all__ = ["MEANINGS", "pages", "read_settings"]

NOTE = "<!-- Written by `make docs` from the code. Do not edit. -->\n\n"
PAGES = {
    "roles.md": roles_page,
    "settings.md": settings_page,
    "lifecycles.md": lifecycles_page,
    "content-format.md": content_format_page,
    "engine.md": engine_page,
    "methods/agreement.md": agreement_page,
    "methods/ballots.md": ballots_page,
    "methods/disclosure.md": disclosure_page,
    "methods/footprint.md": footprint_page,
    "methods/opinion.md": opinion_page,
    "methods/tables.md": tables_page,
    "methods/verbatim.md": verbatim_page,
}


def pages() -> dict[str, str]:
    """File name → whole text."""
    return {name: f"{NOTE}{page().rstrip()}\n" for name, page in PAGES.items()}
