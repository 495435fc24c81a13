from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.charters import rules
from balises.charters.models import CharterVersion
from balises.charters.queries.common import ComparisonPage, public_url, version_label
from balises.charters.queries.reading import keyed_version, versions
from balises.organisations.models import Organisation
from balises.shared.http import Crumb
from balises.trace import queries as trace
from balises.trace.models import Node
from balises.trace.queries import ThreadStep


@dataclass(frozen=True)
class ArticleRow:
    """An adopted article with its thread, cut where the article stands."""

    number: int
    title: str
    text: str
    anchor: str
    address: str
    thread: tuple[ThreadStep, ...]
    origins: tuple[ThreadStep, ...]
    outcomes: tuple[ThreadStep, ...]


@dataclass(frozen=True)
class VersionRow:
    version: CharterVersion
    label: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class Command:
    """What to type to recompute a digest."""

    system: str
    line: str


@dataclass(frozen=True)
class VersionPage:
    title: str
    crumbs: tuple[Crumb, ...]
    version: CharterVersion
    body: Mapping[str, Any]
    articles: tuple[ArticleRow, ...]
    is_in_force: bool
    is_review_due: bool
    versions: tuple[VersionRow, ...]
    in_force_url: str
    comparison_url: str
    json_url: str
    record_url: str
    pdf_url: str
    commands: tuple[Command, ...]


@dataclass(frozen=True)
class NoVersionPage:
    title: str
    crumbs: tuple[Crumb, ...]
    organisation: Organisation


def version_page(version: CharterVersion) -> VersionPage:
    organisation = version.charter.organisation
    every = tuple(versions(organisation))
    args = [organisation.slug, version.number]
    former = next((each for each in every if each.number == version.number - 1), None)
    return VersionPage(
        title=version.body["title"],
        crumbs=(Crumb(_("Charte"), public_url(organisation)), Crumb(version_label(version), "")),
        version=version,
        body=version.body,
        articles=article_rows(version),
        is_in_force=version.number == every[0].number,
        is_review_due=version.review_on <= timezone.localdate(),
        versions=tuple(_version_row(each, here=version) for each in every),
        in_force_url=public_url(organisation),
        comparison_url=reverse("charters:comparison", args=[*args, former.number]) if former else "",
        json_url=reverse("charters:public_json", args=[organisation.slug]),
        record_url=reverse("charters:record", args=args),
        pdf_url=reverse("charters:pdf", args=args),
        commands=_commands(f"v{version.number}.json"),
    )


def no_version_page(organisation: Organisation) -> NoVersionPage:
    return NoVersionPage(_("La charte des usages de l’IA"), (Crumb(_("Charte"), ""),), organisation)


def article_rows(version: CharterVersion) -> tuple[ArticleRow, ...]:
    threads = trace.public_threads(Node.objects.filter(pk__in=version.article_nodes))
    pairs = zip(version.article_nodes, version.body["articles"], strict=True)
    return tuple(_article_row(article, thread=threads[pk], version=version) for pk, article in pairs)


def _article_row(article: Mapping[str, Any], *, thread: tuple[ThreadStep, ...], version: CharterVersion) -> ArticleRow:
    here = next(index for index, step in enumerate(thread) if step.is_here)
    anchor = f"art-{article['number']}"
    return ArticleRow(
        number=article["number"],
        title=article["title"],
        text=article["text"],
        anchor=anchor,
        address=f"{version.get_absolute_url()}#{anchor}",
        thread=thread,
        origins=thread[: here + 1],
        outcomes=thread[here + 1 :],
    )


def comparison_page(version: CharterVersion, *, former: CharterVersion) -> ComparisonPage:
    title = _("Ce qui change de la version %(former)s à la version %(number)s") % {
        "former": former.number,
        "number": version.number,
    }
    organisation = version.charter.organisation
    return ComparisonPage(
        title=title,
        crumbs=(
            Crumb(_("Charte"), public_url(organisation)),
            Crumb(version_label(version), version.get_absolute_url()),
            Crumb(_("Ce qui change"), ""),
        ),
        articles=rules.changes_between(keyed_version(former), keyed_version(version)),
        preamble=rules.changes_in(former.body["preamble"], version.body["preamble"]),
        is_same=former.body["preamble"] == version.body["preamble"],
        back_url=version.get_absolute_url(),
    )


def _commands(file_name: str) -> tuple[Command, ...]:
    return (
        Command("Linux", f"sha256sum {file_name}"),
        Command("macOS", f"shasum -a 256 {file_name}"),
        Command("Windows", f"certutil -hashfile {file_name} SHA256"),
    )


def _version_row(version: CharterVersion, *, here: CharterVersion) -> VersionRow:
    return VersionRow(version, version_label(version), version.get_absolute_url(), is_here=version.pk == here.pk)
