from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.phrases import ENTRY_LABELS, NOTICES, ROLE_LABELS, ROLE_MEANINGS, Notice
from balises.organisations.roles import GRANTS, Role
from balises.organisations.rules import ChangeFacts
from balises.organisations.scoping import organisation_in_scope
from balises.shared.http import Crumb

JOURNAL_LENGTH = 200


@dataclass(frozen=True)
class MemberRow:
    member: Member
    email: str
    role_label: str
    edit_url: str


@dataclass(frozen=True)
class RoleRow:
    label: str
    meaning: str


@dataclass(frozen=True)
class MembersPage:
    title: str
    crumbs: tuple[Crumb, ...]
    members: tuple[MemberRow, ...]
    roles: tuple[RoleRow, ...]


@dataclass(frozen=True)
class MemberPage:
    title: str
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True)
class JournalRow:
    entry: Entry
    label: str
    subject: str


@dataclass(frozen=True)
class JournalPage:
    title: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[JournalRow, ...]


@dataclass(frozen=True)
class NoticePage:
    title: str
    organisation: Organisation | None
    notices: tuple[Notice, ...]


def locked_organisation() -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation_in_scope())


def locked(member: Member) -> Member:
    return Member.objects.select_for_update().get(pk=member.pk)


def is_member(email: str) -> bool:
    return Member.objects.filter(user__email=email.lower()).exists()


def change_facts(member: Member, *, role: Role, is_active: bool) -> ChangeFacts:
    others = Member.objects.filter(role=Role.LEAD, is_active=True).exclude(pk=member.pk)
    return ChangeFacts(
        is_lead=member.role == Role.LEAD and member.is_active,
        stays_lead=role is Role.LEAD and is_active,
        other_lead_count=others.count(),
    )


def members_page(organisation: Organisation) -> MembersPage:
    rows = Member.objects.select_related("user").order_by("-is_active", "role", "function")
    return MembersPage(
        title=_("Qui peut entrer, et pour quoi faire"),
        crumbs=_crumbs(organisation, _("Membres")),
        members=tuple(_member_row(member, organisation) for member in rows),
        roles=tuple(RoleRow(str(ROLE_LABELS[role]), str(ROLE_MEANINGS[role])) for role in GRANTS),
    )


def member_page(organisation: Organisation, member: Member | None = None) -> MemberPage:
    title = member.function if member else _("Ajouter un membre")
    back = Crumb(_("Membres"), reverse("organisations:members", args=[organisation.slug]))
    return MemberPage(title, (_home(organisation), back, Crumb(title, "")))


def journal_page(organisation: Organisation) -> JournalPage:
    """The newest lines first; a code without a label shows as it is, never as nothing."""
    entries = Entry.objects.all()[:JOURNAL_LENGTH]
    return JournalPage(_("Le journal de bord"), _crumbs(organisation, _("Journal")), tuple(map(_journal_row, entries)))


def notice_page(organisation: Organisation | None) -> NoticePage:
    return NoticePage(_("Vos données, vos droits"), organisation, NOTICES)


def _member_row(member: Member, organisation: Organisation) -> MemberRow:
    url = reverse("organisations:member", args=[organisation.slug, member.pk])
    return MemberRow(member, member.user.email, str(ROLE_LABELS[Role(member.role)]), url)


def _journal_row(entry: Entry) -> JournalRow:
    """The subject is kept as `app.model:key words`; people read the words."""
    words = entry.subject.partition(" ")[2]
    return JournalRow(entry, str(ENTRY_LABELS.get(entry.code, entry.code)), words)


def _home(organisation: Organisation) -> Crumb:
    return Crumb(organisation.name, organisation.get_absolute_url())


def _crumbs(organisation: Organisation, label: str) -> tuple[Crumb, ...]:
    return (_home(organisation), Crumb(label, ""))
