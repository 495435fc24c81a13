"""What the formats share."""

from balises.dossiers.rules import Table

TEXT_WIDTH_CM = 17.0


def column_widths_cm(table: Table) -> tuple[float, ...]:
    weights = table.weights
    return tuple(TEXT_WIDTH_CM * weight / sum(weights) for weight in weights)
