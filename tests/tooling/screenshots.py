"""Make the pictures of docs/images: the real pages, of films that nobody made, in Chromium.

Run: python -m tests.tooling.screenshots
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from releases.model.release import Kind, SourceClass
from tests.parts.chromium import Chromium, missing
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


@contextmanager
def signed_in(town: Town, width: int, height: int, *, dark: bool = False) -> Iterator[Chromium]:
    with Chromium(width, height, dark=dark) as browser:
        browser.open(town.site + "/sign-in")
        browser.cookie("releases_session", town.browser("Ana").cookies["releases_session"])
        yield browser


def take(browser: Chromium, name: str) -> None:
    (IMAGES / name).write_bytes(browser.picture())


def main() -> None:
    if why := missing():
        sys.exit(f"no pictures: {why}")
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        town = Town(house, house.blank)
        filled(town)
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
