"""Settings of this process: one table, read from a TOML file and `RELEASES_*` variables.

People's own data (subscribers, channels, follows) are in the database, never here; `[channels]` of
the file is the one exception, for whoever has no shell. A variable overrides the file.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any, NamedTuple

from releases.errors import BadSetting

FILE_NAME = "releases.toml"
_CHANNELS = (
    'Channels of the default subscriber, `name = "apprise-url"`: synced into the database when '
    'the daemon starts, listed as "from config", changed only in the file.'
)


def setting(key: str, default: Any, about: str, *, secret: bool = False, least: float = 0) -> Any:
    """A row of the table: its key in the file, default, meaning, and least value of a number."""
    note = {"key": key, "about": about, "secret": secret, "least": least}
    return field(default=default, metadata=note)


@dataclass(frozen=True)
class Settings:
    """All settings, frozen. Durations are in the unit that a setting's meaning names."""

    db: str = setting(
        "db", "", "Database: a file, sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME. "
        "Empty: releases.db in the user's data folder.", secret=True,
    )  # fmt: skip
    timezone: str = setting(
        "defaults.timezone", "", "Time zone of a new subscriber, such as Europe/London. "
        "Empty: the machine's.",
    )  # fmt: skip
    at: str = setting("defaults.at", "09:00", "Time of day of a new subscriber's reminders.")
    leads: str = setting("defaults.leads", "7d,1d,0d", "Leads of a new subscriber.")
    territories: str = setting(
        "defaults.in", "", "Territories of a new subscriber, such as GB,IE. "
        "Empty: the country of the time zone.",
    )  # fmt: skip
    language: str = setting("defaults.language", "en", "Language of a new subscriber.")
    plan_every: float = setting(
        "daemon.plan_every", 60.0, "Seconds between two looks at what time makes owed.", least=1
    )
    dispatch_every: float = setting(
        "daemon.dispatch_every", 2.0, "Seconds between two looks at what is due.", least=0.1
    )
    housekeeping_every: float = setting(
        "daemon.housekeeping_every", 600.0, "Seconds between two rounds of housekeeping.", least=1
    )
    refresh_every: float = setting(
        "daemon.refresh_every", 60.0, "Seconds between two looks at which source's turn it is.",
        least=1,
    )  # fmt: skip
    places: int = setting(
        "daemon.places", 64, "How many channels are spoken to at once.", least=1
    )  # fmt: skip
    deadline: float = setting(
        "daemon.deadline", 30.0, "Seconds after which a send counts as unanswered.", least=1
    )
    lease: float = setting(
        "daemon.lease", 120.0, "Seconds after which a dead daemon's work is taken over. "
        "At least twice the deadline.", least=2,
    )  # fmt: skip
    ping_url: str = setting(
        "daemon.ping_url", "", "Address that is fetched at each round of housekeeping, for a "
        "dead-man's switch. Empty: none.", secret=True,
    )  # fmt: skip
    settle_minutes: float = setting(
        "notices.settle", 60.0, "Minutes that a change rests before followers are told, so that "
        "a slip that is put right stays silent.",
    )  # fmt: skip
    late_days: int = setting(
        "notices.late_days", 3, "Days after a release in which a missed reminder is still sent."
    )
    retry_days: int = setting(
        "notices.retry_days", 3, "Days for which a notice that cannot be sent is tried again.",
        least=1,
    )  # fmt: skip
    allow_private: bool = setting(
        "fetch.allow_private", False, "Whether articles may be fetched from private addresses."
    )
    fetch_timeout: float = setting(
        "fetch.timeout", 20.0, "Seconds in which an article must have arrived.", least=1
    )
    fetch_max_bytes: int = setting(
        "fetch.max_bytes", 20_000_000, "Largest article that is read, unpacked, in bytes.",
        least=1000,
    )  # fmt: skip
    web_enabled: bool = setting("web.enabled", False, "Whether the daemon also serves the web.")
    web_host: str = setting("web.host", "127.0.0.1", "Address on which the web listens.")
    web_port: int = setting("web.port", 8026, "Port on which the web listens.", least=1)
    source_order: str = setting(
        "sources.order", "tmdb,wikidata,article,feed,file", "Whose date stands before whose."
    )
    tmdb_token: str = setting(
        "sources.tmdb.token", "", "Read access token of TMDB. Empty: TMDB is not asked.",
        secret=True,
    )  # fmt: skip
    tmdb_base_url: str = setting(
        "sources.tmdb.base_url", "https://api.themoviedb.org/3", "Where TMDB's API is."
    )
    wikidata_enabled: bool = setting(
        "sources.wikidata.enabled", False, "Whether Wikidata is asked for followed films."
    )
    wikidata_base_url: str = setting(
        "sources.wikidata.base_url", "https://www.wikidata.org", "Where Wikidata's API is."
    )
    channels: Mapping[str, str] = field(default_factory=dict, repr=False)
    origins: Mapping[str, str] = field(default_factory=dict, repr=False)
    path: Path | None = None

    def __repr__(self) -> str:
        return f"Settings(path={self.path!r})"

    @property
    def database(self) -> str:
        """The database's address: the one set, else a file in the user's data folder."""
        return self.db or str(data_folder() / "releases.db")

    def describe(self) -> list[dict[str, str]]:
        """Each setting with its value and where it is from; secrets are only said to be set."""
        described = []
        for row in table():
            value = getattr(self, row.name)
            shown = ("set" if value else "") if row.secret else _shown(value)
            if row.name == "db":
                from releases.logs import mask_database

                shown = mask_database(self.database)
            origin = self.origins.get(row.key, "default")
            described.append({"name": row.key, "value": shown, "from": origin})
        described += [
            {"name": f"channels.{name}", "value": "set", "from": str(self.path)}
            for name in self.channels
        ]
        return described


