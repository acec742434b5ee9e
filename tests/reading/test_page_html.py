from datetime import date

import pytest

from releases.reading.article import Article, from_html

SENTENCE = "All of Us Strangers is released in UK cinemas on Friday 26th January 2024."
PROSE = (
    "A lonely writer meets a neighbour in an almost empty tower block, and the past comes back"
    " to him in the house where he grew up. The actors carry it with great tenderness. "
)


def shown(article: Article) -> list[tuple[str, str]]:
    return [(one.role, article.text[one.start : one.end]) for one in article.blocks]


def emphasised(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.emphasis]


def words(article: Article, role: str) -> list[str]:
    return [text for of, text in shown(article) if of == role]


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>"


def test_a_page_whose_only_paragraph_is_the_sentence_gives_it() -> None:
    article = from_html(page(f"<p>{SENTENCE}</p>"))
    assert shown(article) == [("paragraph", SENTENCE)]
    assert article.language == "en-gb"


def test_headings_lists_tables_captions_quotes_and_paragraphs_keep_their_roles() -> None:
    article = from_html(
        page(
            "<article><h1>The week's films</h1>"
            f"<p>{PROSE * 3}</p>"
            "<figure><figcaption>Andrew Scott in <i>All of Us Strangers</i></figcaption></figure>"
            "<h2>In cinemas</h2>"
            "<ul><li><em>Tron</em>, 10 October</li><li><p>Dune, 18 December</p></li></ul>"
            "<table><caption>UK dates</caption>"
            "<tr><th>Film<th>Date<tr><td>Supergirl<td>26 June 2026</table>"
            "<blockquote><p>It opens in May.</p></blockquote>"
            "<dl><dt>Release date</dt><dd>26 January 2024</dd>"
            "<dt>Running time</dt><dd>105 min</dd></dl>"
            f"<p>{SENTENCE}</p></article>"
        )
    )
    assert article.title == "The week's films"
    assert shown(article) == [
        ("title", "The week's films"),
        ("paragraph", (PROSE * 3).strip()),
        ("caption", "Andrew Scott in All of Us Strangers"),
        ("heading", "In cinemas"),
        ("item", "Tron, 10 October"),
        ("item", "Dune, 18 December"),
        ("caption", "UK dates"),
        ("row", "Film | Date"),
        ("row", "Supergirl | 26 June 2026"),
        ("quote", "It opens in May."),
        ("row", "Release date | 26 January 2024"),
        ("row", "Running time | 105 min"),
        ("paragraph", SENTENCE),
    ]
    assert emphasised(article) == ["All of Us Strangers", "Tron"]


def test_emphasis_is_found_in_every_spelling_and_without_its_comma() -> None:
    article = from_html(
        page(
            "<p>See <i>Dune,</i> <em> Tron </em>, <cite>Her</cite>, <strong>Bold One</strong> and"
            ' <span style="font-style: italic">Styled</span>; <i>one <b>and</b> the same</i>.</p>'
        )
    )
    assert emphasised(article) == ["Dune", "Tron", "Her", "Bold One", "Styled", "one and the same"]


def test_emphasis_in_a_cell_lies_where_the_row_has_it() -> None:
    article = from_html(page("<table><tr><td>5 June<td>UK<td><i>Dune</i> (12A)</table>"))
    assert words(article, "row") == ["5 June | UK | Dune (12A)"]
    assert emphasised(article) == ["Dune"]


def test_navigation_footer_teasers_and_hidden_parts_are_left_out() -> None:
    article = from_html(
        page(
            "<header><nav><a href=/>Home</a> <a href=/films>Films</a></nav></header>"
            f"<main><h1>Review</h1><p>{PROSE * 3}</p>"
            "<div class='related-stories'><a href=/x>Ten films that open on 5 June</a></div>"
            f"<p>{SENTENCE}</p></main>"
            "<aside>Wicked opens on 21 November 2025</aside>"
            "<div hidden>Secret opens on 1 May 2024</div>"
            "<div class='newsletter-signup'>Sign up before 1 May 2024</div>"
            "<script>var opens = '2 May 2024'</script><style>.x{}</style>"
            "<footer>Published by Film Ltd</footer>"
        )
    )
    assert [text for _, text in shown(article)] == ["Review", (PROSE * 3).strip(), SENTENCE]


