"""Rows 17, 37 and 38: titles, articles and files that were made to do harm."""

import csv
import json
import subprocess
import sys
import unicodedata
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import icalendar
import pytest

from tests.faults.kit import came, hook, once
from tests.parts.http_sink import HttpSink, Reply
from tests.parts.smtp_sink import SmtpSink
from tests.system.kit import Place

MOST_MEMORY = 150 << 20
TITLES = {
    "line breaks": "Sunlit\r\nBcc: eve@example.org\r\n\r\nBEGIN:VEVENT",
    "a lone return": "Sunlit\rBcc: eve@example.org\rATTENDEE:mailto:eve@example.org",
    "a formula": '=HYPERLINK("http://example.org","Sunlit")',
    "emoji": "Sunlit 🎬👩‍👩‍👧‍👦🎬",
    "right to left": "Sunlit \u202egnp.exe\u202c",
    "markup": "<script>alert(1)</script> & {{ 7*7 }} %s {title}",
}
LONG = "Sunlit " * 18_000


@pytest.fixture
def told(place: Place, sink: HttpSink, post: SmtpSink) -> Place:
    """A person who is told of today by webhook and by mail."""
    place.run("subscribers", "set", "--at", "00:00")
    place.run("channels", "add", hook(sink, "a"), "--name", "hook")
    place.run("channels", "add", post.url(), "--name", "mail")
    return place


