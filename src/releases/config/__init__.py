"""Settings of this process: one table, read from a TOML file and `RELEASES_*` variables.

People's own data (subscribers, channels, follows) are in the database, never here; `[channels]` of
the file is the one exception, for whoever has no shell. A variable overrides the file.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any, NamedTuple

from releases.errors import BadSetting, ReleasesError

FILE_NAME = "releases.toml"
_CHANNEL_VARIABLE = "RELEASES_CHANNELS_"


def setting(
    key: str,
    default: Any,
    about: str,
    *,
    secret: bool = False,
    least: float = 0,
    most: float = 1e12,
) -> Any:
    """A row of the table: its key in the file, default, meaning, and the span of a number."""
    note = {"key": key, "about": about, "secret": secret, "least": least, "most": most}
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
    language: str = setting(
        "defaults.language", "en", "Language of a new subscriber's messages: en, de, fr, es, it, "
        "pt or nl.",
    )  # fmt: skip
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
        "daemon.places", 96, "How many channels are spoken to at once.", least=1
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
    web_port: int = setting(
        "web.port", 8026, "Port on which the web listens.", least=1, most=65535
    )  # fmt: skip
    web_url: str = setting(
        "web.url", "", "Address under which people reach the web, for links, such as "
        "https://films.example.org. Empty: http://HOST:PORT.",
    )  # fmt: skip
    web_posters: bool = setting(
        "web.posters", True, "Whether the web shows posters of films, where TMDB names one."
    )
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
    tmdb_images_url: str = setting(
        "sources.tmdb.images_url", "https://image.tmdb.org/t/p", "Where TMDB's pictures are, from "
        "which the web fetches posters.",
    )  # fmt: skip
    wikidata_enabled: bool = setting(
        "sources.wikidata.enabled", False, "Whether Wikidata is asked for followed films."
    )
    wikidata_base_url: str = setting(
        "sources.wikidata.base_url", "https://www.wikidata.org", "Where Wikidata's API is."
    )
    wikidata_contact: str = setting(
        "sources.wikidata.contact", "", "E-mail or web address at which Wikidata's operators can "
        "reach you, sent to them alone, as they ask of programs.",
    )  # fmt: skip
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
            text = ("set" if value else "") if row.secret else shown(value)
            if row.name == "db":
                from releases.logs import mask_database

                text = mask_database(self.database)
            origin = self.origins.get(row.key, "default")
            described.append({"name": row.key, "value": text, "from": origin})
        described += [
            {"name": f"channels.{name}", "value": "set", "from": self.origins[f"channels.{name}"]}
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
    most: float

    @property
    def variable(self) -> str:
        return "RELEASES_" + self.key.upper().replace(".", "_")


def table() -> Iterator[Row]:
    """The settings, in the order in which they are explained."""
    for each in fields(Settings):
        if each.metadata:
            note = each.metadata
            yield Row(
                each.name, note["key"], each.default, note["about"],
                note["secret"], note["least"], note["most"],
            )  # fmt: skip


def load(path: str | None, env: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raise `BadSetting` naming file and key for whatever cannot be used.

    `path` (`--config`) or `RELEASES_CONFIG` name a file that must exist; without them the one in
    the user's configuration folder is read if it is there.
    """
    named = path or env.get("RELEASES_CONFIG")
    where = Path(named).expanduser() if named else config_folder(env) / FILE_NAME
    flat, in_file = _read(where, required=bool(named))
    channels, origins = _channels(in_file, where, env)
    values: dict[str, Any] = {}
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
    """The value as the setting's type. The file must have it so; a variable is always text."""
    wanted = type(row.default)
    from_variable = origin == row.variable
    name = row.variable if from_variable else f"{origin}: {row.key}"
    short = row.key.rpartition(".")[2]
    if wanted is bool:
        word = str(value).lower() if from_variable or isinstance(value, bool) else ""
        if word not in ("true", "yes", "on", "1", "false", "no", "off", "0"):
            raise BadSetting(f"{name} must be true or false", "write it without quotes")
        return word in ("true", "yes", "on", "1")
    if wanted is str:
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return ",".join(value)
        if not isinstance(value, str):
            raise BadSetting(f"{name} must be text", f'write {short} = "…"')
        return value.strip()
    try:
        if isinstance(value, bool) or not (from_variable or isinstance(value, int | float)):
            raise ValueError
        number = wanted(value)
        if not from_variable and number != value and value == value:
            raise ValueError
    except (ValueError, OverflowError):
        what = "a whole number" if wanted is int else "a number"
        raise BadSetting(f"{name} must be {what}", f"write {short} = {row.default}") from None
    if not row.least <= number <= row.most:
        span = f"at least {row.least:g}" + (f", at most {row.most:g}" if row.most < 1e12 else "")
        raise BadSetting(f"{name} must be {span}", f"it is {number:g}")
    return number


