from balises.dossiers.queries.pages import mine_page, organisation_page, process_page, thread_page
from balises.dossiers.queries.uses import use_page

__all__ = ["mine_page", "organisation_page", "process_page", "thread_page", "use_page"]
