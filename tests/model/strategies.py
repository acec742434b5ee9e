"""Hypothesis strategies for dates, schedules and instants."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from releases.model.dates import EARLIEST_YEAR, LATEST_YEAR, SEASONS, ReleaseDate
from releases.model.subscriber import Quiet, Schedule

# Zones with whole-hour, half-hour, midnight and reversed changes, a skipped day, and none at all.
ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Europe/Dublin",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Asia/Beirut",
    "America/Nuuk",
    "UTC",
)

years = st.integers(EARLIEST_YEAR, LATEST_YEAR)
days = st.dates(date(1990, 1, 1), date(2037, 12, 31))
minutes = st.integers(0, 24 * 60 - 1).map(lambda m: time(m // 60, m % 60))
instants = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)


@st.composite
def release_dates(draw: st.DrawFn, of_years: st.SearchStrategy[int] = years) -> ReleaseDate:
    """Any date in canonical form, all precisions alike likely."""
    year = draw(of_years)
    month = draw(st.integers(1, 12))
    day = date(year, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
    return ReleaseDate.parse(
        draw(
            st.sampled_from(
                [
                    day.isoformat(),
                    f"{year}-{month:02}",
                    f"{year}-Q{month % 4 + 1}",
                    f"{year}-{list(SEASONS)[month % 4]}",
                    f"{year}",
                    "tba",
                ]
            )
        )
    )


close_dates = release_dates(st.integers(2024, 2026))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """A schedule that a subscriber may have: its time of day lies outside its quiet hours."""
    start, end, at = draw(minutes), draw(minutes), draw(minutes)
    quiet = Quiet(start, end) if draw(st.booleans()) and start != end else None
    if quiet is not None and quiet.covers(at):
        quiet = None
    return Schedule(draw(st.sampled_from(ZONES)), at, quiet)
