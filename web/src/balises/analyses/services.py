"""Write the plan before opening; seal the one run at closing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from balises.analyses import engine
from balises.analyses.engine import SealedFigures
from balises.analyses.models import AnalysisRun
from balises.analyses.rules import CastVote
from balises.organisations.scoping import organisation_in_scope


def make_plan(*, name: str, items: Sequence[str]) -> dict[str, Any]:
    """What will be told, and under which thresholds; the caller keeps it before the first answer arrives."""
    return engine.write_plan(name, items=items)


@transaction.atomic
def seal_run(*, plan: Mapping[str, Any], votes: Sequence[CastVote]) -> AnalysisRun:
    """Run the plan once, in memory, and keep the protected result; the votes themselves are kept nowhere."""
    return _keep(engine.protect_votes(plan, votes=votes), plan=plan)


@transaction.atomic
def seal_map(*, plan: Mapping[str, Any], votes: Sequence[CastVote]) -> AnalysisRun | None:
    """The map of the same votes, in the same memory; nothing where too few people voted for one."""
    figures = engine.map_votes(plan, votes=votes)
    return _keep(figures, plan=plan) if figures else None


def _keep(figures: SealedFigures, *, plan: Mapping[str, Any]) -> AnalysisRun:
    return AnalysisRun.objects.create(
        organisation_id=organisation_in_scope(),
        method=figures.method,
        method_version=figures.method_version,
        engine_version=engine.ENGINE_VERSION,
        parameters=figures.parameters,
        plan=dict(plan),
        result=figures.result,
        digest=figures.digest,
        sealed_on=timezone.localdate(),
    )
