from itertools import count

from balises.accounts.models import User
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope

_numbers = count(1)


def make_organisation(**fields: object) -> Organisation:
    number = next(_numbers)
    values = {"name": f"Association {number}", "slug": f"association-{number}", "contact": "contact@exemple.test"}
    return Organisation.objects.create(**{**values, **fields})


def make_member(organisation: Organisation, *, role: Role = Role.LEAD, function: str = "") -> Member:
    """A member who can sign in, in that organisation."""
    user = User.objects.create_user(f"membre-{next(_numbers)}@exemple.test")
    with organisation_scope(organisation.pk):
        return Member.objects.create(
            organisation=organisation, user=user, role=role, function=function or f"Fonction {role}"
        )
