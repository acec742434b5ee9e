"""The pages in a real browser, with a keyboard alone where that matters."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from importlib.resources import files

import pytest

from releases.store import films as facts
from releases.store.posters import record_posters
from tests.parts.chromium import ENTER, TAB, Chromium, missing
from tests.parts.http_sink import Arrival, HttpSink, Reply
from tests.parts.pictures import png
from tests.web.conftest import PASSWORD, Town

pytestmark = pytest.mark.skipif(missing() is not None, reason=missing() or "")

PAGE = (
    b"<html><body><article><h1>News</h1><p>Sunlit, the drama, opens in UK cinemas on "
    b"12 June 2026, the distributor said.</p></article></body></html>"
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(Chromium())
        except RuntimeError as error:
            pytest.skip(str(error))
        yield browser


@pytest.fixture
def browser(chromium: Chromium, town: Town) -> Chromium:
    """A browser in which Ana is signed in."""
    secret = town.browser("Ana").cookies["releases_session"]
    chromium.open(town.site + "/sign-in")
    chromium.forget()
    chromium.cookie("releases_session", secret)
    return chromium


def test_a_page_is_read_by_its_address_and_confirmed(browser: Chromium, town: Town) -> None:
    town.allow_private()
    with HttpSink() as sink:
        sink.script("/robots.txt", Reply(404))
        sink.script("/news", Reply(200, {"Content-Type": "text/html"}, PAGE))
        browser.open(f"{town.site}/add?url={sink.url}/news")
        with browser.leaving():
            browser.find("form[action='/add/read'] button").click()
    assert "12 June 2026" in browser.find("mark").text
    with browser.leaving():
        browser.find("form.stack > button").click()
    assert "Sunlit: added, Friday 12 June 2026." in browser.find("[role=status]").text
    assert browser.url.endswith("/films/f1")


def test_a_poster_is_drawn_and_the_page_has_its_shape_before(browser: Chromium, town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    with town.store.unit() as connection:
        record_posters(connection, "tmdb", {1: "/sunlit.png"})
    go = threading.Event()

    def answer(_came: Arrival) -> Reply:
        go.wait(10)
        return Reply(200, {"Content-Type": "image/png"}, png(8, 12))

    shape = "const b = document.querySelector('article').getBoundingClientRect();"
    shape += "return [b.left, b.top, b.width, b.height]"
    state = "const i = document.querySelector('img.poster');"
    with HttpSink() as sink:
        sink.script("/w342/sunlit.png", answer)
        town.serve(replace(town.settings, tmdb_images_url=sink.url))
        browser.open("about:blank")
        # The document is there while its picture is still fetched.
        browser.run(f"setTimeout(() => location.href = '{town.site}/films/f1', 0)")
        sink.wait_for(1)
        assert browser.find("h1").text == "Sunlit"
        assert browser.run(state + "return i.complete") is False
        before = browser.run(shape)
        go.set()
        drawn = "return new Promise(done => i.complete ? done(1) : i.onload = () => done(1))"
        browser.promised(state + drawn)
    assert browser.run(state + "return [i.naturalWidth, i.naturalHeight]") == [8, 12]
    assert browser.run(shape) == before


def test_a_release_is_moved(browser: Chromium, town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    browser.open(f"{town.site}/releases/r1")
    browser.find("details:last-of-type summary").click()
    browser.find("input[name=to]").type("19 June 2026")
    with browser.leaving():
        browser.find("form[action$='/move'] button").click()
    assert "Friday 19 June 2026" in browser.find(".when").text


def test_a_channel_is_tested(browser: Chromium, town: Town) -> None:
    with HttpSink() as sink:
        town.channel("hook", "Ana", sink.url.replace("http://", "json://") + "/hook")
        browser.open(town.site + "/channels")
        with browser.leaving():
            browser.find("form[action='/channels/test'] button").click()
        assert "The test was sent to hook." in browser.find("[role=status]").text
        assert len(sink.arrivals) == 1


def test_the_calendar_is_narrowed(browser: Chromium, town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    town.add("Moonlit", "2026-06-12", "IE")
    browser.open(town.site + "/?month=2026-06")
    browser.find("input[name=in]").type("ie")
    with browser.leaving():
        browser.find(".filters button").click()
    said = browser.find(".month").text
    assert "Moonlit" in said
    assert "Sunlit" not in said


def test_with_the_keyboard_alone_one_signs_in_skips_the_menu_and_adds(
    browser: Chromium, town: Town
) -> None:
    browser.forget()
    browser.open(town.site + "/add")
    for _ in range(5):
        browser.press(TAB)
        if browser.focus == "Name":
            break
    with browser.leaving():
        browser.press(*"Ana", TAB, *PASSWORD, ENTER)
    assert browser.find("h1 ~ details").text.startswith("Type it")
    browser.press(TAB)
    assert browser.focus == "Skip to the content"
    browser.press(ENTER, TAB)
    assert browser.focus == "Type it"
    browser.press(TAB)
    assert browser.focus == "Title"
    with browser.leaving():
        browser.press(*"Sunlit", TAB, *"12 June 2026", TAB, *"GB", ENTER)
    assert "Sunlit: added" in browser.find("[role=status]").text
    with town.store.read() as connection:
        assert facts.release_by_id(connection, 1).territory == "GB"


# In every state that a page can be in: contrast by WCAG 2.2 (1.4.3), names, widths.
AUDIT = """
const luminance = c => { const v = c.map(x => { x /= 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
const parse = s => (s.match(/[\\d.]+/g) || []).map(Number);
const ground = e => { for (; e; e = e.parentElement) {
  const c = parse(getComputedStyle(e).backgroundColor);
  if (c.length === 3 || c[3] > 0.99) return c; } return [255, 255, 255]; };
const found = [];
for (const e of document.querySelectorAll('body *')) {
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || !e.checkVisibility()) continue;
  const style = getComputedStyle(e), a = luminance(parse(style.color)), b = luminance(ground(e));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) found.push(`contrast ${ratio.toFixed(2)}: ${e.textContent.trim().slice(0, 40)}`);
}
for (const e of document.querySelectorAll('a, button, summary'))
  if (e.checkVisibility() && e.getBoundingClientRect().height < 16)
    found.push(`small: ${e.textContent.trim().slice(0, 40)}`);
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push(`twice: ${id}`);
if (document.documentElement.scrollWidth > innerWidth)
  found.push(`wider than the window: ${document.documentElement.scrollWidth} > ${innerWidth}`);
return found;
"""
AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PAGES = ["/", "/agenda", "/add", "/follows", "/suggestions", "/conflicts", "/channels",
         "/deliveries", "/deliveries/d1", "/settings", "/status", "/people", "/share", "/keys",
         "/films/f1", "/releases/r1", "/sign-in", "/nothing"]  # fmt: skip


@pytest.mark.usefixtures("chromium")
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (500, False)])
def test_every_page_can_be_read_and_fits_light_and_dark_wide_and_narrow(
    town: Town, width: int, dark: bool
) -> None:
    town.channel("phone", "Ana")
    town.add("A title of some length, with a subtitle", "2026-06-12", sentence="It opens.",
             url="https://example.org/a/very/long/address/" + "x" * 80)  # fmt: skip
    town.add("Orchard", "2026-summer", None)
    with town.store.unit() as connection:
        record_posters(connection, "tmdb", {1: "/title.png"})
    town.serve(replace(town.settings, tmdb_images_url="http://127.0.0.1:9", tmdb_token="eyJ.a"))
    found = {}
    with Chromium(width, 900, dark=dark) as browser:
        browser.open(town.site + "/sign-in")
        browser.cookie("releases_session", town.browser("Ana").cookies["releases_session"])
        for page in PAGES:
            browser.open(town.site + page)
            if page == "/sign-in":
                browser.cookie("releases_session", town.browser("Ana").cookies["releases_session"])
            browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
            # Contrast in the dark and fitting a phone are in AUDIT; axe-core takes longer.
            by_axe = axe(browser) if (width, dark) == (1280, False) else []
            if trouble := [*browser.run(AUDIT), *by_axe]:
                found[page] = trouble
    assert found == {}


def axe(browser: Chromium) -> list[str]:
    """What axe-core finds that is serious or critical."""
    browser.run(AXE)
    found = browser.promised(
        "const r = await axe.run(document); return [r.passes.length, r.violations.map("
        "v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 120)])];"
    )
    assert isinstance(found, list), found
    passed, violations = found
    assert passed > 10
    return [str(each) for each in violations if each[0] in ("serious", "critical")]
