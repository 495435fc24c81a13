"""A grid comes in as one file: read with the schema of content, then held against the codes and ancestors of ours."""

from pathlib import Path

from balises.assessments import queries
from balises.library.formats import Framework, grid_problems, read_framework
from balises.organisations.models import Organisation
from balises.shared.wording import sentence_for


def read_grid(raw: bytes, *, name: str, organisation: Organisation) -> Framework:
    """The grid of a file, or every fault with its line."""
    path = Path(name)
    grid = read_framework(raw, path)
    refused = queries.refusals_to_take_in(grid, organisation=organisation)
    if refused:
        raise grid_problems(raw, path, [(where, sentence_for(refusal)) for where, refusal in refused])
    return grid
