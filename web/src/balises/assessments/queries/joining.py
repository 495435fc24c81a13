"""The screen where a seat joins what shows its answer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.queries.evidence import EvidenceRow, evidence_rows
from balises.assessments.queries.reading import criteria, desk_facts
from balises.assessments.queries.screens import Desk, Secrecy, joined_counts, secrecy_of, wording_for
from balises.shared.errors import Refusal


@dataclass(frozen=True)
class EvidencePage:
    title: str
    desk: Desk
    url: str
    activity: str
    use: str
    number: int
    wording: str
    rows: tuple[tuple[EvidenceRow, str], ...]  # with the token of the form that erases it
    taken: tuple[str, ...]  # the kinds of files that may be joined
    why_not: Refusal | None
    back_url: str
    secrecy: Secrecy


def evidence_page(desk: Desk, *, number: int, url: str) -> EvidencePage:
    assessor, criterion = desk.assessor, criteria(desk.assessor.assessment)[number - 1]
    rows = evidence_rows(assessor, holder=desk.holder, criterion=criterion["code"], is_own=True, base_url=desk.base_url)
    facts = desk_facts(assessor, assessment=assessor.assessment, holder=desk.holder)
    joined = joined_counts(desk).total()  # not what a former holder left: it goes with the first thing written
    too_much = rules.refusal_to_join(criterion["code"], criteria=(criterion["code"],), count=joined)
    return EvidencePage(
        title=_("Joindre une pièce"),
        desk=desk,
        url=url,
        activity=desk.token(url),
        use=assessor.assessment.use.title,
        number=number,
        wording=wording_for(assessor, criterion),
        rows=tuple((row, desk.token(row.erase_url)) for row in rows),
        taken=tuple(found.name for found in rules.FILE_TYPES),
        why_not=rules.refusal_to_write(facts) or too_much,
        back_url=f"{desk.url}?question={number}",
        secrecy=secrecy_of(desk),
    )