def test_a_list_of_links_that_name_days_stays() -> None:
    items = "".join(
        f"<li><a href=/{n}>Film number {n} – {n} June 2026</a></li>" for n in range(1, 9)
    )
    article = from_html(page(f"<main><h1>Coming soon</h1><ul>{items}</ul></main>"))
    assert words(article, "item") == [f"Film number {n} – {n} June 2026" for n in range(1, 9)]


def test_the_sentence_at_the_very_end_is_not_lost_among_long_prose() -> None:
    short = "Opens 26 January."
    article = from_html(
        page(f"<article><p>{PROSE * 5}</p><p>{PROSE * 4}</p><p>{short}</p></article>")
    )
    assert shown(article)[-1] == ("paragraph", short)


def test_a_page_made_of_line_breaks_is_cut_at_them() -> None:
    article = from_html(
        page("<div>Dune: 18 December<br>Tron: 10 October<br><br>and the film of<br>the week</div>")
    )
    assert [text for _, text in shown(article)] == [
        "Dune: 18 December",
        "Tron: 10 October",
        "and the film of the week",
    ]


def test_a_layout_table_is_not_read_as_rows() -> None:
    article = from_html(
        page(
            f"<table><tr><td><table><tr><td><h2>News</h2><p>{PROSE * 4}</p></td>"
            f"<td><p>{SENTENCE}</p></td></tr></table></td></tr></table>"
        )
    )
    assert words(article, "row") == []
    assert words(article, "paragraph") == [(PROSE * 4).strip(), SENTENCE]


def test_text_outside_any_element_and_broken_markup_are_read() -> None:
    article = from_html(f"{SENTENCE}<p>And <b>more</i> of it<ul><li>one<li>two")
    assert [text for _, text in shown(article)] == [SENTENCE, "And more of it", "one", "two"]


def test_entities_and_white_space_become_what_a_reader_sees() -> None:
    article = from_html(
        page("<p>Opens&nbsp;on\n  26&#32;January &amp; not\u200b before &#x2014; ok</p>")
    )
    assert shown(article) == [("paragraph", "Opens on 26 January & not before — ok")]


def test_control_and_direction_characters_are_gone() -> None:
    article = from_html(page("<p>Dune\u202e opens\x00 on\u2066 26 \x08January</p>"))
    assert article.text == "Dune opens on 26 January"


HEADS = [
    ('<meta property="article:published_time" content="2024-01-20T23:30:00-08:00">', "2024-01-20"),
    ('<meta value="2024-01-20T08:00:00Z" name="article:published_time">', "2024-01-20"),
    ('<meta name="parsely-pub-date" content="2024-01-20">', "2024-01-20"),
    ('<meta name="DC.date.issued" content="2024-01-20">', "2024-01-20"),
    ('<meta itemprop="datePublished" content="20240120">', "2024-01-20"),
    ('<meta name="pubdate" content="Sat, 20 Jan 2024 10:00:00 GMT">', "2024-01-20"),
    (
        '<script type="application/ld+json">{"@type": ["NewsArticle"], "datePublished":'
        ' "2024-01-20T10:00:00+01:00"}</script>'
        '<meta property="article:published_time" content="2024-01-25">',
        "2024-01-20",
    ),
    ('<meta name="date" content="yesterday">', None),
    ('<meta name="date" content="2024-13-45">', None),
    ('<meta property="article:modified_time" content="2024-01-20">', None),
]


@pytest.mark.parametrize(("head", "day"), HEADS)
def test_the_day_of_publication_comes_from_the_head(head: str, day: str | None) -> None:
    article = from_html(page(f"<p>{SENTENCE}</p>", head))
    assert article.published == (date.fromisoformat(day) if day else None)


BODIES = [
    ("<h1>Review</h1><time datetime='2024-01-20T09:00'>Saturday</time>", "2024-01-20"),
    ("<h1>Review</h1><p>By Ann Other, January 20th, 2024</p>", "2024-01-20"),
    ("<h1>Review</h1><p>20 January 2024</p>", "2024-01-20"),
    ("<h1>Review</h1><p>In cinemas 26 January 2024</p>", None),
    ("<h1>Film</h1><p>Fri 26 January 2024 12:00</p><p>Sat 27 January 2024 12:00</p>", None),
    (
        "<h1>Film</h1>"
        + "".join(f"<time datetime='2024-01-{n}'>{n}</time>" for n in range(10, 20)),
        None,
    ),
    (
        "<h1>Film</h1><time class='entry-date published' datetime='2024-01-20'>x</time>"
        + "".join(f"<time datetime='2024-01-{n}'>{n}</time>" for n in range(10, 20)),
        "2024-01-20",
    ),
]


