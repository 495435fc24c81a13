"""What a place is: the page that shows a form, who looks at it, what must be there first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from access.addresses import Facts
from balises.organisations.models import Member
from balises.organisations.roles import Role
from factories.world import Corner

NOBODY = ""  # no account


@dataclass(frozen=True)
class Place:
    """The page that shows a form, who looks at it, and what is first put there."""

    page: str = ""  # the form's own address, where it is empty
    by: str = Role.LEAD
    put: Callable[[Corner], Facts] | None = None  # puts something there; gives its facts
    page_of: Callable[[Facts], Facts] | None = None  # the facts of the page, where they are others
    question: Callable[[Corner], dict[str, Any]] | None = None
    begin: bool = False  # the form stands behind the first button of the page


def lead_of(corner: Corner) -> Member:
    return Member.objects.get(pk=corner.lead.pk)
