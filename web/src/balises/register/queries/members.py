from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.organisations.models import Organisation
from balises.processes.models import Process
from balises.register import rules
from balises.register.models import AIUse
from balises.register.phrases.fields import FIELD_LABELS
from balises.register.queries.catalogue import described_uses
from balises.register.queries.reading import (
    StateMark,
    entry_facts,
    entry_url,
    register_url,
    state_mark,
    visibility_label,
)
from balises.register.rules import EntryField
from balises.shared.errors import Refusal
from balises.shared.http import Crumb
from balises.shared.wording import join_words
from balises.trace import queries as trace
from balises.trace.models import Node
from balises.trace.rules import Kind

OWN_FILES = ("json", "csv", "xlsx", "ods")


@dataclass(frozen=True)
class UseRow:
    """A use as members list it, drafts included."""

    use: AIUse
    mark: StateMark
    visibility: str
    public_state: str
    public_url: str


@dataclass(frozen=True)
class UsesPage:
    title: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[UseRow, ...]
    new_url: str
    duties_url: str
    import_url: str
    files: tuple[tuple[str, str], ...]  # each file that holds everything, drafts and internal fields included
    public_url: str


@dataclass(frozen=True)
class DraftPage:
    title: str
    crumbs: tuple[Crumb, ...]
    has_process: bool
    start_url: str
    catalogue: tuple[tuple[str, str], ...]
    started_from: str


@dataclass(frozen=True)
class TiersPage:
    title: str
    crumbs: tuple[Crumb, ...]
    always: str
    back_url: str


@dataclass(frozen=True)
class DescribePage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    is_published: bool
    why_not_publish: Refusal | None
    tiers_url: str
    pia_url: str
    publish_url: str
    withdraw_url: str
    public_url: str
    articles: QuerySet[Node]


def uses_page(organisation: Organisation) -> UsesPage:
    uses = AIUse.objects.select_related("organisation", "process").order_by("title")
    return UsesPage(
        title=_("Les usages de l’IA que nous regardons"),
        crumbs=(Crumb(organisation.name, organisation.get_absolute_url()), Crumb(_("Usages"), "")),
        rows=tuple(_use_row(use) for use in uses),
        new_url=reverse("register:draft", args=[organisation.slug]),
        duties_url=reverse("register:duties", args=[organisation.slug]),
        import_url=reverse("register:imports", args=[organisation.slug]),
        files=tuple(
            (suffix.upper(), reverse("register:own_file", args=[organisation.slug, suffix])) for suffix in OWN_FILES
        ),
        public_url=register_url(organisation),
    )


def draft_page(organisation: Organisation, *, started_from: str = "") -> DraftPage:
    return DraftPage(
        title=_("Écrire un usage à regarder"),
        crumbs=(Crumb(_("Usages"), reverse("register:uses", args=[organisation.slug])), Crumb(_("Nouvel usage"), "")),
        has_process=Process.objects.exists(),
        start_url=organisation.get_absolute_url(),
        catalogue=described_uses(),
        started_from=started_from,
    )


def describe_page(use: AIUse) -> DescribePage:
    organisation = use.organisation
    return DescribePage(
        title=use.title,
        crumbs=(
            Crumb(_("Usages"), reverse("register:uses", args=[organisation.slug])),
            Crumb(use.title, use.get_absolute_url()),
            Crumb(_("Fiche"), ""),
        ),
        use=use,
        is_published=use.is_published,
        why_not_publish=rules.refusal_to_publish(entry_facts(use)),
        tiers_url=reverse("register:tiers", args=[organisation.slug, use.pk]),
        pia_url=reverse("register:pia", args=[organisation.slug, use.pk]),
        publish_url=reverse("register:publish", args=[organisation.slug, use.pk]),
        withdraw_url=reverse("register:withdraw", args=[organisation.slug, use.pk]),
        public_url=entry_url(use) if use.published_on else "",
        articles=adopted_articles(),
    )


def tiers_page(use: AIUse) -> TiersPage:
    back = reverse("register:describe", args=[use.organisation.slug, use.pk])
    always = [str(FIELD_LABELS[field]).lower() for field in EntryField if field in rules.ALWAYS_PUBLIC]
    return TiersPage(
        title=_("Ce que le public lit de cette fiche"),
        crumbs=(Crumb(use.title, use.get_absolute_url()), Crumb(_("Fiche"), back), Crumb(_("Public ou réservé"), "")),
        always=join_words(always).capitalize(),
        back_url=back,
    )


def adopted_articles() -> QuerySet[Node]:
    """Articles of an adopted charter, as the thread knows them: an entry may come from one."""
    return Node.objects.filter(kind=Kind.ARTICLE, is_public=True).order_by("pk")


def articles_behind(use: AIUse) -> tuple[Node, ...]:
    """The adopted articles that the use already led to."""
    addresses = [step.address for step in trace.outcomes(use.node) if step.kind is Kind.ARTICLE]
    return tuple(adopted_articles().filter(address__in=addresses))


def use_behind(node: Node) -> AIUse | None:
    """The one use that a thing came from; none where it came from several, or from no use."""
    addresses = [step.address for step in trace.origins(node) if step.kind is Kind.USE]
    return AIUse.objects.filter(node__address=addresses[0]).first() if len(addresses) == 1 else None


def _use_row(use: AIUse) -> UseRow:
    return UseRow(
        use=use,
        mark=state_mark(use.status),
        visibility=visibility_label(use.visibility),
        public_state=_public_state(use),
        public_url=entry_url(use) if use.is_published else "",
    )


def _public_state(use: AIUse) -> str:
    if use.is_published:
        return _("Publié")
    return _("Retiré du registre") if use.withdrawn_on else _("Pas encore publié")