def take_in(place: Place, *titles: str) -> None:
    """By a file, which can hold what a command line cannot."""
    with (place.folder / "films.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "date", "territory"])
        writer.writerows([title, date.today().isoformat(), "GB"] for title in titles)
    place.run("import", "csv", "films.csv")


def events(mail: EmailMessage) -> list[icalendar.Event]:
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    content = part.get_content()
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def harmless(text: str) -> bool:
    """No control character but those of lines, and no direction that is left open."""
    opened = sum(text.count(one) for one in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
    closed = sum(text.count(one) for one in "\u202c\u2069")
    controls = [c for c in text if unicodedata.category(c) == "Cc" and c not in "\n\r\t"]
    return not controls and opened == closed


def test_row37_a_hostile_title_is_only_a_title(told: Place, sink: HttpSink, post: SmtpSink) -> None:
    take_in(told, *TITLES.values(), LONG)
    once(told)
    (arrival,) = came(sink, "a")
    body = json.loads(arrival.body)
    assert harmless(body["title"] + body["message"])
    assert len(body["title"]) < 200 and len(body["message"]) < 5000
    assert "49" not in body["message"].split()
    (mail,) = post.mails
    assert mail.recipients == ("ana@example.org",)
    message = mail.message
    assert message["Bcc"] is None and message["To"] == "ana@example.org"
    subject = str(message["Subject"])
    assert harmless(subject) and "\n" not in subject and "\r" not in subject
    assert all(len(line) <= 998 for line in mail.raw.split(b"\r\n"))
    found = events(message)
    assert len(found) == len(TITLES) + 1
    for event in found:
        assert event.get("ATTENDEE") is None
        assert harmless(str(event["SUMMARY"])) and "\n" not in str(event["SUMMARY"])
    listed = told.run("list", "--json").json
    assert all(len(one["film"]["title"]) <= 2000 for one in listed)
    assert harmless(told.run("list").out)
    told.run("export", "-o", "export.json")
    assert json.loads((told.folder / "export.json").read_text())


@pytest.mark.parametrize("title", ["Sunlit " * 150_000, "Sun\x00lit"], ids=["megabyte", "zero"])
def test_row37_what_is_no_title_at_all_is_refused(told: Place, title: str) -> None:
    (told.folder / "films.csv").write_text(f"title,date,territory\n{title},2031-06-05,GB\n")
    done = told.run("import", "csv", "films.csv", code=1)
    assert len(done.err) < 1000
    assert told.run("list", "--all", "--json").json == []


# In a process between, since a child's peak begins with that of the process that starts it.
WEIGH = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, "-m", "releases", *sys.argv[1:]])
print("took", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def weighed(place: Place, *argv: str) -> tuple[int, str, int]:
    """A command's exit code, what it said, and the most memory that it took, in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", WEIGH, *argv], env=place.env(RELEASES_FETCH_ALLOW_PRIVATE="true"),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=place.folder, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stderr, int(done.stdout.split()[-1]) * 1024


PAGE = {"Content-Type": "text/html; charset=utf-8"}
BOMBS = {
    "endless": Reply(headers=PAGE, body=b"<p>and so on</p>" * 4096, endless=True),
    "gzip": Reply(headers=PAGE, bomb=1 << 30),
    "loop": Reply(status=302, headers={"Location": "/article"}),
}


@pytest.mark.parametrize(
    ("kind", "word"), [("endless", "larger than"), ("gzip", "larger than"), ("loop", "leads on")]
)
def test_row17_an_article_without_end_is_cut_and_costs_no_memory(
    place: Place, sink: HttpSink, kind: str, word: str
) -> None:
    sink.script("/robots.txt", Reply(status=404))
    sink.script("/article", BOMBS[kind])
    code, said, memory = weighed(place, "add", "--from", f"{sink.url}/article", "--yes")
    assert code == 1, said
    assert word in said
    assert "Traceback" not in said
    assert memory < MOST_MEMORY
    assert place.run("list", "--all", "--json").json == []


FILES = {
    "letters.html": b"<html><meta charset=utf-8><p>\xff\xfe\xff \x81\x8d\x8f</p></html>",
    "big.html": b"<p>" + b"word " * 10_000_000 + b"</p>",
    "zeros.html": bytes(10_000),
    "empty.html": b"",
}


def test_row38_an_article_that_cannot_be_read_is_told_and_stores_nothing(place: Place) -> None:
    for name, content in FILES.items():
        (place.folder / name).write_bytes(content)
        done = place.run("add", "--from", name, "--yes", code=1)
        assert "releases: " in done.err, name
    assert place.run("list", "--all", "--json").json == []


def test_row38_an_article_of_a_hundred_thousand_nested_tags_is_read(place: Place) -> None:
    nested = "<div>" * 100_000 + "<p>Sunlit opens on 5 June 2031.</p>" + "</div>" * 100_000
    (place.folder / "nested.html").write_text(nested)
    code, said, memory = weighed(place, "add", "--from", "nested.html", "--yes")
    assert code == 0, said
    assert memory < MOST_MEMORY
    (found,) = place.run("list", "--json").json
    assert found["film"]["title"] == "Sunlit" and found["date"] == "2031-06-05"


TABLES = {
    ("csv", "no-column.csv"): b"colour,size\nred,3\n",
    ("csv", "binary.csv"): b"title,date\n\xff\xfe\x00\x00,\x00\n",
    ("csv", "dates.csv"): b"title,date,territory\nSunlit,32 Smarch 2031,GB\n",
    ("ics", "cut.ics"): b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Sunlit\r\n",
    ("ics", "text.ics"): b"this is no calendar",
    ("json", "cut.json"): b'{"releases": [{"title": "Sunlit", "da',
    ("json", "other.json"): b'{"films": 7}',
    ("json", "deep.json"): b"[" * 100_000,
    ("letterboxd", "half.csv"): b"Date,Name\n",
}


def test_row38_a_file_that_is_no_such_file_is_told_and_stores_nothing(place: Place) -> None:
    for (form, name), content in TABLES.items():
        (place.folder / name).write_bytes(content)
        done = place.run("import", form, name, code=None)
        assert done.code in (1, 2) or "0" in done.out, name
        assert done.out + done.err
    assert place.run("list", "--all", "--json").json == []


CONFIGS = {
    "[daemon\nlease = 5": "line 1",
    "[daemon]\nlease = 'long'": "lease",
    "[daemon]\nleaze = 5": "leaze",
    "[daemon]\nlease = 1\ndeadline = 30": "lease",
    "\x00\x01": "config",
}


def test_row38_a_malformed_configuration_names_what_is_wrong(place: Place) -> None:
    for name in [name for name in place.settings if name.startswith("RELEASES_DAEMON")]:
        del place.settings[name]
    for content, word in CONFIGS.items():
        (place.folder / "config.toml").write_text(content)
        done = place.run("--config", "config.toml", "daemon", "--once", code=None)
        assert done.code in (1, 2)
        assert word in done.err, content


def test_row38_a_batch_goes_on_after_a_bad_line(place: Place, tmp_path: Path) -> None:
    good = {"id": "1", "text": "Sunlit opens in UK cinemas on 5 June 2031."}
    lines = [json.dumps(good), "{", json.dumps({"id": 3}), json.dumps(good | {"id": "4"})]
    (tmp_path / "batch.jsonl").write_text("\n".join(lines) + "\n")
    done = place.run("read", "--batch", "batch.jsonl", code=None)
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert len(answers) == 4
    assert ["error" in one for one in answers] == [False, True, True, False]
