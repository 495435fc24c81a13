"""What the person accompanied reads around a question: plain words first, the grid's own one click further."""

from html import unescape

import pytest
from django.test import Client
from django.utils.text import slugify

from balises.assessments import queries
from balises.assessments.models import Assessment, Assessor
from balises.assessments.phrases.plain import PLAIN_DIMENSIONS
from balises.assessments.queries.asking import wording_around
from balises.library import queries as library
from balises.organisations.models import Organisation
from balises.processes.rules import SeatKind
from factories.assessments import make_assessment, panel_of
from factories.organisations import make_member

TITLE = "Données, vie privée et secret professionnel"


@pytest.fixture
def assessment(in_scope: Organisation) -> Assessment:
    return make_assessment(in_scope, by=make_member(in_scope))


def seat_at(assessment: Assessment, kind: SeatKind) -> Assessor:
    return next(each for each in panel_of(assessment) if each.seat.kind == kind)


@pytest.mark.parametrize("slug", ["grille", "quick-scan"])
def test_every_dimension_of_the_shipped_grids_has_plain_words(slug: str, in_scope: Organisation) -> None:
    titles = {
        slugify(each["dimension"]["title"]) for each in library.required_edition("framework", slug).body["criteria"]
    }

    assert titles == set(PLAIN_DIMENSIONS)
    assert len({str(title) for title, _why in PLAIN_DIMENSIONS.values()}) == len(titles)


def test_the_person_accompanied_reads_plain_words_first(assessment: Assessment) -> None:
    rank = panel_of(assessment).index(seat_at(assessment, SeatKind.SERVICE_USER))
    criterion = queries.criteria_of(assessment, dimension="d1")[0][1]
    url = f"/p/{assessment.use.organisation.slug}/siege/lien-{rank}/grille/{assessment.pk}?question=1"

    page = unescape(Client().get(url).text)

    assert '<p class="surtitre">Ce que l’on sait de moi</p>' in page
    plain, precise = page.index("Ce que vous confiez est à vous."), page.index(f"<p>{TITLE}.</p>")
    assert plain < page.index("La question, dans ses mots précis") < precise
    assert criterion["question"] in page


def test_another_seat_reads_the_words_of_the_grid(assessment: Assessment) -> None:
    criterion = queries.criteria_of(assessment, dimension="d1")[0][1]

    around = wording_around(seat_at(assessment, SeatKind.DIRECTION), criterion)

    assert (around.dimension, around.why) == (TITLE, criterion["why"])
    assert (around.guidance, around.precise) == (criterion["guidance"], ())


def test_a_dimension_that_an_organisation_named_keeps_its_name(assessment: Assessment) -> None:
    criterion = {
        **queries.criteria_of(assessment, dimension="d1")[0][1],
        "dimension": {"code": "d1", "title": "Secret"},
    }

    around = wording_around(seat_at(assessment, SeatKind.SERVICE_USER), criterion)

    assert (around.dimension, around.why) == ("Secret", criterion["why"])
