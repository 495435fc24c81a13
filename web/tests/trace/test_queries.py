"""A thread is read both ways, in the order of the chain; a public one names only what is public."""

from datetime import date
from typing import Any

from balises.organisations.models import Organisation
from balises.trace import queries, services
from balises.trace.models import Node
from balises.trace.rules import Kind


def make_chain(*kinds: Kind) -> list[Node]:
    nodes: list[Node] = []
    for number, kind in enumerate(kinds, 1):
        source = (nodes[-1],) if nodes else ()
        node = services.mark(kind, f"{kind} {number}", on=date(2026, 9, number), came_from=source)
        services.place(node, address=f"/o/x/{number}")
        nodes.append(node)
    return nodes


def test_the_thread_of_an_article_goes_back_to_the_cards_and_on_to_the_next_exploration(
    in_scope: Organisation,
) -> None:
    nodes = make_chain(*Kind)

    thread = queries.thread(nodes[6])

    assert [step.kind for step in thread] == list(Kind)
    assert [step.is_here for step in thread].index(True) == 6


def test_a_thread_leaves_out_what_only_shares_an_origin(in_scope: Organisation) -> None:
    card, use = make_chain(Kind.CARD, Kind.USE)
    services.mark(Kind.USE, "un autre usage", on=date(2026, 9, 3), came_from=(card,))

    assert [step.title for step in queries.thread(use)] == [card.title, use.title]


def test_origins_and_outcomes_leave_the_thing_itself_out(in_scope: Organisation) -> None:
    card, use, assessment = make_chain(Kind.CARD, Kind.USE, Kind.ASSESSMENT)

    assert [step.title for step in queries.origins(use)] == [card.title]
    assert [step.title for step in queries.outcomes(use)] == [assessment.title]


def test_a_public_thread_shows_an_internal_step_as_its_kind_and_month(in_scope: Organisation) -> None:
    card, article = make_chain(Kind.CARD, Kind.ARTICLE)
    services.publish(article, face=services.PublicFace("Article 1", "/x/charte/v1#art-1"))
    services.rename(card, title="Récolte du foyer", on=date(2026, 9, 18))

    first, second = queries.public_thread(article)

    assert (first.title, first.address, first.on) == ("Cartes d’usage", "", date(2026, 9, 1))
    assert (second.title, second.address) == ("Article 1", "/x/charte/v1#art-1")


def test_linking_twice_changes_nothing(in_scope: Organisation) -> None:
    card, use = make_chain(Kind.CARD, Kind.USE)

    services.link(card, result=use)

    assert len(queries.thread(use)) == 2


def test_a_loop_in_the_links_ends(in_scope: Organisation) -> None:
    card, use = make_chain(Kind.CARD, Kind.USE)
    services.link(use, result=card)

    assert len(queries.thread(card)) == 2


def test_many_threads_are_told_apart_and_cost_no_more_than_the_longest(
    in_scope: Organisation, django_assert_max_num_queries: Any
) -> None:
    longest, shorter = make_chain(*Kind), make_chain(Kind.CARD, Kind.USE, Kind.ARTICLE)
    services.link(longest[0], result=shorter[1])  # they share an origin, and stay two threads
    ends = [longest[-1], shorter[-1], shorter[0]]
    alone = {node.pk: queries.public_thread(node) for node in ends}

    with django_assert_max_num_queries(len(Kind) + 3 + 1):  # back along the longest, on along the shorter, the nodes
        together = queries.public_threads(ends)

    assert together == alone
    assert len(together[shorter[-1].pk]) == 4
