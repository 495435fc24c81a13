"""How written content becomes a page: Markdown without HTML, without images, with links to the web only."""

from datetime import date

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from balises.shared.wording import day, month_of

_WEB = ("https://", "http://")


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's own hook
        return url.lower().startswith(_WEB)


_markdown = _Markdown("commonmark", {"html": False}).disable("image")


def rendered(text: str) -> SafeString:
    return mark_safe(_markdown.render(text))  # noqa: S308  # html is off: every tag is written by the renderer


def partial_day(written: str) -> str:
    """« 12 mars 2024 » of 2024-03-12, « mars 2024 » of 2024-03."""
    if len(written) == len("2024-03"):
        return month_of(date.fromisoformat(f"{written}-01"))
    return day(date.fromisoformat(written))
