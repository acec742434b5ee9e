from datetime import date

import pytest

from releases.reading.article import Article, from_markdown


def shown(article: Article) -> list[tuple[str, str]]:
    return [(one.role, article.text[one.start : one.end]) for one in article.blocks]


def test_marks_are_taken_off_and_their_meaning_kept() -> None:
    article = from_markdown(
        "# Films of the week\n"
        "By *Ana*\n\n"
        '**Dune: Part Three** opens on [18 December](https://example.org/a_b_c "the date") 2026.\n'
        "Next heading\n------------\n"
        "* _Tron_: 10 October\n"
        "* `Her`: 1 May ![poster](x.png)\n\n"
        "| Film | Date |\n|------|------|\n| *Supergirl* | 26 June |\n\n"
        "> It opens in May.\n\n"
        "### Third\n\n"
        "Text with 2 * 3 * 4 and snake_case_name and \\*stars\\*, <https://example.org>.\n\n"
        "[ref]: https://example.org\n"
    )
    assert article.title == "Films of the week"
    assert shown(article) == [
        ("title", "Films of the week"),
        ("paragraph", "By Ana"),
        ("paragraph", "Dune: Part Three opens on 18 December 2026."),
        ("heading", "Next heading"),
        ("item", "Tron: 10 October"),
        ("item", "Her: 1 May poster"),
        ("row", "| Film | Date |"),
        ("row", "| Supergirl | 26 June |"),
        ("quote", "It opens in May."),
        ("heading", "Third"),
        ("paragraph", "Text with 2 * 3 * 4 and snake_case_name and *stars*, https://example.org."),
    ]
    assert [article.text[a:b] for a, b in article.emphasis] == [
        "Ana",
        "Dune: Part Three",
        "Tron",
        "Supergirl",
    ]


def test_front_matter_gives_title_date_and_language() -> None:
    article = from_markdown(
        '---\ntitle: "Dune moves"\ndate: 2026-01-20T10:00:00Z\nlang: EN\n---\n\nIt opens in May.\n'
    )
    assert (article.title, article.published, article.language) == (
        "Dune moves",
        date(2026, 1, 20),
        "en",
    )
    assert shown(article) == [("paragraph", "It opens in May.")]


def test_a_rule_on_top_is_no_front_matter() -> None:
    article = from_markdown("---\n\nIt opens in May.\n\n---\n\nThe end.")
    assert [text for _, text in shown(article)] == ["It opens in May.", "The end."]


def test_code_fences_go_and_their_text_stays() -> None:
    article = from_markdown("Before.\n\n```text\nDune: 18 December\n```\n\nAfter.")
    assert [text for _, text in shown(article)] == ["Before.", "Dune: 18 December", "After."]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "*",
        "_a",
        "[",
        "](",
        "**a ",
        "`",
        "~~",
        "# \n",
        "\\",
        "a\n-\n",
        "<http://a",
        "[a](b",
        "---\n",
    ],
)
def test_many_marks_are_read_in_time(piece: str) -> None:
    article = from_markdown(piece * (300_000 // len(piece)))
    assert all(0 <= a < b <= len(article.text) for a, b in article.emphasis)
