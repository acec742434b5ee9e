"""Make the pictures of docs/images: the real pages, of films that nobody made, in Chromium.

Run: python -m tests.tooling.screenshots
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from releases.model.release import Kind, SourceClass
from releases.store.posters import record_posters
from tests.parts.chromium import Chromium, missing
from tests.parts.http_sink import HttpSink, Reply
from tests.parts.pictures import Colour, png
from tests.web.conftest import House, Town

IMAGES = Path(__file__).parents[2] / "docs" / "images"
FILMS = [
    ("Paddington at Sea", "2026-06-05", Kind.THEATRICAL, "GB"),
    ("The Sunlit Hours", "2026-06-12", Kind.THEATRICAL, "GB"),
    ("Night Ferry", "2026-06-12", Kind.LIMITED, "GB"),
    ("Lamplight", "2026-06-12", Kind.TV, "GB"),
    ("Glass Harbour", "2026-06-19", Kind.THEATRICAL, "IE"),
    ("A Winter's Letter", "2026-06-19", Kind.DIGITAL, "GB"),
    ("Moth", "2026-06-24", Kind.PHYSICAL, "GB"),
    ("Cartographers", "2026-06-26", Kind.THEATRICAL, "GB"),
    ("Bellwether", "2026-06", Kind.THEATRICAL, "GB"),
    ("The Salt Road", "2026-06-15", Kind.PREMIERE, "IT"),
]
# For films that nobody made, posters that nobody drew: sky, sea, and height and size of a sun.
POSTERS = {
    "Paddington at Sea": ((96, 165, 190), (28, 66, 92), 0.30, 0.20),
    "The Sunlit Hours": ((236, 178, 96), (150, 74, 48), 0.44, 0.26),
    "Night Ferry": ((34, 42, 78), (12, 16, 34), 0.24, 0.10),
    "Glass Harbour": ((150, 190, 178), (52, 96, 90), 0.38, 0.14),
    "A Winter's Letter": ((196, 208, 224), (120, 138, 164), 0.28, 0.12),
    "Bellwether": ((206, 196, 150), (92, 104, 58), 0.34, 0.18),
    "Cartographers": ((214, 190, 160), (122, 86, 60), 0.50, 0.22),
}
DRAWN = """
const near = [...document.images].filter(i => i.getBoundingClientRect().top < innerHeight);
const wait = i => new Promise(done => { i.onload = i.onerror = done; if (i.complete) done(); });
return Promise.all(near.map(wait)).then(() => 1);
"""
ARTICLE = (
    "The distributor has moved its autumn slate forward. Harbour Lights, the debut of Ines Marlow, "
    "opens in UK cinemas on 3 July 2026. The Quiet Orchard will be released in Ireland on "
    "10 July 2026. Both were shown at the spring festivals."
)


def filled(town: Town) -> None:
    town.channel("phone", "Ana")
    for title, when, kind, place in FILMS:
        town.add(
            title, when, place, kind=kind, source="example.org", url="https://example.org/slate",
            sentence=f"{title} comes {kind.words}, the distributor said on Monday.",
        )  # fmt: skip
    for when, place in (("2026-06-26", "GB"), ("2026-07-03", "US"), ("2026-06-17", "FR")):
        town.add(
            "The Sunlit Hours", when, place, by=None, klass=SourceClass.TMDB, source="tmdb",
            sentence="listed", url="https://www.themoviedb.org/movie/1",
        )  # fmt: skip


def poster(title: str, width: int) -> bytes:
    """A poster of a film: a sun above the sea, and no letter on it."""
    sky, sea, height, size = POSTERS[title]

    def paint(x: float, y: float) -> Colour:
        lit = (x - 0.5) ** 2 + ((y - height) * 1.5) ** 2 < size**2
        if y < 0.66:
            shade = 1.1 - 0.5 * y
            return tinted((250, 236, 206) if lit else sky, 1.0 if lit else shade)
        glitter = abs(x - 0.5) < size * (1.2 - y) and int(y * 60) % 3 == 0
        return tinted(sky if glitter else sea, 1.25 - 0.5 * y)

    return png(width, width * 3 // 2, paint)


def tinted(colour: Colour, shade: float) -> Colour:
    red, green, blue = (min(255, int(part * shade)) for part in colour)
    return red, green, blue


def hung(town: Town, sink: HttpSink) -> None:
    """Give the films their posters, from a service on loopback."""
    with town.store.unit() as connection:
        for number, title in enumerate(POSTERS):
            key = next(k for k, film in enumerate(FILMS, 1) if film[0] == title)
            record_posters(connection, "tmdb", {key: f"/p{number}.png"})
            for size, width in (("w92", 92), ("w342", 342)):
                body = poster(title, width)
                drawn = Reply(headers={"Content-Type": "image/png"}, body=body)
                sink.script(f"/{size}/p{number}.png", drawn)
    town.serve(replace(town.settings, tmdb_images_url=sink.url))


@contextmanager
def signed_in(town: Town, width: int, height: int, *, dark: bool = False) -> Iterator[Chromium]:
    with Chromium(width, height, dark=dark) as browser:
        browser.open(town.site + "/sign-in")
        browser.cookie("releases_session", town.browser("Ana").cookies["releases_session"])
        yield browser


def take(browser: Chromium, name: str) -> None:
    browser.promised(DRAWN)
    (IMAGES / name).write_bytes(browser.picture())


def main() -> None:
    if why := missing():
        sys.exit(f"no pictures: {why}")
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, HttpSink() as sink:
        house = House(Path(folder))
        town = Town(house, house.blank)
        filled(town)
        hung(town, sink)
        with signed_in(town, 1180, 960) as browser:
            browser.open(town.site + "/?month=2026-06")
            take(browser, "month.png")
            browser.open(town.site + "/films/f2")
            take(browser, "film.png")
            browser.open(town.site + "/add?text=x")
            browser.run(f"document.querySelector('textarea').value = {ARTICLE!r}")
            with browser.leaving():
                browser.find("details[open] button").click()
            take(browser, "confirm.png")
        with signed_in(town, 500, 980, dark=True) as browser:
            browser.open(town.site + "/agenda")
            take(browser, "phone.png")
        town.close()
        house.close()


if __name__ == "__main__":
    main()
