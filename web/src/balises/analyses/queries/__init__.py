"""What a page may show of a run: figures in words and shapes, and the map of opinions."""

from balises.analyses.queries.figures import (
    ABOUT_HALF,
    FEW,
    MOST,
    NEARLY_ALL,
    ChoiceFigure,
    FigureRow,
    Figures,
    MethodCard,
    Setting,
    figures,
    method_card,
    words,
)
from balises.analyses.queries.islands import IslandRow, MapFigures, MapRow, map_figures

__all__ = [
    "ABOUT_HALF",
    "FEW",
    "MOST",
    "NEARLY_ALL",
    "ChoiceFigure",
    "FigureRow",
    "Figures",
    "IslandRow",
    "MapFigures",
    "MapRow",
    "MethodCard",
    "Setting",
    "figures",
    "map_figures",
    "method_card",
    "words",
]
