from balises.dossiers.queries.pages import mine_page, organisation_page, process_page, thread_page
from balises.dossiers.queries.report import brief_report, report, report_address, report_page, report_record
from balises.dossiers.queries.uses import use_page

__all__ = [
    "brief_report",
    "mine_page",
    "organisation_page",
    "process_page",
    "report",
    "report_address",
    "report_page",
    "report_record",
    "thread_page",
    "use_page",
]
