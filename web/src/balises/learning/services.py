"""An organisation shows its own articles in the course, and may take them back."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from balises.learning import queries, rules
from balises.learning.models import Citation
from balises.learning.queries import Place
from balises.organisations import journal
from balises.organisations.models import Member, Organisation
from balises.organisations.scoping import organisation_in_scope
from balises.shared.errors import Refusal, Refused, insist
from balises.trace import services as trace
from balises.trace.models import Link, Node
from balises.trace.rules import Kind


@transaction.atomic
def cite_article(place: Place, *, article: Node, by: Member) -> Citation:
    """Show an adopted article on a page of the course; the module then comes from it, in this organisation."""
    organisation = _locked_organisation()
    insist(rules.refusal_to_cite(queries.cite_facts(place, article=article)))
    node = _module_node(organisation, place=place)
    trace.link(article, result=node)
    citation = Citation.objects.create(
        organisation=organisation,
        course=place.course,
        module=place.module,
        page=place.page,
        article=article,
        node=node,
    )
    journal.record("learning.article_cited", citation, by=by)
    return citation


@transaction.atomic
def undo_citation(place: Place, *, article: Node, by: Member) -> None:
    """Take an article off a page; the module keeps coming from the articles that it still shows."""
    _locked_organisation()
    citation = queries.citation_of(place, article=article)
    if citation is None:
        raise Refused(Refusal("learning.not_cited"))
    others = queries.other_citations(citation)
    if not others.filter(article=citation.article).exists():
        Link.objects.filter(source=citation.article, result=citation.node).delete()
    if not others.exists():
        trace.withdraw(citation.node)
    journal.record("learning.citation_undone", citation, by=by)
    citation.delete()


def _locked_organisation() -> Organisation:
    """Two first citations at once would make two nodes of one module."""
    return Organisation.objects.select_for_update().get(pk=organisation_in_scope())


def _module_node(organisation: Organisation, *, place: Place) -> Node:
    address = reverse("learning:module", args=[organisation.slug, place.module])
    node = queries.module_node(address)
    if node is None:
        node = trace.mark(Kind.MODULE, place.module_title, on=timezone.localdate())
        trace.place(node, address=address)
    trace.publish(node, face=trace.PublicFace(place.module_title, address))
    return node
