"""What comes in and goes out as files: a grid, and what a panel found."""

from balises.assessments.formats.findings import findings_file, read_findings
from balises.assessments.formats.grids import read_grid

__all__ = ["findings_file", "read_findings", "read_grid"]
