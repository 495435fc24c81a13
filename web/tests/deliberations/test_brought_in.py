"""A conversation held on Polis comes in as a closed deliberation; a file that is not its export is refused in words."""

import datetime
import os
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from balises.analyses.models import AnalysisRun
from balises.deliberations import services
from balises.deliberations.formats import read_polis
from balises.deliberations.models import Deliberation, Statement
from balises.deliberations.rules import MINIMUM_VOTERS
from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from balises.shared.errors import Refused
from balises.shared.wording import sentence_for
from balises.trace.queries import ThreadStep, thread
from deliberations.test_real_conversation import EXPECTED, FOLDER, listed, recount, voted_comments
from factories.deliberations import make_lead, make_question, polis_comments, polis_votes

VOTES = "timestamp,comment-id,voter-id,vote\n"
COMMENTS = "comment-id,moderated,comment-body\n"
ONE = f"{COMMENTS}0,1,Un énoncé.\n".encode()


def said_of(votes: str | bytes, comments: str | bytes = ONE) -> str:
    raw = [each.encode() if isinstance(each, str) else each for each in (votes, comments)]
    with pytest.raises(Refused) as refused:
        read_polis(*raw)
    return sentence_for(refused.value.refusal).replace("\u202f", " ").replace("\u00a0", " ")


def test_the_latest_vote_of_a_person_counts_by_its_moment_not_by_its_line() -> None:
    told = read_polis(f"{VOTES}20,0,a,1\n10,0,a,-1\n15,0,b,0\n".encode(), ONE)

    assert {(vote.voter, vote.choice) for vote in told.votes} == {(0, "agree"), (1, "pass")}
    assert told.replaced == 1


def test_what_has_no_effect_is_counted() -> None:
    comments = f"{COMMENTS}0,1,Gardé.\n1,-1,Écarté.\n2,1,Sans vote.\n".encode()

    told = read_polis(f"{VOTES}1,0,a,1\n1,1,a,1\n".encode(), comments)

    assert (told.statements, told.left_out, told.without_votes) == (("Gardé.",), 1, 1)
    assert [vote.item for vote in told.votes] == ["1"]


def test_days_are_read_from_seconds_and_from_milliseconds() -> None:
    told = read_polis(f"{VOTES}1500000000,0,a,1\n1500100000000,0,b,1\n".encode(), ONE)

    assert (told.first_on, told.last_on) == (datetime.date(2017, 7, 14), datetime.date(2017, 7, 15))


@pytest.mark.parametrize(
    ("votes", "comments", "expected"),
    [
        (f"{VOTES}1,0,a,2\n", ONE, "votes.csv, ligne 2, colonne « vote » : 1 (d’accord)"),
        (f"{VOTES}1,0,a,1\n1,0,,1\n", ONE, "votes.csv, ligne 3, colonne « voter-id » : il manque"),
        (f"{VOTES}hier,0,a,1\n", ONE, "votes.csv, ligne 2, colonne « timestamp » : un nombre"),
        (f"{VOTES}{'9' * 40},0,a,1\n", ONE, "colonne « timestamp » : un nombre"),
        (
            f"{VOTES}1,7,a,1\n",
            ONE,
            "ligne 2, colonne « comment-id » : cet énoncé n’est pas dans comments.csv",
        ),
        (f"{VOTES}1,0,a\n", ONE, "votes.csv, ligne 2 : 3 cases, 4 attendues"),
        (f'{VOTES}1,0,a,"1\n', ONE, "n’est pas finie"),
        ("timestamp;comment-id;voter-id;vote\n1;0;a;1\n", ONE, "il manque les colonnes « timestamp, comment-id"),
        ("", ONE, "votes.csv, ligne 1 : il manque les colonnes"),
        (b"\xff\xfe", ONE, "votes.csv, ligne 1 : ce n’est pas du texte en UTF-8"),
        (b"timestamp\x00", ONE, "votes.csv : ce n’est pas un fichier de texte"),
        (VOTES, ONE, "votes.csv : aucun vote"),
        (f"{VOTES}1,0,a,1\n", f"{COMMENTS}0,1,A\n0,1,B\n", "comments.csv, ligne 3, colonne « comment-id »"),
        (f"{VOTES}1,0,a,1\n", f"{COMMENTS}0,2,A\n", "comments.csv, ligne 2, colonne « moderated » : 1 (retenu)"),
        (f"{VOTES}1,0,a,1\n", f"{COMMENTS}0,1,\n", "colonne « comment-body » : un énoncé de 1 à 1000 signes"),
        (f"{VOTES}1,0,a,1\n", f"{COMMENTS}0,1,{'x' * 1001}\n", "celui-ci en compte 1001"),
    ],
)
def test_a_file_that_is_not_the_export_is_refused_with_its_line(
    votes: str | bytes, comments: str | bytes, expected: str
) -> None:
    assert expected in said_of(votes, comments)


