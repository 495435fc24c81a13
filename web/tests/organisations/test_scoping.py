"""Without a scope nothing is read; inside one, nothing of another organisation."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms

from balises.organisations.models import Member
from balises.organisations.scoping import ScopeError, everywhere, organisation_scope
from factories.organisations import make_member, make_organisation

pytestmark = pytest.mark.django_db

READS_AND_WRITES: dict[str, Callable[[], Any]] = {
    "list": lambda: list(Member.objects.all()),
    "get": lambda: Member.objects.get(pk=1),
    "count": lambda: Member.objects.count(),
    "exists": lambda: Member.objects.exists(),
    "update": lambda: Member.objects.update(function="x"),
    "delete": lambda: Member.objects.all().delete(),
    "values": lambda: list(Member.objects.values("pk")),
}


@pytest.mark.parametrize("act", READS_AND_WRITES.values(), ids=READS_AND_WRITES)
def test_without_a_scope_every_query_raises(act: Callable[[], Any]) -> None:
    make_member(make_organisation())

    with pytest.raises(ScopeError):
        act()


def test_related_managers_raise_too() -> None:
    organisation = make_organisation()
    make_member(organisation)

    with pytest.raises(ScopeError):
        list(organisation.members.all())


def test_in_scope_another_organisation_is_not_there() -> None:
    ours, theirs = make_organisation(), make_organisation()
    mine, other = make_member(ours), make_member(theirs)

    with organisation_scope(ours.pk):
        assert list(Member.objects.all()) == [mine]
        assert not Member.objects.filter(pk=other.pk).exists()
        assert Member.objects.filter(pk=other.pk).update(function="x") == 0


def test_a_form_declared_without_a_scope_offers_only_what_is_in_scope() -> None:
    class ChooseMember(forms.Form):
        member = forms.ModelChoiceField(queryset=Member.objects.all())

    ours, theirs = make_organisation(), make_organisation()
    mine, other = make_member(ours), make_member(theirs)

    with organisation_scope(ours.pk):
        assert ChooseMember({"member": mine.pk}).is_valid()
        assert not ChooseMember({"member": other.pk}).is_valid()


def test_leaving_the_scope_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"), everywhere(reason=""):
        pass


def test_a_scope_is_a_key_never_nothing() -> None:
    with pytest.raises(TypeError), organisation_scope(None):  # type: ignore[arg-type]
        pass
