"""Settings: one table, a file, variables, and words for what cannot be used."""

import re
from pathlib import Path

import pytest

from releases import config
from releases.config import pages
from releases.errors import BadSetting, ReleasesError

ROOT = Path(__file__).parents[2]
TOKEN = "canary-token-5f1d"


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "releases.toml"
    path.write_text(text)
    return str(path)


def test_the_committed_file_explains_every_setting_at_its_default() -> None:
    assert (ROOT / "config" / "releases.toml").read_text() == pages.example()
    bare = pages.example().replace("\n# ", "\n")
    for row in config.table():
        assert row.key.rpartition(".")[2] + " = " in bare


def test_the_committed_file_loads_and_changes_nothing() -> None:
    loaded = config.load(str(ROOT / "config" / "releases.toml"), {})
    assert {row["from"] for row in loaded.describe()} == {"default"}


def test_the_example_is_valid_when_uncommented(tmp_path: Path) -> None:
    bare = re.sub(r"^# (?=[a-z_]+ = )", "", pages.example(), flags=re.MULTILINE)
    loaded = config.load(written(tmp_path, bare), {})
    described = {row["name"]: row["from"] for row in loaded.describe()}
    assert set(described.values()) == {str(tmp_path / "releases.toml")}
    assert set(described) == {row.key for row in config.table()} | {"channels.phone"}
    for row in config.table():
        assert getattr(loaded, row.name) == row.default


def test_the_manual_page_is_the_committed_one() -> None:
    assert (ROOT / "docs" / "settings.md").read_text() == pages.manual()


def test_a_variable_comes_before_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "[daemon]\nplaces = 3\ndispatch_every = 9")
    loaded = config.load(path, {"RELEASES_DAEMON_PLACES": "5"})
    assert loaded.places == 5
    assert loaded.dispatch_every == 9
    origins = {row["name"]: row["from"] for row in loaded.describe()}
    assert origins["daemon.places"] == "RELEASES_DAEMON_PLACES"
    assert origins["daemon.dispatch_every"] == path


def test_a_named_file_that_is_absent_is_an_error_and_the_default_one_is_not(
    tmp_path: Path,
) -> None:
    with pytest.raises(BadSetting, match=r"none\.toml does not exist"):
        config.load(str(tmp_path / "none.toml"), {})
    with pytest.raises(BadSetting):
        config.load(None, {"RELEASES_CONFIG": str(tmp_path / "none.toml")})
    assert config.load(None, {"CONFIGURATION_DIRECTORY": str(tmp_path)}).path is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[daemon\nplaces = 3", "not valid TOML"),
        ("[daemon]\nplaces = 'many'", "daemon.places must be a whole number"),
        ("[daemon]\nplaces = true", "daemon.places must be a whole number"),
        ("[daemon]\nplaces = 3.7", "daemon.places must be a whole number"),
        ("[daemon]\nplaces = '5'", "daemon.places must be a whole number"),
        ("[daemon]\nlease = inf", "daemon.lease must be at least 2"),
        ("[web]\nport = 70000", "at most 65535"),
        ("[web]\nenabled = 'yes'", "web.enabled must be true or false"),
        ("[defaults]\nat = ''", r"releases\.toml: defaults\.at: '' is not a time"),
        ("[daemon]\nplaces = 0", "at least 1"),
        ("[daemon]\ndispatch_every = nan", "at least"),
        ("[daemon]\nplacess = 3", "did you mean 'daemon.places'"),
        ("[fetch]\nallow_private = 'perhaps'", "must be true or false"),
        ("[defaults]\ntimezone = 5", "must be text"),
        ("[defaults]\ntimezone = 'Europe/Lundon'", "Europe/Lundon"),
        ("[defaults]\nat = '25:00'", "25:00"),
        ("[defaults]\nleads = '7w'", "7w"),
        ("[defaults]\nin = ['Atlantis']", "Atlantis"),
        ("[defaults]\nlanguage = 'tlh'", r"defaults\.language: 'tlh' is not a language"),
        ("[sources]\norder = 'tmdb,oracle'", "oracle"),
        ("[daemon]\nlease = 10\ndeadline = 30", "at least twice"),
        ("channels = 3", r"\[channels\] must be"),
        ("[channels]\nphone = 3", r"\[channels\] must be"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(ReleasesError) as caught:
        config.load(written(tmp_path, text), {})
    assert caught.value.exit_code == 2
    assert re.search(word, str(caught.value))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "releases.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSetting, match="not a text file"):
        config.load(str(path), {})
    with pytest.raises(BadSetting, match="cannot be read"):
        config.load(str(tmp_path), {})


def test_a_secret_may_be_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(TOKEN + "\n")
    path = written(tmp_path, f"[sources.tmdb]\ntoken_file = '{secret}'")
    assert config.load(path, {}).tmdb_token == TOKEN
    variable = {"RELEASES_SOURCES_TMDB_TOKEN_FILE": str(secret)}
    assert config.load(written(tmp_path, ""), variable).tmdb_token == TOKEN
    (tmp_path / "sources_tmdb_token").write_text(TOKEN)
    credentials = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert config.load(written(tmp_path, ""), credentials).tmdb_token == TOKEN


def test_a_secret_written_where_its_file_belongs_is_not_printed(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"tmdb\.token_file names a file") as caught:
        config.load(written(tmp_path, f"[sources.tmdb]\ntoken_file = '{TOKEN}'"), {})
    assert TOKEN not in str(caught.value)


def test_a_bad_variable_is_named(tmp_path: Path) -> None:
    for variable, value in {
        "RELEASES_DAEMON_PLACES": "many",
        "RELEASES_WEB_ENABLED": "perhaps",
        "RELEASES_DEFAULTS_TIMEZONE": "Europe/Lundon",
    }.items():
        with pytest.raises(BadSetting, match=variable):
            config.load(written(tmp_path, ""), {variable: value})


def test_channels_come_from_the_file_from_variables_and_from_secret_files(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text(f"tgram://{TOKEN}/5\n")
    path = written(tmp_path, f"[channels]\nmail = 'mailto://a@b.test'\nphone_file = '{secret}'")
    loaded = config.load(
        path,
        {
            "RELEASES_CHANNELS_MAIL": "mailto://c@d.test",
            "RELEASES_CHANNELS_DESK_FILE": str(secret),
        },
    )
    url = f"tgram://{TOKEN}/5"
    assert loaded.channels == {"mail": "mailto://c@d.test", "phone": url, "desk": url}
    origins = {row["name"]: row["from"] for row in loaded.describe()}
    assert origins["channels.mail"] == "RELEASES_CHANNELS_MAIL"
    assert origins["channels.phone"] == path
    assert TOKEN not in f"{loaded.describe()} {loaded!r}"


def test_no_secret_is_described_or_printed(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"db = 'postgresql://ana:{TOKEN}@localhost/films'\n"
        f"[sources.tmdb]\ntoken = '{TOKEN}'\n[daemon]\nping_url = 'https://ping/{TOKEN}'\n"
        f"[channels]\nphone = 'tgram://{TOKEN}/5'",
    )
    loaded = config.load(path, {})
    assert loaded.channels == {"phone": f"tgram://{TOKEN}/5"}
    assert TOKEN not in f"{loaded.describe()} {loaded!r} {loaded}"


def test_systemd_names_the_folder_of_the_database() -> None:
    assert config.data_folder({"STATE_DIRECTORY": "/var/lib/releases"}) == Path("/var/lib/releases")