class Row(NamedTuple):
    """One setting: attribute, key in the file, default, meaning."""

    name: str
    key: str
    default: Any
    about: str
    secret: bool
    least: float

    @property
    def variable(self) -> str:
        return "RELEASES_" + self.key.upper().replace(".", "_")


def table() -> Iterator[Row]:
    """The settings, in the order in which they are explained."""
    for each in fields(Settings):
        if each.metadata:
            note = each.metadata
            yield Row(
                each.name, note["key"], each.default, note["about"], note["secret"], note["least"]
            )


def load(path: str | None, env: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raise `BadSetting` naming file and key for whatever cannot be used.

    `path` (`--config`) or `RELEASES_CONFIG` name a file that must exist; without them the one in
    the user's configuration folder is read if it is there.
    """
    named = path or env.get("RELEASES_CONFIG")
    where = Path(named).expanduser() if named else config_folder(env) / FILE_NAME
    flat, channels = _read(where, required=bool(named))
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for row in table():
        found = _value(row, flat, where, env)
        if found is not None:
            values[row.name], origins[row.key] = found
    for key in flat:
        raise BadSetting(f"{where}: there is no setting {key!r}", _nearest(key))
    settings = Settings(**values, channels=channels, origins=origins)
    settings = replaced(settings, path=where if where.exists() else None)
    _check(settings)
    return settings


def _value(
    row: Row, flat: dict[str, Any], where: Path, env: Mapping[str, str]
) -> tuple[Any, str] | None:
    """The setting's value and origin, taken out of `flat`; None where nobody sets it."""
    from_file = flat.pop(row.key, None)
    from_path = flat.pop(row.key + "_file", None)
    origin, value = "", None
    if row.variable in env and env[row.variable] != "":
        origin, value = row.variable, env[row.variable]
    elif row.secret and env.get(row.variable + "_FILE"):
        origin = row.variable + "_FILE"
        value = _secret(env[origin], origin)
    elif row.secret and (credential := _credential(row, env)):
        origin, value = str(credential), _secret(str(credential), "CREDENTIALS_DIRECTORY")
    elif from_path is not None:
        origin, value = f"{where}", _secret(str(from_path), f"{where}: {row.key}_file")
    elif from_file is not None:
        origin, value = str(where), from_file
    if value is None:
        return None
    return _typed(row, value, origin), origin


def _typed(row: Row, value: Any, origin: str) -> Any:
    wanted = type(row.default)
    said = f"{origin}: " if origin != row.variable else ""
    name = row.variable if origin == row.variable else row.key
    if wanted is bool:
        if isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in ("true", "yes", "on", "1", "false", "no", "off", "0"):
            return word in ("true", "yes", "on", "1")
        raise BadSetting(f"{said}{name} must be true or false", "it is neither")
    if wanted is str:
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return ",".join(value)
        if not isinstance(value, str):
            raise BadSetting(f"{said}{name} must be text", f'write {row.key.split(".")[-1]} = "…"')
        return value.strip()
    if isinstance(value, bool):
        raise BadSetting(f"{said}{name} must be a number", "it is true or false")
    try:
        number = wanted(value)
    except (TypeError, ValueError):
        raise BadSetting(f"{said}{name} must be a number", "it is none") from None
    if not row.least <= number < 10**12:
        raise BadSetting(f"{said}{name} must be at least {row.least:g}", f"it is {number:g}")
    return number


def _check(settings: Settings) -> None:
    from releases.model.release import SourceClass
    from releases.model.subscriber import parse_leads, parse_time, zone
    from releases.model.territory import territory

    parse_time(settings.at)
    parse_leads(settings.leads)
    if settings.timezone:
        zone(settings.timezone)
    for word in filter(None, settings.territories.split(",")):
        territory(word)
    for word in filter(None, settings.source_order.split(",")):
        if word.strip() not in set(SourceClass) - {SourceClass.PERSON}:
            raise BadSetting(f"sources.order: {word.strip()!r} is not a class of source")
    if settings.lease < 2 * settings.deadline:
        raise BadSetting("daemon.lease must be at least twice daemon.deadline")


def _read(where: Path, *, required: bool) -> tuple[dict[str, Any], dict[str, str]]:
    import tomllib

    try:
        data = tomllib.loads(where.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if required:
            raise BadSetting(
                f"the configuration file {where} does not exist",
                "name one that does, or leave out --config and RELEASES_CONFIG",
            ) from None
        return {}, {}
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{where} is not valid TOML: {error}", "correct that line") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{where} is not a text file in UTF-8") from None
    except OSError as error:
        raise BadSetting(f"{where} cannot be read: {error.strerror}") from None
    channels = data.pop("channels", {})
    if not isinstance(channels, dict) or not all(isinstance(u, str) for u in channels.values()):
        raise BadSetting(f'{where}: [channels] must be lines of name = "apprise-url"')
    return dict(_flat(data)), channels


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _secret(path: str, origin: str) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise BadSetting(f"{origin} names {path}, which cannot be read: {why}") from None


def _credential(row: Row, env: Mapping[str, str]) -> Path | None:
    folder = env.get("CREDENTIALS_DIRECTORY")
    found = Path(folder) / row.key.replace(".", "_") if folder else None
    return found if found and found.is_file() else None


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, [row.key for row in table()], n=1)
    return f"did you mean {close[0]!r}?" if close else "releases config show lists them all"


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def config_folder(env: Mapping[str, str] = os.environ) -> Path:
    """The folder of the configuration file: systemd's, else the user's."""
    given = env.get("CONFIGURATION_DIRECTORY", "").split(":")[0]
    if given:
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("releases")


