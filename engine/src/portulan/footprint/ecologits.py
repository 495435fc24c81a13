"""EcoLogits as a source of figures: an optional package, read where it is installed. None of its data is in here."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from math import inf
from pkgutil import resolve_name
from typing import Any

from portulan.footprint.estimate import UNITS, Impacts, Provenance
from portulan.footprint.quantities import Quantity, Span, Unknown

LLM_IMPACTS = "ecologits.tracers.utils:llm_impacts"  # By name: the package is an extra.
READ_AS = {"energy": "energy", "carbon": "gwp", "water": "wcf", "minerals": "adpe"}
THEIR_UNITS = {"kWh": "kWh", "kgCO2eq": "kgCO2e", "L": "L", "kgSbeq": "kgSbe"}
USAGE_ONLY = "Water is that of use only; making the machines is not in it."
INSTALL = "EcoLogits is not installed: install portulan[footprint], or give a file of factors."


@dataclass(frozen=True)
class EcoLogits:
    """The figures of the EcoLogits package for one model, in one country.

    Parameters
    ----------
    provider, model : str
        As EcoLogits names them, for example "mistralai".
    on : date
        The day of the estimate: the package bears a version and no date.
    zone : str, optional
        ISO 3166-1 alpha-3 of the country whose electricity is used; without it, that which EcoLogits supposes of the
        provider.

    Raises
    ------
    ModuleNotFoundError
        When the package is not installed, on the first figure asked.

    Notes
    -----
    A model or a country that EcoLogits does not know gives `Unknown`, never a neighbour's figure. No time is given to
    EcoLogits for the answer: its own estimate of it is used.

    References
    ----------
    EcoLogits (MPL-2.0), checked with 0.11.3. A function of an inner module of it is called, so a later version is
    tried before it is allowed.

    Examples
    --------
    >>> EcoLogits("mistralai", "no-such-model", on=date(2026, 11, 24)).model
    'no-such-model'
    """

    provider: str
    model: str
    on: date
    zone: str | None = None

    @property
    def provenance(self) -> Provenance:
        """The package, its version, and the day it was read."""
        return Provenance(
            source=f"EcoLogits, {self.provider}/{self.model}",
            version=installed_version(),
            on=self.on,
            licence="MPL-2.0",
            country=self.zone or "as EcoLogits supposes of the provider",
            method="Life-cycle estimate of one answer, use and making of the servers, from the size of the model.",
        )

    def of_request(self, tokens: Span) -> tuple[Impacts, tuple[str, ...]]:
        """Impacts of a request that writes so many tokens, and the warnings of EcoLogits."""
        installed_version()
        fewest, most = (self._ask(count) for count in (tokens.low, tokens.high))
        said = [*(fewest.errors or ()), *(fewest.warnings or ())]
        impacts = Impacts(**{name: _between(name, fewest, most) for name in UNITS})
        return impacts, tuple(dict.fromkeys([*(each.message for each in said), USAGE_ONLY]))

    def _ask(self, tokens: float) -> Any:
        compute = _load()
        with _silent("ecologits"):  # What it would log is in the notes.
            return compute(
                provider=self.provider,
                model_name=self.model,
                output_token_count=round(tokens),
                request_latency=inf,
                electricity_mix_zone=self.zone,
            )


def installed_version() -> str:
    """The version of EcoLogits; ModuleNotFoundError, with what to do, where it is not installed."""
    try:
        return version("ecologits")
    except PackageNotFoundError:
        raise ModuleNotFoundError(INSTALL) from None


def _load() -> Any:
    """The function of EcoLogits; the class of loggers that it sets for the whole process is set back."""
    theirs = logging.getLoggerClass()
    try:
        return resolve_name(LLM_IMPACTS)
    finally:
        logging.setLoggerClass(theirs)


def _between(name: str, fewest: Any, most: Any) -> Quantity:
    """From the low end for the fewest tokens to the high end for the most."""
    low, high = (getattr(each, READ_AS[name]) for each in (fewest, most))
    if low is None or high is None:
        errors = " ".join(error.message for error in fewest.errors or ())
        return Unknown(errors or f"EcoLogits gives no {name} for this model.")
    return Span(_end(low.value, "min"), _end(high.value, "max"), THEIR_UNITS[low.unit])


def _end(value: Any, end: str) -> float:
    """EcoLogits gives a range or a number, by the model."""
    return float(getattr(value, end, value))


@contextmanager
def _silent(name: str) -> Iterator[None]:
    logger = logging.getLogger(name)
    was = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = was
