"""What is written about the settings, made from their table: the example file, the manual page."""

import re
import textwrap

from releases.config import shown, table

CHANNELS_ABOUT = (
    'Channels of the default subscriber, `name = "apprise-url"`: synced into the database when '
    'the daemon starts, listed as "from config", changed only here. Also `name_file`, or a '
    "variable: RELEASES_CHANNELS_PHONE is the channel phone."
)


def example() -> str:
    """The configuration file with every setting explained and left at its default."""
    lines = [
        "# Settings of releases. Each is shown with its default; remove the # to change it.",
        "# Every setting can also be given as a variable: daemon.places as RELEASES_DAEMON_PLACES.",
        '# A secret can be read from a file: token_file = "/run/secrets/tmdb".',
    ]
    section = ""
    for row in sorted(table(), key=lambda row: row.key.count(".") > 0):
        head, _, name = row.key.rpartition(".")
        if head != section:
            lines += ["", f"[{head}]"]
            section = head
        lines += ["", *(f"# {part}" for part in _wrapped(row.about))]
        default = row.default
        value = f'"{default}"' if isinstance(default, str) else shown(default)
        lines.append(f"# {name} = {value}")
    lines += ["", "[channels]", "", *(f"# {part}" for part in _wrapped(CHANNELS_ABOUT))]
    lines.append('# phone = "tgram://BOT_TOKEN/CHAT_ID"')
    return "\n".join(lines) + "\n"


def manual() -> str:
    """The manual page of the settings."""
    lines = [
        "# Settings",
        "",
        "Settings of a process are read from `releases.toml` (`--config`, `RELEASES_CONFIG`, else "
        "the user's configuration folder: `~/.config/releases` on Linux, `CONFIGURATION_DIRECTORY` "
        "under systemd) and from variables, which come first. The database is `releases.db` in "
        "`~/.local/share/releases`, under systemd in `STATE_DIRECTORY`. What people decide "
        "about themselves is in the database: `releases subscribers`, `releases channels`. "
        "`releases config show` prints what is in force and where it is from.",
        "",
        "| setting | variable | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for row in table():
        default = f"`{shown(row.default)}`" if row.default != "" else ""
        lines.append(f"| `{row.key}` | `{row.variable}` | {default} | {row.about} |")
    lines += [
        "",
        "Secrets can be read from a file: `token_file` in place of `token`, the variable with "
        "`_FILE` behind it, or a systemd credential named like the key with `_` for `.`.",
        "",
        f"`[channels]`: {CHANNELS_ABOUT[0].lower()}{CHANNELS_ABOUT[1:]}",
    ]
    return re.sub(r"[ \t]+\n", "\n", "\n".join(lines)) + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 94)