@pytest.fixture
def organisation(db: None, organisation: Organisation) -> Organisation:
    return organisation


def send(organisation: Organisation, *, votes: bytes, comments: bytes, title: str = "Ailleurs") -> str:
    with organisation_scope(organisation.pk):
        question, lead = make_question(organisation), make_lead(organisation)
    client = Client()
    client.force_login(lead.user)
    files = {
        "votes": SimpleUploadedFile("votes.csv", votes),
        "comments": SimpleUploadedFile("comments.csv", comments),
    }
    address = reverse("deliberations:bring_in", args=[organisation.slug])
    sent = {"question": question.pk, "title": title, "is_read": "on", **files}
    answer = client.post(address, sent, headers={"Origin": "http://testserver"}, follow=True)
    return unescape(answer.content.decode()).replace("\u202f", " ").replace("\u00a0", " ")


def test_under_eight_voters_nothing_is_taken(organisation: Organisation) -> None:
    answer = send(organisation, votes=polis_votes(people=MINIMUM_VOTERS - 1), comments=polis_comments())

    assert "Moins de 8 personnes ont voté" in answer
    with organisation_scope(organisation.pk):
        assert (Deliberation.objects.count(), Statement.objects.count(), AnalysisRun.objects.count()) == (0, 0, 0)


def test_a_later_export_of_the_same_people_is_refused(organisation: Organisation) -> None:
    """Nine people, then ten: the difference of two results would be the tenth."""
    send(organisation, votes=polis_votes(people=9), comments=polis_comments())

    again = send(organisation, votes=polis_votes(people=10), comments=polis_comments(), title="Le lendemain")

    assert "qui a voté entre-temps" in again
    with organisation_scope(organisation.pk):
        assert Deliberation.objects.get().title == "Ailleurs"


def test_it_stands_closed_says_where_it_was_held_and_takes_its_question_up(organisation: Organisation) -> None:
    page = send(organisation, votes=polis_votes(), comments=polis_comments())

    with organisation_scope(organisation.pk):
        found = Deliberation.objects.select_related("question", "node").get()
    assert (found.state, found.box_id, str(found.closed_on)) == ("closed", None, "2017-07-14")
    assert found.question.state == "taken_up"
    assert "Tenue sur Polis le 14 juillet 2017. Reprise ici" in page
    assert [step.kind for step in thread_of(found)] == ["question", "deliberation"]


def test_a_conversation_of_several_days_says_its_first_and_its_last(organisation: Organisation) -> None:
    votes = polis_votes().replace(b"1500000008,", b"1500500000,")

    assert "Tenue sur Polis du 14 juillet 2017 au 19 juillet 2017." in send(
        organisation, votes=votes, comments=polis_comments()
    )


def thread_of(deliberation: Deliberation) -> tuple[ThreadStep, ...]:
    with organisation_scope(deliberation.process.organisation_id):
        return thread(deliberation.node)


@pytest.mark.skipif(not FOLDER.exists() and not os.environ.get("CI"), reason="the real conversation is elsewhere")
def test_every_statement_of_a_real_export_is_told_as_if_it_had_been_voted_here(organisation: Organisation) -> None:
    with organisation_scope(organisation.pk):
        question, lead = make_question(organisation), make_lead(organisation)
        raw = [Path(FOLDER / name).read_bytes() for name in ("votes.csv", "comments.csv")]
        closed = services.bring_in(question, title="Londres", conversation=read_polis(*raw), by=lead)

    told = listed(closed.run.result["rows"], counts=recount(voted_comments()))

    assert told == {str(number): kind for kind, numbers in EXPECTED.items() for number in numbers}
    assert closed.map_run is not None
