"""Every permission of the product, named once. Strings, so that no app is imported from here."""

from enum import StrEnum


class Permission(StrEnum):
    ORGANISATION_SEE = "organisation.see"
    MEMBERS_MANAGE = "members.manage"
    JOURNAL_SEE = "journal.see"
    PROOFS_SEE = "proofs.see"
    THREAD_SEE = "thread.see"
    PROCESS_SEE = "process.see"
    PROCESS_RUN = "process.run"
    CARDS_RUN = "cards.run"
    CARDS_READ = "cards.read"
    REGISTER_SEE = "register.see"
    REGISTER_WRITE = "register.write"
    STRESS_TEST_RUN = "stress_test.run"
    ASSESSMENT_RUN = "assessment.run"
    ASSESSMENT_RATE = "assessment.rate"
    ASSESSMENT_HOST = "assessment.host"  # in the room: what the panel says together, what was answered on paper
    DELIBERATION_RUN = "deliberation.run"
    DECISION_WRITE = "decision.write"
    CHARTER_SEE = "charter.see"
    CHARTER_WRITE = "charter.write"
    COURSE_SEE = "course.see"
    COURSE_CITE = "course.cite"
    MEETING_RUN = "meeting.run"
