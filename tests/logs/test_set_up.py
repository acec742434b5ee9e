import io
import json
import logging
import os
import pty
from collections.abc import Iterator
from pathlib import Path

import pytest

from releases.logs import set_up

CANARY = "Zx81canary99secret"


@pytest.fixture(autouse=True)
def root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    # A channel used earlier in this process keeps these from being heard at all.
    quiet = [logging.getLogger(name) for name in ("apprise", "urllib3")]
    kept = [(logger.filters[:], logger.propagate) for logger in quiet]
    for logger in quiet:
        logger.filters.clear()
        logger.propagate = True
    yield
    for logger, (filters, propagate) in zip(quiet, kept, strict=True):
        logger.filters[:], logger.propagate = filters, propagate
    root.handlers[:], logging.raiseExceptions = handlers, raising
    root.setLevel(level)
    logging.captureWarnings(False)


def logged(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_without_a_terminal_each_line_is_a_json_object_with_its_fields() -> None:
    stream = io.StringIO()
    set_up(verbosity=1, stream=stream)
    logging.getLogger("releases.daemon").info("sent to %s", "film club", extra={"delivery": "d7"})
    (event,) = logged(stream)
    assert event["msg"] == "sent to film club"
    assert event["level"] == "info"
    assert event["delivery"] == "d7"
    assert str(event["ts"]).endswith("Z")


def test_a_newline_in_a_message_stays_one_line_in_both_forms() -> None:
    stream = io.StringIO()
    set_up(stream=stream)
    logging.warning("read %s", "Dune\r\nERROR forged")
    assert len(stream.getvalue().splitlines()) == 1
    shown = at_a_terminal("read Dune\r\nERROR \x1b[31mforged")
    assert "Dune\\r\\nERROR \\x1b[31mforged" in shown
    assert len(shown.splitlines()) == 1


def at_a_terminal(message: str) -> str:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        set_up(stream=stream)
        logging.getLogger("releases").warning(message, extra={"release": "r1"})
        stream.flush()
        text = os.read(ours, 4096).decode()
        logging.getLogger().handlers.clear()
    os.close(ours)
    return text.replace("\r\n", "\n")


def test_at_a_terminal_a_line_is_text_with_its_fields() -> None:
    assert "warning: the clock went back release=r1" in at_a_terminal("the clock went back")


@pytest.mark.parametrize(("verbosity", "levels"), [(0, 1), (1, 2), (2, 3), (9, 3)])
def test_each_v_shows_one_level_more(verbosity: int, levels: int) -> None:
    stream = io.StringIO()
    set_up(verbosity=verbosity, stream=stream)
    log = logging.getLogger("releases.test")
    log.warning("w")
    log.info("i")
    log.debug("d")
    assert len(logged(stream)) == levels


def test_secrets_are_hidden_in_messages_fields_and_traces() -> None:
    stream = io.StringIO()
    set_up(stream=stream)
    try:
        raise RuntimeError(f"tgram://{CANARY}/1 is gone")
    except RuntimeError:
        logging.exception(
            "sending to %s failed",
            f"https://discord.com/api/webhooks/1/{CANARY}",
            extra={"url": f"json://a:{CANARY}@example.org", "token": CANARY},
        )
    assert CANARY not in stream.getvalue()
    (event,) = logged(stream)
    assert "RuntimeError: tgram://… is gone" in str(event["trace"])
    assert event["url"] == "json://…@example.org"


def test_debug_lines_of_libraries_are_dropped_even_when_they_lower_their_level() -> None:
    stream = io.StringIO()
    set_up(verbosity=2, stream=stream)
    for name in ("apprise", "httpx", "httpcore.http11", "urllib3.connectionpool", "apscheduler"):
        log = logging.getLogger(name)
        log.debug("whole request")
        log.setLevel(logging.DEBUG)
        log.info("whole request")
        log.warning("said aloud")
        log.setLevel(logging.NOTSET)
    assert [event["msg"] for event in logged(stream)] == ["said aloud"] * 5


def test_a_second_set_up_replaces_the_first() -> None:
    first, second = io.StringIO(), io.StringIO()
    set_up(stream=first)
    set_up(stream=second)
    logging.warning("once")
    assert first.getvalue() == ""
    assert len(logged(second)) == 1


def test_lines_to_the_journal_carry_their_level(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with path.open("w") as stream:
        status = os.fstat(stream.fileno())
        set_up(stream=stream, env={"JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"})
        logging.error("no space left")
    line = path.read_text()
    assert line.startswith("<3>{")
    assert json.loads(line[3:])["msg"] == "no space left"


def test_a_stream_that_is_not_the_journal_gets_no_prefix() -> None:
    stream = io.StringIO()
    set_up(stream=stream, env={"JOURNAL_STREAM": "8:123"})
    logging.error("no space left")
    assert logged(stream)[0]["level"] == "error"
