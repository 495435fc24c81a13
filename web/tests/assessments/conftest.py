"""A lead, and a grid that panel members are asked to fill."""

import pytest

from balises.assessments.models import Assessment
from balises.organisations.models import Member, Organisation
from factories.assessments import make_assessment
from factories.organisations import make_member


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def assessment(in_scope: Organisation, lead: Member) -> Assessment:
    return make_assessment(in_scope, by=lead)
