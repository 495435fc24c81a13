import pytest

from balises.shared.markdown import partial_day, rendered


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un **biais** et un *écart*.", "<p>Un <strong>biais</strong> et un <em>écart</em>.</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[ici](https://exemple.test)", '<p><a href="https://exemple.test">ici</a></p>\n'),
        ("[ici](javascript:alert(1))", "<p>[ici](javascript:alert(1))</p>\n"),
        ("[ici](data:text/html,x)", "<p>[ici](data:text/html,x)</p>\n"),
        ("[ici](/o/compte/sortir)", "<p>[ici](/o/compte/sortir)</p>\n"),
        ("<https://exemple.test>", '<p><a href="https://exemple.test">https://exemple.test</a></p>\n'),
        ("<mailto:a@exemple.test>", "<p>&lt;mailto:a@exemple.test&gt;</p>\n"),
    ],
)
def test_a_course_is_rendered_without_html_and_links_to_the_web_only(text: str, html: str) -> None:
    assert rendered(text) == html


def test_no_image_is_fetched_from_elsewhere() -> None:
    assert "<img" not in rendered("![suivi](https://exemple.test/pixel.png)")


@pytest.mark.parametrize(
    ("written", "said"),
    [("2024-03-12", "12\u00a0mars\u00a02024"), ("2024-03", "mars 2024"), ("2023-06-01", "1er\u00a0juin\u00a02023")],
)
def test_a_source_is_dated_as_precisely_as_it_is_known(written: str, said: str) -> None:
    assert partial_day(written) == said
