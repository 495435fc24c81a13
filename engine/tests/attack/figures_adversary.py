"""The adversary of the tables, who reads shares and sums of weights as well. Written apart from `portulan.tables`.

A share that is told is two inequalities over the numbers of people of every full profile, each with its weight: it
was rounded at the fourth decimal. A share told as a range is two as well.
"""

from collections.abc import Mapping

import numpy as np

from tables_adversary import Adversary

ROUNDED = 0.5e-4 + 1e-9
FLOORED = 1e-4 + 1e-9


class FiguresAdversary(Adversary):
    """Knows one release of figures, in JSON."""

    def __init__(self, release: Mapping, *, believes_figures: bool = True) -> None:
        super().__init__([release["protected"]])
        self.weights = self._weights(release["weights"])
        self.missing = set(release["wanted"]["missing"])
        self.nets = {(each["variable"], each["name"]): each["modalities"] for each in release["wanted"]["nets"]}
        if believes_figures:
            for table in release["tables"]:
                self._believe_table(table, release["protected"])

    def _weights(self, told: Mapping | None) -> np.ndarray:
        if told is None:
            return np.ones(len(self.profiles))
        place = list(self.variables).index(told["variable"])
        return np.array([told["weights"][profile[place]] for profile in self.profiles])

    def _believe_table(self, table: Mapping, protected: Mapping) -> None:
        only = next(each["only"] for each in protected["tables"] if each["name"] == table["name"])
        for cell in table["cells"]:
            row = self._modalities(table["axes"][0], cell["row"])
            column = self._modalities(table["axes"][1], cell["column"]) if len(table["axes"]) > 1 else {}
            answered = {
                name: [each for each in self.variables[name] if each not in self.missing] for name in table["axes"]
            }
            part = self.whom(only | answered | row | column) * self.weights
            wholes = {
                "of_row": self.whom(only | answered | row),
                "of_column": self.whom(only | answered | column),
                "of_all": self.whom(only | answered),
            }
            for name, whole in wholes.items():
                self._believe_share(cell[name], part, whole * self.weights)
            if cell["weighted"] is not None:
                self._believe_sum(cell["weighted"], part)

    def _modalities(self, variable: str, told: str | None) -> dict[str, list[str]]:
        if told is None:
            return {}
        return {variable: self.nets.get((variable, told)) or told.split(" | ")}

    def _believe_share(self, told: object, part: np.ndarray, whole: np.ndarray) -> None:
        match told:
            case float() | int():
                self.below += [(part - (told + ROUNDED) * whole, 0), ((told - ROUNDED) * whole - part, 0)]
            case {"between": [low, high]}:
                self.below += [(part - high * whole, 0), (low * whole - part, 0)]

    def _believe_sum(self, told: object, part: np.ndarray) -> None:
        match told:
            case float() | int():
                self.below += [(part, told + ROUNDED), (-part, ROUNDED - told)]
            case {"between": [low, high]}:
                self.below += [(part, high), (-part, -low)]
