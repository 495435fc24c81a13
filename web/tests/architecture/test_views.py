"""Every address says who may reach it, in code that a test reads."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

FOREIGN_PREFIXES = {"allauth": "sign-in pages answer anyone, that is their purpose"}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, address)
        else:
            yield address, pattern


ADDRESSES = list(patterns(get_resolver()))
OURS = [(address, p) for address, p in ADDRESSES if p.callback.__module__.split(".")[0] not in FOREIGN_PREFIXES]


@pytest.mark.parametrize(("address", "pattern"), OURS, ids=[address or "/" for address, _ in OURS])
def test_every_view_is_marked(address: str, pattern: URLPattern) -> None:
    view = pattern.callback

    assert hasattr(view, "permission") != bool(getattr(view, "public_reason", "")), address


@pytest.mark.parametrize(("address", "pattern"), OURS, ids=[address or "/" for address, _ in OURS])
def test_what_needs_a_session_stands_under_o(address: str, pattern: URLPattern) -> None:
    if hasattr(pattern.callback, "permission"):
        assert address.startswith("o/<slug:organisation>")


def test_no_foreign_package_listed_is_stale() -> None:
    assert FOREIGN_PREFIXES.keys() <= {pattern.callback.__module__.split(".")[0] for _, pattern in ADDRESSES}
