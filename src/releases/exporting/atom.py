"""Atom (RFC 4287): one feed of short texts, with nothing foreign unescaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from releases import __version__
from releases.exporting.characters import UNFIT

LONGEST_TEXT = 2000
# What XML 1.0 forbids beside the control characters: no escape brings these in.
_FORBIDDEN = dict.fromkeys((0xFFFE, 0xFFFF))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said. `id` is a URI that names it for ever; `updated` is in UTC."""

    id: str
    title: str
    updated: datetime
    text: str = ""
    category: str = ""


def atom(
    entries: Sequence[Entry], *, feed_id: str, title: str, updated: datetime, lang: str = ""
) -> str:
    """A feed of these entries, in their order; `updated` (UTC) stands where there are none.

    `lang` is the code of the language that it is in, '' where that need not be said.
    """
    newest = max((entry.updated for entry in entries), default=updated)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom"' + (f' xml:lang="{lang}">' if lang else ">"),
        f"<id>{_text(feed_id)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_instant(newest)}</updated>",
        "<author><name>releases</name></author>",
        f'<generator version="{__version__}">releases</generator>',
    ]
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{_text(entry.id)}</id>",
            f"<title>{_text(entry.title)}</title>",
            f"<updated>{_instant(entry.updated)}</updated>",
        ]
        if entry.category:
            lines.append(f'<category term="{_text(entry.category)}"/>')
        # An entry without a link must have content (4.1.2), be it empty.
        lines += [f'<content type="text">{_text(entry.text)}</content>', "</entry>"]
    return "\n".join([*lines, "</feed>", ""])


def _text(value: str) -> str:
    kept = UNFIT.sub(lambda found: " " if found[0] == "\t" else "", value[:LONGEST_TEXT])
    return escape(kept.translate(_FORBIDDEN).replace("\r", "\n"), {'"': "&quot;"})


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
