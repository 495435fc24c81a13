"""When findings may leave, come in, be kept, and be read beside ours: ours blank first."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from balises.assessments.rules.filling import AssessmentState, Sight, spread
from balises.assessments.rules.findings import Findings, FindingsFile, FindingsState, digest_of
from balises.shared.errors import Refusal

_SHORT_DIGEST = 12


@dataclass(frozen=True)
class LeavingFacts:
    """The last shared look at a use, on its way out."""

    is_shared: bool
    sight: Sight
    is_own_edition: bool  # its reference carries the address of the organisation
    is_named: bool


@dataclass(frozen=True)
class KnownGrid:
    """A grid that we have."""

    title: str
    digest: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class SentFindings:
    """A file that was read: how it is called, and what it says."""

    name: str
    file: FindingsFile


def refusal_to_let_out(facts: LeavingFacts) -> Refusal | None:
    """Nothing leaves before the sharing, nor what would tell what each of two people answered."""
    if not facts.is_shared:
        return Refusal("assessments.nothing_shared_yet")
    if facts.sight is Sight.NOTHING:
        return Refusal("assessments.too_few_to_let_out")
    if facts.is_own_edition and not facts.is_named:
        return Refusal("assessments.edition_names_us")
    return None


def refusal_to_read_beside(state: AssessmentState, *, is_looked_at_again: bool) -> Refusal | None:
    """Ours blank first: theirs are read once all of ours are in, and not while seats are answering anew."""
    if state is not AssessmentState.SHARED:
        return Refusal("assessments.not_shared_yet")
    return Refusal("assessments.beside_waits") if is_looked_at_again else None


def refusal_of_findings(sent: SentFindings, *, known: Mapping[str, KnownGrid]) -> Refusal | None:
    """What stands against a file whose shape is right: each with its place, and what was expected there."""
    findings, written = sent.file.findings, sent.file.digest
    counted = digest_of(findings)
    if written != counted:
        facts = {"file": sent.name, "said": written[:_SHORT_DIGEST], "expected": counted[:_SHORT_DIGEST]}
        return Refusal("assessments.findings_are_altered", facts)
    grid = known.get(findings.edition)
    if grid is None:
        expected = [f"{each.title} ({reference})" for reference, each in known.items()]
        facts = {"file": sent.name, "said": findings.edition}
        return Refusal("assessments.findings_of_unknown_edition", {**facts, "expected": expected})
    if grid.digest != findings.edition_digest:
        facts = {"file": sent.name, "edition": findings.edition, "expected": grid.digest[:_SHORT_DIGEST]}
        return Refusal("assessments.findings_of_another_text", facts)
    return next(_refusals_of_rows(sent.name, findings, grid=grid), None)


def _refusals_of_rows(name: str, findings: Findings, *, grid: KnownGrid) -> Iterator[Refusal]:
    if findings.sight not in {Sight.RANGE, Sight.GAP}:
        yield _unlike(name, "sight", f"{Sight.RANGE}, {Sight.GAP}")
    seen: dict[str, int] = {}
    for rank, row in enumerate(findings.criteria, start=1):
        facts = {"file": name, "rank": rank, "code": row.code}
        if row.code in seen:
            yield Refusal("assessments.findings_say_twice", {**facts, "first": seen[row.code]})
        if row.code not in grid.codes:
            yield Refusal("assessments.findings_ask_elsewhere", {**facts, "grid": grid.title})
        seen[row.code] = rank
        if findings.sight is Sight.GAP and row.answers:
            yield _unlike(name, f"criteria, n° {rank}, answers", "[]")
        if findings.sight is Sight.RANGE and (not row.answers or spread(row.answers) is not row.spread):
            yield _unlike(name, f"criteria, n° {rank}, spread", str(spread(row.answers)))


def _unlike(name: str, where: str, expected: str) -> Refusal:
    return Refusal("assessments.findings_have_another_shape", {"file": name, "where": where, "expected": expected})


def refusal_to_take_in(sent: SentFindings, *, known: Mapping[str, KnownGrid], is_kept: bool) -> Refusal | None:
    refusal = refusal_of_findings(sent, known=known)
    if refusal is not None:
        return refusal
    return Refusal("assessments.findings_are_kept") if is_kept else None


def refusal_to_keep(state: FindingsState, *, common: Collection[str]) -> Refusal | None:
    """Once, and only if there is something to read beside ours."""
    if state is FindingsState.KEPT:
        return Refusal("assessments.findings_are_kept")
    return None if common else Refusal("assessments.nothing_in_common")