@pytest.mark.parametrize(("body", "day"), BODIES)
def test_the_day_of_publication_comes_from_the_body_where_it_is_plain(
    body: str, day: str | None
) -> None:
    article = from_html(page(f"<article>{body}<p>{PROSE * 3}</p></article>"))
    assert article.published == (date.fromisoformat(day) if day else None)


def test_the_day_of_publication_comes_from_the_address_last_and_the_caller_first() -> None:
    url = "https://news.example.org/2024/01/20/all-of-us-strangers"
    assert from_html(page(f"<p>{SENTENCE}</p>"), url=url).published == date(2024, 1, 20)
    given = from_html(page(f"<p>{SENTENCE}</p>"), url=url, published=date(2024, 1, 19))
    assert given.published == date(2024, 1, 19)


def test_the_headline_is_the_h1_that_the_page_calls_its_title() -> None:
    head = (
        "<title>Dune moves again | Film Site</title>"
        '<meta property="og:site_name" content="Film Site">'
    )
    article = from_html(
        page(
            f"<h1>Film Site</h1><h1>Dune moves again</h1><p>{PROSE}</p><h1>Next</h1><p>{PROSE}</p>",
            head,
        )
    )
    assert article.title == "Dune moves again"
    assert words(article, "title") == ["Dune moves again"]
    assert article.site == "Film Site"


def test_an_h1_that_leads_home_is_not_the_headline() -> None:
    article = from_html(
        page(
            "<h1><a href=/>The Film Gang</a></h1>"
            f"<h2><a href=/2>Stand Up Guys</a></h2><p>{PROSE}</p>",
            "<title>The Film Gang » Stand Up Guys</title>",
        )
    )
    assert article.title == "Stand Up Guys"


def test_without_a_heading_the_declared_title_stands_first_without_the_site() -> None:
    article = from_html(page(f"<p>{SENTENCE}</p>", "<title>Dune moves again | Film Site</title>"))
    assert shown(article) == [("title", "Dune moves again"), ("paragraph", SENTENCE)]


def test_a_title_with_a_dash_of_its_own_is_not_cut() -> None:
    head = "<title>Dune - Part Three</title><meta property='og:site_name' content='Film Site'>"
    assert from_html(page(f"<p>{SENTENCE}</p>", head)).title == "Dune - Part Three"


def test_the_site_is_its_host_where_the_page_does_not_say() -> None:
    article = from_html(page(f"<p>{SENTENCE}</p>"), url="https://www.cinema.example.org/a")
    assert article.site == "cinema.example.org"
    assert article.url == "https://www.cinema.example.org/a"


@pytest.mark.parametrize("html", ["", " ", "<html></html>", "<p></p>", "<!-- -->", "\x00"])
def test_a_page_without_text_is_an_article_without_blocks(html: str) -> None:
    assert from_html(html).text == ""


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "start",
    [
        "<div>" * 100_000,
        "<span>a " * 100_000,
        "<table><tr><td>" * 40_000,
        "<ul><li>" * 60_000,
        "<blockquote>" * 100_000,
        "<dl><dt>" * 60_000,
        "<em>" * 100_000,
        "<b>" * 30_000 + "<p>x" * 30_000,
        "<br>" * 200_000,
        "a<br>" * 200_000,
        "<pre>" + "\n" * 300_000 + "</pre>",
        "<p>" + "word " * 2_000_000 + "</p>",
        "<p>" + "w" * 10_000_000 + "</p>",
        "<p>" + " " * 10_000_000,
        "<p>" + "a-" * 1_400_000 + "</p>",
        "<p>" + ". " * 1_400_000 + "</p>",
        '<p class="' + "nav-x " * 500_000 + '">x</p>',
        "<table>" + "<tr><td>x<td>y" * 50_000 + "</table>",
        "<title>x</title>" + "<h1>Heading number</h1>" * 50_000,
        '<script type="application/ld+json">' + "[" * 500_000 + "</script>",
        "<meta name=a content=b>" * 100_000,
        "<a><form>" * 30_000,
        "<div " + "a=1 " * 500_000 + ">",
        "<!--" * 100_000 + "-->",
    ],
    ids=lambda start: f"{start[:12]}…{len(start)}",
)
def test_a_page_of_any_shape_is_read_in_time_and_keeps_its_sentence(start: str) -> None:
    article = from_html(start + f"<p>{SENTENCE}</p>")
    assert SENTENCE in article.text
    assert all(0 <= one.start < one.end <= len(article.text) for one in article.blocks)
