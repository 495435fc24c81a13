import pytest

from portulan.results import Method, canonical_json, digest_of


def test_a_method_is_plain_and_its_parameters_sorted():
    method = Method("portulan.example", "1", (("b", 2), ("a", 1.5)), "a page")

    assert canonical_json(method.to_plain()) == (
        '{"name":"portulan.example","parameters":{"a":1.5,"b":2},"source":"a page","version":"1"}'
    )


@pytest.mark.parametrize(
    ("name", "version", "parameters", "error"),
    [
        ("", "1", (), ValueError),
        ("portulan.example", "", (), ValueError),
        ("portulan.example", "1", (("a", 1), ("a", 2)), ValueError),
        ("portulan.example", "1", (("a", [1]),), TypeError),
    ],
)
def test_a_method_that_could_not_be_repeated_is_refused(name, version, parameters, error):
    with pytest.raises(error):
        Method(name, version, parameters, "a page")


def test_a_digest_ignores_the_order_of_keys_and_nothing_else():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert digest_of({"a": 1, "b": 2}) != digest_of({"a": 1, "b": "2"})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_write_has_no_digest(value):
    with pytest.raises(ValueError, match="JSON"):
        digest_of({"a": value})
