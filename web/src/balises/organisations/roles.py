"""Who may do what: one readable table. No Django here, since rules read it."""

from enum import StrEnum

from balises.organisations.permissions import Permission as P


class Role(StrEnum):
    LEAD = "lead"
    FACILITATOR = "facilitator"
    ASSESSOR = "assessor"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"


_READ = frozenset({P.ORGANISATION_SEE, P.PROCESS_SEE, P.THREAD_SEE, P.REGISTER_SEE, P.CHARTER_SEE, P.COURSE_SEE})
_ROOM = frozenset({P.CARDS_RUN, P.ASSESSMENT_HOST, P.DELIBERATION_RUN, P.MEETING_RUN, P.STRESS_TEST_RUN})
_LEAD_ONLY = frozenset(
    {
        P.MEMBERS_MANAGE,
        P.PROCESS_RUN,
        P.CARDS_READ,
        P.REGISTER_WRITE,
        P.ASSESSMENT_RUN,
        P.DECISION_WRITE,
        P.CHARTER_WRITE,
        P.COURSE_CITE,
        P.JOURNAL_SEE,
    }
)

GRANTS: dict[Role, frozenset[P]] = {
    Role.LEAD: _READ | _ROOM | _LEAD_ONLY | {P.ASSESSMENT_RATE},
    Role.FACILITATOR: _READ | _ROOM,
    Role.ASSESSOR: _READ | {P.ASSESSMENT_RATE},
    Role.GUARANTOR: _READ | {P.PROOFS_SEE, P.JOURNAL_SEE},
    Role.OBSERVER: _READ,
}


def may(role: Role, permission: P) -> bool:
    return permission in GRANTS[role]
