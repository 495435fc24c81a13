"""Reading back what was sealed."""

from collections.abc import Mapping
from typing import Any

from portulan.disclosure.audit import worlds
from portulan.disclosure.cells import AtLeast, Between, Suppressed, cell_from_plain
from portulan.disclosure.choices import tell
from portulan.disclosure.policy import Policy, policy_from_plain
from portulan.disclosure.protected import CHOICES, MINT, Detail, ProtectedChoices, ProtectedRow
from portulan.results import Method, digest_of


def reopen(plain: Mapping[str, Any], *, digest: str) -> ProtectedChoices:
    """Read back a result that was sealed as plain values, and refuse one that protection cannot have made.

    Parameters
    ----------
    plain : mapping
        What `ProtectedChoices.to_plain` wrote.
    digest : str
        What `ProtectedChoices.digest` said when it was sealed.

    Returns
    -------
    ProtectedChoices
        Equal to the one that was sealed.

    Raises
    ------
    ValueError
        If the digest is another, the form is not the expected one, or no votes at all can have been told like
        this.

    TypeError
        If a threshold is not a number.

    Notes
    -----
    Reads version 1 of the method. What is sealed stays readable: a version 2 will need a reader beside this one.

    Examples
    --------
    >>> from portulan.disclosure import PublicationPlan, protect_choices
    >>> votes = {"s1": {"agree": 26, "disagree": 0, "pass": 0}}
    >>> told = protect_choices(votes, plan=PublicationPlan("spring", ("s1",)), voters=26)
    >>> reopen(told.to_plain(), digest=told.digest()) == told
    True
    """
    if digest_of(plain) != digest:
        raise ValueError("Not what was sealed: the digest is another.")
    match plain:
        case {
            "format": "portulan.choices/1",
            "plan": {"name": str(name), "digest": str(plan_digest)},
            "voters": voters,
            "rows": [*rows],
            "policy": dict(policy_plain),
            "method": {"name": str(method), "version": "1", "parameters": dict(parameters), "source": str(source)},
        }:
            policy = policy_from_plain(policy_plain)
            protected = ProtectedChoices(
                plan_name=name,
                plan_digest=plan_digest,
                voters=_read_voters(voters),
                rows=tuple(_read_row(row, policy=policy) for row in rows),
                policy=policy,
                method=Method(method, "1", tuple(parameters.items()), source),
                mint=MINT,
            )
            if protected.digest() == digest:
                return protected
    raise ValueError("Not the protected result of votes on statements.")


def _read_voters(plain: Any) -> AtLeast | Suppressed:
    cell = cell_from_plain(plain)
    if not isinstance(cell, AtLeast | Suppressed):
        raise ValueError("The number of voters is told from below, or not at all.")
    return cell


def _read_row(plain: Any, *, policy: Policy) -> ProtectedRow:
    match plain:
        case {"item": str(item), "detail": str(detail), "answers": answers_plain, **told} if set(told) == set(CHOICES):
            agree, disagree, passed = (cell_from_plain(told[choice]) for choice in CHOICES)
            answers = cell_from_plain(answers_plain)
            if isinstance(answers, int | Between | Suppressed):
                row = ProtectedRow(item, Detail(detail), answers, agree, disagree, passed, mint=MINT)
                if _can_have_been_told(row, policy=policy):
                    return row
    raise ValueError("No votes can have been told like this.")


def _can_have_been_told(row: ProtectedRow, *, policy: Policy) -> bool:
    if isinstance(row.answers, Suppressed):
        return (row.detail, row.answers, row.cells) == tell((0, 0, 0), policy=policy)
    return any(True for _ in worlds(row, policy=policy))
