import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.reading.article import Article, clean


def shown(article: Article) -> list[tuple[str, str]]:
    return [(one.role, article.text[one.start : one.end]) for one in article.blocks]


def test_a_first_short_line_above_a_blank_line_is_the_title() -> None:
    article = Article.of_text("Dune: Part Three gets a date\n\nIt opens on 18 December 2026.\n")
    assert article.title == "Dune: Part Three gets a date"
    assert shown(article) == [
        ("title", "Dune: Part Three gets a date"),
        ("paragraph", "It opens on 18 December 2026."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It opens on 18 December 2026.\n\nMore to come.",
        "Dune opens on 18 December 2026",
        "Dune opens\non 18 December 2026\n\nMore to come.",
        "- Dune\n\nMore to come.",
        "x" * 200 + "\n\nMore to come.",
    ],
)
def test_another_first_line_is_no_title(text: str) -> None:
    article = Article.of_text(text)
    assert article.title is None
    assert all(role != "title" for role, _ in shown(article))


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Warner Bros has moved the third of the films by Denis\n"
        "Villeneuve to 18 December 2026, the studio said on\n"
        "Monday.\n"
    )
    assert shown(Article.of_text(text)) == [("paragraph", text.strip())]


def test_a_line_that_goes_on_in_lower_case_is_one_paragraph() -> None:
    text = "The film\nopens in May"
    assert shown(Article.of_text(text)) == [("paragraph", text)]


def test_lines_that_stand_for_themselves_are_blocks_of_their_own() -> None:
    text = "The Odyssey opens in UK cinemas on 17 July 2026\nSupergirl opens on 26 June"
    assert [words for _, words in shown(Article.of_text(text))] == text.split("\n")


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "·", "1.", "2)", "(3)"])
def test_a_bullet_line_is_an_item_without_its_bullet(mark: str) -> None:
    text = f"UK dates\n{mark} Dune, 18 December\n  with previews\n{mark} Supergirl, 26 June"
    assert shown(Article.of_text(text)) == [
        ("heading", "UK dates"),
        ("item", "Dune, 18 December\n  with previews"),
        ("item", "Supergirl, 26 June"),
    ]


def test_lines_with_bars_or_tabs_are_rows_and_rules_are_nothing() -> None:
    text = "Film | Date\n---- | ----\nDune | 18 December\nSupergirl\t26 June"
    assert shown(Article.of_text(text)) == [
        ("row", "Film | Date"),
        ("row", "Dune | 18 December"),
        ("row", "Supergirl\t26 June"),
    ]


def test_quoted_lines_are_quotes() -> None:
    article = Article.of_text("He wrote:\n\n> It opens in May.\n> Really.")
    assert shown(article)[1:] == [("quote", "It opens in May."), ("quote", "Really.")]


def test_a_short_line_above_a_list_is_a_heading_and_above_another_one_is_not() -> None:
    text = "News.\n\nIn cinemas\n\n- Dune\n- Tron\n\nFirst line alone\n\nSecond line alone"
    assert shown(Article.of_text(text)) == [
        ("paragraph", "News."),
        ("heading", "In cinemas"),
        ("item", "Dune"),
        ("item", "Tron"),
        ("paragraph", "First line alone"),
        ("paragraph", "Second line alone"),
    ]


def test_line_ends_and_unseen_characters_are_made_one_thing() -> None:
    text = "\ufeffA\r\nb\rc\x00d\u202ee\u2066f\u200b\u00ad\x1bg\u2028h\ud800"
    assert clean(text) == "A\nb\ncdefg\nh\ufffd"


def test_joiners_and_tabs_stay() -> None:
    assert clean("می\u200cروم\t👨\u200d👩") == "می\u200cروم\t👨\u200d👩"


@given(st.text(alphabet=st.characters(), max_size=400))
def test_every_block_is_a_trimmed_span_of_the_cleaned_text(text: str) -> None:
    article = Article.of_text(text)
    assert article.text == clean(text) == clean(article.text)
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(article.text)
        words = article.text[block.start : block.end]
        assert words == words.strip()
        last = block.end


@given(st.lists(st.sampled_from(["Dune opens 18 May.", "- a", "x | y", "Tron", "", "> q"])))
def test_no_word_of_the_text_is_lost(lines: list[str]) -> None:
    article = Article.of_text("\n".join(lines))
    kept = " ".join(article.text[one.start : one.end] for one in article.blocks).split()
    said = [word for word in " ".join(lines).split() if word not in ("-", ">")]
    assert kept == said


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "x",
        ".",
        "| ",
        "- ",
        "> ",
        " \t",
        "1. ",
        "ten letter\n",
        "\n",
        "-------\n",
        '."',
        "one | two | three\n",
    ],
)
def test_a_long_text_of_one_kind_is_split_in_linear_time(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    assert len(Article.of_text(text).text) == len(text)
