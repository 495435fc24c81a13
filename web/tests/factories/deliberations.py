from collections.abc import Sequence
from itertools import count

from django.utils import timezone

from balises.boxes.services import new_token
from balises.deliberations import services
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import Vote
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.processes.models import OpenQuestion
from balises.processes.rules import QuestionOrigin
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories.organisations import make_member
from factories.register import start_process

_numbers = count(1)
STATEMENTS = ("On peut résumer un entretien avec une IA.", "La personne doit le savoir.", "Elle doit pouvoir refuser.")


def make_question(organisation: Organisation) -> OpenQuestion:
    text = f"Faut-il le dire à la personne, question {next(_numbers)} ?"
    today = timezone.localdate()
    return OpenQuestion.objects.create(
        process=start_process(organisation),
        text=text,
        origin=QuestionOrigin.LEAD,
        node=trace.mark(Kind.QUESTION, text, on=today),
        raised_on=today,
    )


def make_lead(organisation: Organisation) -> Member:
    return make_member(organisation, role=Role.LEAD)


def make_draft(organisation: Organisation, *, statements: Sequence[str] = STATEMENTS, by: Member) -> Deliberation:
    question = make_question(organisation)
    deliberation = services.make_deliberation(question, title=question.text, by=by)
    for text in statements:
        services.add_statement(deliberation, text=text, by=by)
    return deliberation


def make_open(organisation: Organisation, *, statements: Sequence[str] = STATEMENTS, by: Member) -> Deliberation:
    return services.open_deliberation(make_draft(organisation, statements=statements, by=by), by=by)


def polis_votes(*, people: int = 9, statements: int = 2) -> bytes:
    """A file of votes as Polis exports it: everybody agrees with the first statement, nobody with the last."""
    lines = ["timestamp,datetime,comment-id,voter-id,vote"]
    for person in range(people):
        for number in range(statements):
            vote = 1 if number < statements - 1 else -1
            lines.append(f"{1_500_000_000 + person},Fri Jul 14 2017,{number},{person},{vote}")
    return "\n".join(lines).encode()


def polis_comments(*, statements: int = 2) -> bytes:
    lines = ["timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"]
    lines += [f'1500000000,Fri Jul 14 2017,{n},0,0,0,1,"Énoncé venu d’ailleurs, {n}"' for n in range(statements)]
    return "\n".join(lines).encode()


def vote_all(deliberation: Deliberation, *, choices: Sequence[Vote]) -> str:
    """One voter answers the statements in order; gives the token."""
    token = new_token()
    for number, vote in enumerate(choices, 1):
        services.cast_vote(deliberation, token=token, number=number, vote=vote)
    return token