def _check(settings: Settings) -> None:
    """What the type of a setting does not tell; raise `BadSetting` naming the origin and key."""
    if settings.lease < 2 * settings.deadline:
        raise BadSetting(
            f"daemon.lease ({settings.lease:g} s) must be at least twice daemon.deadline "
            f"({settings.deadline:g} s)",
            "else a send that is under way would be taken over",
        )
    for key, (value, check) in _checks(settings).items():
        try:
            check(value)
        except ReleasesError as error:
            raise BadSetting(f"{settings.origins[key]}: {key}: {error.what}", error.hint) from None


def _checks(settings: Settings) -> dict[str, tuple[str, Callable[[str], object]]]:
    """What a rule of the model reads, of the settings that somebody gave, with that rule."""
    given = {
        "defaults.at": settings.at,
        "defaults.leads": settings.leads,
        "defaults.timezone": settings.timezone,
        "defaults.in": settings.territories,
        "defaults.language": settings.language,
        "sources.order": settings.source_order,
    }
    given = {key: value for key, value in given.items() if key in settings.origins}
    if not given:
        return {}
    from releases.model.release import SourceClass
    from releases.model.subscriber import parse_language, parse_leads, parse_time, zone
    from releases.model.territory import territory

    def source(word: str) -> None:
        known = [each.value for each in SourceClass if each is not SourceClass.PERSON]
        if word not in known:
            raise BadSetting(f"{word!r} is no class of source", f"they are {', '.join(known)}")

    def each_word(check: Callable[[str], object]) -> Callable[[str], object]:
        return lambda text: [check(word.strip()) for word in text.split(",") if word.strip()]

    rules: dict[str, Callable[[str], object]] = {
        "defaults.at": parse_time,
        "defaults.leads": parse_leads,
        "defaults.timezone": lambda name: zone(name) if name else None,
        "defaults.in": each_word(territory),
        "defaults.language": parse_language,
        "sources.order": each_word(source),
    }
    return {key: (value, rules[key]) for key, value in given.items()}


def _channels(
    in_file: dict[str, str], where: Path, env: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The channels of the file and of the variables, and where each is from."""
    found: dict[str, str] = {}
    origins: dict[str, str] = {}

    def put(name: str, value: str, origin: str, label: str) -> None:
        bare = name.removesuffix("_file")
        found[bare] = _secret(value, label) if bare != name else value.strip()
        origins[f"channels.{bare}"] = origin

    for name, url in in_file.items():
        put(name, url, str(where), f"{where}: channels.{name}")
    for variable, value in env.items():
        name = variable.removeprefix(_CHANNEL_VARIABLE).lower()
        if variable.startswith(_CHANNEL_VARIABLE) and name and value:
            put(name, value, variable.removesuffix("_FILE"), variable)
    return found, origins


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
    """What the file holds. The path is not shown: it may be the secret, put there by slip."""
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise BadSetting(f"{origin} names a file that cannot be read: {why}") from None


def _credential(row: Row, env: Mapping[str, str]) -> Path | None:
    folder = env.get("CREDENTIALS_DIRECTORY")
    found = Path(folder) / row.key.replace(".", "_") if folder else None
    return found if found and found.is_file() else None


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, [row.key for row in table()], n=1)
    return f"did you mean {close[0]!r}?" if close else "releases config show lists them all"


def shown(value: Any) -> str:
    """A value as a person would write it in the file, without quotes."""
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
