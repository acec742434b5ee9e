"""What the pages show and do, as somebody without a script sees them."""

import re
from html.parser import HTMLParser

import pytest

from releases.model.release import Kind, SourceClass
from releases.store import films as facts
from releases.store import people, views
from releases.web.excerpt import excerpt
from releases.web.keeping import Kept
from tests.parts.http_sink import HttpSink, Reply
from tests.web.conftest import Town, text_of

ALL = ["/", "/agenda", "/add", "/follows", "/suggestions", "/conflicts", "/channels", "/deliveries",
       "/deliveries/d1", "/settings", "/status", "/people", "/share", "/keys", "/films/f1",
       "/releases/r1"]  # fmt: skip
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


class Outline(HTMLParser):
    """The fields and headings of a page, and which fields have a name for a reader."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.unnamed: list[str] = []
        self.landmarks: list[str] = []
        self.headings: list[int] = []
        self._labels = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "label":
            self._labels += 1
        elif tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            if not self._labels and "aria-label" not in given:
                self.unnamed.append(str(given.get("name")))
        elif tag in ("main", "header", "nav", "footer"):
            self.landmarks.append(tag)
        elif re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._labels -= 1


def full(town: Town) -> None:
    """One of everything."""
    town.channel("phone", "Ana")
    town.add(
        "Sunlit", "2026-06-12", sentence="Sunlit opens on 12 June.", url="https://example.org/a"
    )
    town.add("Sunlit", "2026-06-26", by=None, klass=SourceClass.TMDB, source="tmdb")
    town.add("Orchard", "2026-summer", None)


@pytest.mark.parametrize("page", ALL)
def test_a_page_is_small_and_has_landmarks_labels_and_one_heading(town: Town, page: str) -> None:
    full(town)
    answer = town.browser("Ana").get(page)
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    outline = Outline(answer.text)
    assert outline.unnamed == []
    assert {"main", "header", "nav", "footer"} <= set(outline.landmarks)
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)


def test_the_month_shows_days_partial_dates_and_what_is_contradicted(town: Town) -> None:
    full(town)
    page = town.browser("Ana").get("/?month=2026-06")
    said = text_of(page.text)
    assert "12 Sunlit GB" in said
    assert "Orchard summer 2026" in said
    assert 'class="theatrical doubt"' in page.text
    assert "Nothing here this month" in text_of(town.browser("Ana").get("/?month=2026-02").text)


@pytest.mark.parametrize("month", ["2026-13", "x", "0000-01", "99999-01", "2999-12", "-1-01", ""])
def test_a_month_that_is_none_shows_this_one(town: Town, month: str) -> None:
    assert "June 2026" in text_of(town.browser("Ana").get("/", params={"month": month}).text)


def test_lists_are_narrowed_by_place_kind_and_what_is_followed(town: Town) -> None:
    town.add("Here", "2026-06-12")
    town.add("There", "2026-06-12", "IE")
    town.add("Disc", "2026-06-12", kind=Kind.PHYSICAL)
    town.add("Unfollowed", "2026-06-12", by=None)
    browser = town.browser("Ana")

    def shown(query: str) -> set[str]:
        pages = [text_of(browser.get(f"{path}?{query}").text) for path in ("/", "/agenda")]
        titles = ("Here", "There", "Disc", "Unfollowed")
        found = [{title for title in titles if f" {title} " in page} for page in pages]
        assert found[0] == found[1]
        return found[0]

    assert shown("") == {"Here", "There", "Disc"}
    assert shown("in=gb") == {"Here", "Disc"}
    assert shown("in=GB,IE&kind=theatrical") == {"Here", "There"}
    assert shown("show=all") == {"Here", "There", "Disc", "Unfollowed"}
    assert "Narnia" in text_of(browser.get("/?in=Narnia").text)


def test_a_full_month_of_five_hundred_is_one_small_page(town: Town) -> None:
    with town.store.unit() as connection:
        for number in range(500):
            film = facts.add_film(connection, f"A film of middling title {number}", None, town.now)
            day = f"2026-06-{number % 30 + 1:02}"
            when = facts.ReleaseDate(day)
            facts.add_release(connection, film.id, "GB", Kind.THEATRICAL, "", when, town.now)
    browser = town.browser("Ana")
    page = browser.get("/?show=all&month=2026-06")
    assert len(page.content) < 100_000
    assert page.text.count('<li class="theatrical">') == 30 * 9
    assert "8 more" in text_of(page.text)
    assert len(browser.get("/agenda?show=all").content) < 100_000
    assert "More →" in text_of(browser.get("/agenda?show=all&page=4").text)
    last = text_of(browser.get("/agenda?show=all&page=5").text)
    assert "← Back" in last
    assert "More →" not in last


def test_many_follows_are_several_small_pages(town: Town) -> None:
    with town.store.unit() as connection:
        who = people.subscriber(connection, "Ana")
        for number in range(150):
            film = facts.add_film(connection, f"A film of middling title {number}", 2026, town.now)
            people.follow(connection, who, film.id, town.now)
    browser = town.browser("Ana")
    pages = [browser.get(f"/follows?page={number}") for number in (1, 2)]
    assert [page.text.count("/unfollow") for page in pages] == [100, 50]
    assert all(len(page.content) < 100_000 for page in pages)


def test_markup_in_what_people_and_sources_say_is_shown_as_text(town: Town) -> None:
    town.add(MARKUP, "2026-06-12", sentence=MARKUP, url=f"https://example.org/{MARKUP}",
             source=MARKUP)  # fmt: skip
    town.add("Sunlit", "2026-06-12", sentence="x", url="javascript:alert(1)")
    town.channel(MARKUP, "Ana")
    browser = town.browser("Ana")
    for path in ("/", "/agenda", "/films/f1", "/releases/r1", "/follows", "/channels",
                 "/deliveries", "/films/f2", f"/add?title={MARKUP}&text={MARKUP}"):  # fmt: skip
        page = browser.get(path).text
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)" in browser.get("/films/f1").text
    assert "{{7*7}}" in browser.get("/films/f1").text


def test_a_film_says_where_its_date_is_from_and_what_will_be_sent(town: Town) -> None:
    full(town)
    said = text_of(town.browser("Ana").get("/films/f1").text)
    for part in ("Friday 12 June 2026", "Sunlit opens on 12 June.", "Friday 26 June 2026",
                 "contradicted", "Fri 5 Jun, 09:00 7 days before by phone"):  # fmt: skip
        assert part in said


def test_the_status_says_what_is_due_and_that_no_daemon_works(town: Town) -> None:
    full(town)
    said = text_of(town.browser("Ana").get("/status").text)
    assert "Due next Fri 5 Jun, 09:00" in said
    assert "No daemon is at work" in said


def test_an_admin_adds_moves_holds_and_takes_back(town: Town) -> None:
    town.channel("phone", "Ana")
    browser = town.browser("Ana")
    added = browser.submit(
        "/add", title="Sunlit (2026)", on="12 June 2026", kind="theatrical", year="", label="",
        note="a poster", follow="yes", **{"in": "uk"},
    )  # fmt: skip
    assert added.url.path == "/releases/r1"
    assert "added, Friday 12 June 2026" in text_of(added.text)
    moved = browser.submit("/releases/r1/move", to="2026-06-19", because="the distributor")
    assert "moved, Friday 19 June 2026" in text_of(moved.text)
    browser.submit("/releases/r1/hold", hold="yes")
    undone = browser.submit("/releases/r1/undo")
    assert "Friday 12 June 2026" in text_of(undone.text)
    ended = browser.submit("/releases/r1/end", how="cancel")
    assert "cancelled" in text_of(ended.text)
    with town.store.read() as connection:
        release = facts.release_by_id(connection, 1)
        assert (release.film.title, release.film.year) == ("Sunlit", 2026)
        assert (release.standing.value, release.pinned) == ("cancelled", True)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "needs a title"),
        ({"on": "soonish"}, "soonish"),
        ({"on": "5/6/2027", "in": "XW"}, "5 June 2027"),
        ({"in": "Narnia"}, "Narnia"),
        ({"kind": "opera"}, "not a kind"),
        ({"year": "12345"}, "year of a film"),
        ({"title": "x" * 501}, "too long"),
        ({"on": "2027-02-30"}, "2027-02-30"),
    ],
)
def test_what_cannot_be_added_is_said_and_the_form_keeps_what_was_typed(
    town: Town, fields: dict[str, str], says: str
) -> None:
    given = {"title": "Sunlit", "on": "2027-06-05", "in": "GB", "kind": "theatrical",
             "note": "from a friend"} | fields  # fmt: skip
    answer = town.browser("Ana").submit("/add", **given)
    assert answer.status_code == 400
    assert says in text_of(answer.text)
    assert "Traceback" not in answer.text
    if len(given["title"]) < 500:
        assert 'value="from a friend"' in answer.text


def test_what_names_no_place_is_of_ones_own_first_territory(town: Town) -> None:
    town.browser("Ana").submit("/add", title="Sunlit", on="5/6/2027")
    with town.store.read() as connection:
        release = facts.release_by_id(connection, 1)
        assert (release.territory, release.date.text) == ("GB", "2027-06-05")


ARTICLE = (
    "Sunlit, the drama, opens in UK cinemas on 12 June 2026, the distributor said. "
    "It rained. Moonlit will be released in France on 3 July 2026."
)


def test_a_pasted_text_is_shown_marked_and_what_is_ticked_is_kept(town: Town) -> None:
    browser = town.browser("Ana")
    page = browser.submit("/add/read", text=ARTICLE, published="2026-05-20")
    assert page.status_code == 200
    marked = re.findall(r"<mark>([^<]+)</mark>", page.text)
    assert any("Sunlit" in sentence and "12 June 2026" in sentence for sentence in marked)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)
    assert sealed
    done = browser.submit("/add/confirm", sealed=sealed[1], take="0")
    assert "Sunlit" in text_of(done.text)
    with town.store.read() as connection:
        (film,) = facts.films_titled(connection, "Sunlit")
        (release,) = facts.releases_of(connection, film.id)
        (claim,) = facts.claims_of(connection, release.id)
        assert "12 June 2026" in (claim.claim.evidence.sentence or "")
        assert str(claim.claim.evidence.published) == "2026-05-20"
        assert facts.films_titled(connection, "Moonlit") == []


def test_what_was_read_cannot_be_changed_or_lent_before_it_is_confirmed(town: Town) -> None:
    ana, ben = town.browser("Ana"), town.browser("Ben")
    page = ben.submit("/add/read", text=ARTICLE, published="2026-05-20")
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)
    assert sealed
    for browser, value in ((ana, sealed[1]), (ben, "x" + sealed[1]), (ben, ""), (ben, "a.b")):
        assert browser.submit("/add/confirm", sealed=value, take="0").status_code == 403
    with town.store.read() as connection:
        assert views.films_shown(connection) == []


PAGE = f"<html><body><article><h1>News</h1><p>{ARTICLE}</p></article></body></html>".encode()


def test_a_page_is_read_by_its_address(town: Town) -> None:
    town.allow_private()
    with HttpSink() as sink:
        kind = {"Content-Type": "text/html; charset=utf-8"}
        sink.script("/robots.txt", Reply(404))
        sink.script("/news", Reply(200, kind, PAGE))
        page = town.browser("Ana").submit("/add/read", url=sink.url + "/news")
    assert "Sunlit" in text_of(page.text)
    assert "<mark>" in page.text


@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{port}/x", "http://localhost:{port}/x", "http://[::1]:{port}/x",
     "http://2130706433:{port}/x", "http://169.254.169.254/latest/", "file:///etc/passwd",
     "http://0.0.0.0:{port}/x", "gopher://127.0.0.1:{port}/", "ftp://127.0.0.1/x"],
)  # fmt: skip
def test_an_address_never_leads_into_the_own_network(town: Town, name: str, url: str) -> None:
    if name == "Ben":
        # What the operator allows is for admins alone.
        town.allow_private()
    elif "{port}" not in url:
        pytest.skip("the same for both")
    with HttpSink() as sink:
        sink.script("/x", Reply(200, {"Content-Type": "text/html"}, PAGE))
        address = url.format(port=sink.url.rpartition(":")[2])
        answer = town.browser(name).submit("/add/read", url=address)
        assert sink.arrivals == []
    assert answer.status_code == 422
    assert "Sunlit" not in answer.text


def test_a_member_names_no_channel_in_the_own_network(town: Town) -> None:
    with HttpSink() as sink:
        url = sink.url.replace("http://", "json://") + "/hook"
        refused = town.browser("Ben").submit("/channels", url=url, takes="reminders")
        assert refused.status_code == 400
        assert "public internet" in text_of(refused.text)
        assert sink.url not in refused.text
        taken = town.browser("Ana").submit("/channels", url=url, takes="reminders", name="hook")
        assert "Added hook" in text_of(taken.text)
        tested = town.browser("Ana").submit("/channels/test", name="hook")
        assert "The test was sent to hook" in text_of(tested.text)
        assert [arrival.path for arrival in sink.arrivals] == ["/hook"]


def test_a_channel_is_paused_resumed_and_removed(town: Town) -> None:
    town.channel("phone", "Ana")
    browser = town.browser("Ana")
    for act, says in (("pause", "paused"), ("resume", "ok"), ("remove", "No channel yet")):
        assert says in text_of(browser.submit(f"/channels/{act}", name="phone").text)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("zone", "Mars/Olympus", "not a time zone"), ("at", "25:00", "time of day"),
        ("leads", "soon", "not a lead"), ("quiet", "08:00-10:00", "quiet hours"),
        ("in", "Narnia", "Narnia"), ("digest", "hourly", "no digest"),
        ("language", "e1", "not a language"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_said_and_nothing_is_saved(
    town: Town, field: str, value: str, says: str
) -> None:
    given = {"zone": "Europe/London", "at": "09:00", "leads": "3d", "quiet": "", "in": "IE",
             "fallback": "", "digest": "weekly", "language": "en"}  # fmt: skip
    browser = town.browser("Ana")
    answer = browser.submit("/settings", **(given | {field: value}))
    assert answer.status_code == 400
    assert says in text_of(answer.text)
    with town.store.read() as connection:
        assert people.subscriber(connection, "Ana").leads == (7, 1, 0)
    assert browser.submit("/settings", **given).status_code == 200
    with town.store.read() as connection:
        who = people.subscriber(connection, "Ana")
        assert (who.leads, who.territories, who.digest) == ((3,), ("IE",), "weekly")


def test_the_languages_of_messages_are_offered_by_their_own_names(town: Town) -> None:
    browser = town.browser("Ana")
    page = browser.get("/settings").text
    assert '<option value="en" lang="en" selected>English</option>' in page
    assert '<option value="nl" lang="nl">Nederlands</option>' in page
    # As an older version let it be stored.
    for stored, shown in (("pt-br", "Português"), ("tlh", "English")):
        with town.store.unit() as connection:
            who = people.subscriber(connection, "Ana")
            people.set_subscriber(connection, who, town.now, language=stored)
        assert f" selected>{shown}</option>" in browser.get("/settings").text


def test_a_conflict_is_settled_by_keeping_or_taking(town: Town) -> None:
    full(town)
    browser = town.browser("Ana")
    assert "Friday 26 June 2026" in text_of(browser.get("/conflicts").text)
    done = browser.submit("/conflicts/r1", take="tmdb")
    assert "Nothing contradicts" in text_of(done.text)
    assert "Friday 26 June 2026" in text_of(browser.get("/releases/r1").text)


def test_pages_that_phones_and_bookmarks_send_are_filled_in_not_fetched(town: Town) -> None:
    browser = town.browser("Ana")
    manifest = browser.get("/manifest.webmanifest").json()
    assert manifest["share_target"]["action"] == "/add"
    shared = browser.get("/add?title=News&text=See+https://example.org/a+now").text
    assert 'name="url" value="https://example.org/a"' in shared
    assert "javascript:location.href='" in text_of(browser.get("/share").text)


def test_of_a_long_article_only_passages_are_shown() -> None:
    from releases.reading.article import from_bytes
    from releases.reading.sentences import read

    filler = "Nothing of interest happened on that afternoon. " * 400
    article = from_bytes((filler + ARTICLE + filler).encode())
    pieces = excerpt(article.text, read(article, published=None, territory=None).statements)
    assert sum(len(piece.text) for piece in pieces) < 2000
    assert [piece for piece in pieces if piece.marked]
    assert all(piece.text in article.text for piece in pieces if piece.marked)


def test_a_month_that_is_kept_is_never_an_old_one(town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    ana, ben = town.browser("Ana"), town.browser("Ben")
    assert "Sunlit" in ana.get("/").text
    assert "Sunlit" not in ben.get("/").text
    ana.submit("/releases/r1/move", to="2026-06-19")
    assert "19 Sunlit GB" in text_of(ana.get("/").text)
    ana.submit("/films/f1/rename", title="Moonlit", year="")
    assert "19 Moonlit GB" in text_of(ana.get("/").text)
    ana.submit("/films/f1/unfollow")
    assert "Moonlit" not in ana.get("/").text
    assert "Moonlit" in ana.get("/?show=all").text
    town.later(days=1)
    today = r'aria-current="date">\s*<b><span class="long">Tue </span>2</b>'
    assert re.search(today, ana.get("/").text)


def test_a_month_that_is_kept_has_the_secret_and_the_news_of_who_asks(town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    pages = []
    for browser in (town.browser("Ana"), town.browser("Ana")):
        secrets = {browser.token(page) for page in ("/", "/", "/settings")}
        assert len(secrets) == 1
        pages.append(browser.get("/").text.replace(secrets.pop(), "SECRET"))
    assert pages[0] == pages[1]
    assert "<csrf>" not in pages[0]
    fields = {"csrf": browser.token("/")}
    assert browser.post("/films/f1/unfollow", data=fields, follow_redirects=False).is_redirect
    said = ['role="status"' in browser.get("/").text for _ in range(3)]
    assert said == [True, False, False]


def test_pages_are_kept_up_to_so_many_bytes() -> None:
    kept = Kept(most=10)
    made: list[bytes] = []

    def make(text: bytes) -> bytes:
        made.append(text)
        return text

    for text in (b"aaaa", b"bbbb", b"aaaa", b"cccc", b"aaaa", b"bbbb"):
        assert kept.page(text, lambda: make(text)) == text  # noqa: B023
    assert made == [b"aaaa", b"bbbb", b"cccc", b"bbbb"]
    assert kept.page("long", lambda: make(b"x" * 11)) == b"x" * 11
