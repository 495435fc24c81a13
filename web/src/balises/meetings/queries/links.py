"""The signed link that stands for an account: it names a registration, and nothing about who made it."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from balises.meetings.models import Registration

_signer = signing.Signer(salt="balises.meetings.registration")


def token_for(registration: Registration) -> str:
    return _signer.sign(str(registration.pk))


def pk_behind(token: str) -> int | None:
    """The key a link was signed for; nothing where the link was not signed here."""
    try:
        return int(_signer.unsign(token))
    except signing.BadSignature:
        return None


def link_for(registration: Registration) -> str:
    organisation = registration.meeting.organisation
    path = reverse("meetings:registration", args=[organisation.slug, token_for(registration)])
    return f"{settings.BASE_URL}{path}"
