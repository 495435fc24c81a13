"""The first act of an installation: an organisation and its lead."""

from django.db import transaction

from balises.accounts.models import User
from balises.organisations import journal, rules
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.shared.errors import Refusal, insist


@transaction.atomic
def open_organisation(*, name: str, slug: str, email: str, function: str, is_invented: bool = False) -> Organisation:
    """Open an organisation and make its first lead a member; a person already known keeps their account."""
    insist(rules.refusal_to_name(slug))
    if Organisation.objects.filter(slug=slug).exists():
        insist(Refusal("organisations.address_taken", {"slug": slug}))
    organisation = Organisation.objects.create(name=name, slug=slug, contact=email, is_invented=is_invented)
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email)
    with organisation_scope(organisation.pk):
        lead = Member.objects.create(organisation=organisation, user=user, role=Role.LEAD, function=function)
        journal.record("organisations.opened", organisation, by=lead)
    return organisation
