"""Write what came from what. The app that owns a thing writes its node; whoever joins two things links them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from balises.organisations.scoping import organisation_in_scope
from balises.trace.models import Link, Node
from balises.trace.rules import Kind


@dataclass(frozen=True)
class PublicFace:
    """How a public thread shows a node; without one it shows the kind and the month, and no address."""

    title: str
    address: str


@transaction.atomic
def mark(kind: Kind, title: str, *, on: date, came_from: tuple[Node, ...] = ()) -> Node:
    """Make a node; its address follows once the thing it stands for has a key (`place`)."""
    node = Node.objects.create(organisation_id=organisation_in_scope(), kind=kind, title=title[:300], address="", on=on)
    for source in came_from:
        link(source, result=node)
    return node


def mark_all(kind: Kind, titles: Iterable[str], *, on: date) -> list[Node]:
    """Make many at once, as a file brings them: as few writings for five hundred as for one."""
    here = organisation_in_scope()
    return Node.objects.bulk_create(
        [Node(organisation_id=here, kind=kind, title=title[:300], address="", on=on) for title in titles]
    )


def place(node: Node, *, address: str) -> None:
    """Say where members find the thing."""
    node.address = address
    node.save(update_fields=["address"])


def place_all(addresses: Iterable[tuple[Node, str]]) -> None:
    placed = []
    for node, address in addresses:
        node.address = address
        placed.append(node)
    Node.objects.bulk_update(placed, ["address"], batch_size=200)


def publish(node: Node, *, face: PublicFace) -> None:
    """Let public threads name the thing and lead to it."""
    node.public_title, node.public_address, node.is_public = face.title[:300], face.address, True
    node.save(update_fields=["public_title", "public_address", "is_public"])


def withdraw(node: Node) -> None:
    """Public threads show its kind and month again, no more."""
    node.is_public = False
    node.save(update_fields=["is_public"])


def rename(node: Node, *, title: str, on: date) -> None:
    """Follow the thing: its title may be mended and its date moves to when it was finished."""
    node.title, node.on = title[:300], on
    node.save(update_fields=["title", "on"])


def link(source: Node, *, result: Node) -> None:
    """Say that `result` came from `source`; saying it twice changes nothing."""
    Link.objects.get_or_create(source=source, result=result)


def forget(node: Node) -> None:
    """Take back a node that was made by mistake: its thing is gone, and nothing came from it."""
    node.delete()


def forget_all(nodes: Iterable[Node]) -> None:
    Node.objects.filter(pk__in=[node.pk for node in nodes]).delete()