def data_folder(env: Mapping[str, str] = os.environ) -> Path:
    """The folder of the database file: systemd's state directory, else the user's data folder."""
    given = env.get("STATE_DIRECTORY", "").split(":")[0]
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("releases")


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
        value = f'"{default}"' if isinstance(default, str) else _shown(default)
        lines.append(f"# {name} = {value}")
    lines += ["", "[channels]", "", *(f"# {part}" for part in _wrapped(_CHANNELS))]
    lines.append('# phone = "tgram://BOT_TOKEN/CHAT_ID"')
    return "\n".join(lines) + "\n"


def manual() -> str:
    """The manual page of the settings."""
    lines = [
        "# Settings",
        "",
        "Settings of a process are read from `releases.toml` (`--config`, `RELEASES_CONFIG`, else "
        "the user's configuration folder) and from variables, which come first. What people decide "
        "about themselves is in the database: `releases subscribers`, `releases channels`. "
        "`releases config show` prints what is in force and where it is from.",
        "",
        "| setting | variable | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for row in table():
        shown = f"`{_shown(row.default)}`" if row.default != "" else ""
        lines.append(f"| `{row.key}` | `{row.variable}` | {shown} | {row.about} |")
    lines += [
        "",
        "Secrets can be read from a file: `token_file` in place of `token`, the variable with "
        "`_FILE` behind it, or a systemd credential named like the key with `_` for `.`.",
        "",
        f"`[channels]`: {_CHANNELS[0].lower()}{_CHANNELS[1:]}",
    ]
    return re.sub(r"[ \t]+\n", "\n", "\n".join(lines)) + "\n"


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 94)
