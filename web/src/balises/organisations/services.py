"""What can happen to members: they are added, change role, leave, come back."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.accounts.models import User
from balises.organisations import journal, queries, rules
from balises.organisations.models import Member
from balises.organisations.phrases import ROLE_LABELS, ROLE_MEANINGS
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_in_scope
from balises.shared.errors import insist


@transaction.atomic
def add_member(*, email: str, function: str, role: Role, by: Member, is_told: bool = True) -> Member:
    """Let a person sign in here, and write to them: they ask for a code by e-mail, there is no password."""
    queries.locked_organisation()  # or two clicks would add the same person twice
    insist(rules.refusal_to_add(is_already_member=queries.is_member(email)))
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email)
    member = Member.objects.create(organisation_id=organisation_in_scope(), user=user, role=role, function=function)
    journal.record("organisations.member_added", member, by=by)
    if is_told:  # nobody reads the mail of an invented member
        _tell(member, by=by)
    return member


@transaction.atomic
def change_member(member: Member, *, function: str, role: Role, is_active: bool, by: Member) -> Member:
    """Change what a member is called, may do, or whether they may still enter."""
    queries.locked_organisation()  # or two leads could each let the other go
    member = queries.locked(member)
    insist(rules.refusal_to_change(queries.change_facts(member, role=role, is_active=is_active)))
    member.function, member.role, member.is_active = function, role, is_active
    member.save(update_fields=["function", "role", "is_active"])
    journal.record("organisations.member_changed", member, by=by)
    return member


def _tell(member: Member, *, by: Member) -> None:
    """The first letter: what happened, how to enter, whom to ask. It waits where the mail server is down."""
    slug = member.organisation.slug
    letter = {
        "member": member,
        "role": ROLE_LABELS[Role(member.role)],
        "meaning": ROLE_MEANINGS[Role(member.role)],
        "by_function": by.function,
        "link": f"{settings.BASE_URL}{member.organisation.get_absolute_url()}",
        "notice": f"{settings.BASE_URL}{reverse('organisations:notice', args=[slug])}",
    }
    send_mail(
        subject=_("Vous êtes membre de : %(organisation)s") % {"organisation": member.organisation.name},
        message=render_to_string("organisations/letter.txt", letter),
        from_email=None,
        recipient_list=[member.user.email],
    )
    journal.record("organisations.member_told", member, by=by)
