import pytest

from releases.logs import mask_database, mask_url, redact, register_secret

CANARY = "Zx81canary99secret"
TELEGRAM = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.mark.parametrize(
    "text",
    [
        f"could not send to tgram://{CANARY}/12345/",
        f"discord://4174216298/{CANARY} answered 404",
        f"slack://T1JJ3T3L2/A1BRTD4JD/{CANARY}/#general",
        f"pover://user@{CANARY}",
        f"ntfy://{CANARY}",
        f"json://name:{CANARY}@example.org/path",
        f"mailtos://ana:{CANARY}@example.org?to=ben@example.org",
        f"GET https://ana:{CANARY}@example.org/feed 200",
        f"postgresql+psycopg://releases:{CANARY}@db.example.org/releases",
        f"postgresql://db.example.org/releases?user=a&password={CANARY}",
        f"POST https://discord.com/api/webhooks/42/{CANARY}",
        f"POST https://hooks.slack.com/services/T1/B1/{CANARY}",
        f"POST https://api.telegram.org/bot110201543:{CANARY}/sendMessage",
        f"POST https://chat.example.org/hooks/{CANARY}",
        f"GET /calendar.ics?token={CANARY} 200",
        f"https://api.example.org/3/movie/550?language=en&api_key={CANARY}&page=2",
        f"https://api.example.org/?key={CANARY}",
        f'answered {{"access_token": "{CANARY}", "scope": "all"}}',
        f"{{'token': '{CANARY}'}}",
        f"password={CANARY}",
        f"Authorization: Bearer {CANARY}",
        f"{{'Authorization': 'Basic {CANARY}'}}",
        f"Cookie: theme=dark; session={CANARY}",
        f"X-Gotify-Key: {CANARY}",
    ],
)
def test_a_secret_in_a_well_known_form_is_not_logged(text: str) -> None:
    assert CANARY not in redact(text)


def test_a_bare_telegram_token_and_a_web_token_are_not_logged() -> None:
    assert redact(f"Telegram says {TELEGRAM} is revoked") == "Telegram says … is revoked"
    token = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiIxMjM0NTY3ODkw.c2lnbmF0dXJl"
    assert redact(f"sent {token} to TMDB") == "sent … to TMDB"


@pytest.mark.parametrize(
    "text",
    [
        "read https://example.org/films/2026/dune?page=2#dates",
        "https://medium.example/@writer/a-film",
        "the key is under the mat; the secret of the film",
        "r12 moved from 2026-06-05 to 2026-06-19",
        "3 of 5 due, took 12.5 s",
        "file:///var/lib/releases/releases.db",
    ],
)
def test_what_is_no_secret_stays_readable(text: str) -> None:
    assert redact(text) == text


def test_a_registered_secret_is_hidden_in_plain_and_percent_encoded_text() -> None:
    register_secret("pa/ss wörd?")
    for form in ("pa/ss wörd?", "pa%2Fss%20w%C3%B6rd%3F", "pa%2Fss+w%C3%B6rd%3F"):
        assert redact(f"tried {form} twice") == "tried … twice"


def test_the_longer_of_two_registered_secrets_is_hidden_whole() -> None:
    register_secret("abcdefgh")
    register_secret("abcdefghijkl")
    assert redact("abcdefghijkl") == "…"


def test_a_scheme_alone_is_no_secret_and_does_not_break_the_masking_of_others() -> None:
    register_secret("json://")
    register_secret("mailto:")
    assert redact(f"json://name:{CANARY}@example.org/path") == "json://…@example.org/…"


def test_a_very_short_secret_does_not_blacken_every_line() -> None:
    register_secret("e")
    register_secret("")
    assert redact("the release") == "the release"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"tgram://{TELEGRAM}/12345", "tgram://…"),
        ("discord://417421/abcdef", "discord://…"),
        ("mailto://ana:secret@example.org", "mailto://…@example.org"),
        ("mailtos://ana:secret@example.org/?to=b@example.org", "mailtos://…@example.org/…"),
        ("mailto://ana:se/cret@example.org", "mailto://…"),
        ("json://example.org/hook/abc", "json://example.org/…"),
        ("json://ana:secret@example.org:8080/", "json://…@example.org:8080"),
        ("jsons://localhost", "jsons://localhost"),
        ("json://[::1]:8080/x", "json://[::1]:8080/…"),
        ("ntfy://my-topic", "ntfy://…"),
        ("ntfys://ntfy.example.org/my-topic", "ntfys://ntfy.example.org/…"),
        ("pover://user@tokentoken", "pover://…"),
        ("matrix://0123456789abcdef", "matrix://…"),
        ("https://discord.com/api/webhooks/1/abc", "https://discord.com/…"),
        ("  tgram://x  ", "tgram://…"),
        ("no url at all", "…"),
        ("", "…"),
    ],
)
def test_a_channel_url_shows_its_scheme_and_a_host_that_is_no_key(url: str, shown: str) -> None:
    assert mask_url(url) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ana:pw@db/releases", "postgresql://ana:…@db/releases"),
        ("postgresql://ana:p@ss/w:rd@db/releases", "postgresql://ana:…@db/releases"),
        ("postgresql+psycopg://ana@db/releases", "postgresql+psycopg://ana@db/releases"),
        (
            "postgresql:///releases?host=/run&password=pw",
            "postgresql:///releases?host=/run&password=…",
        ),
        ("sqlite:////home/ana/a:b@c.db", "sqlite:////home/ana/a:b@c.db"),
    ],
)
def test_a_database_url_hides_only_the_password(url: str, shown: str) -> None:
    assert mask_database(url) == shown


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", ["://a:", "token", "x-key-", "x-", "a@", "eyJ", "authorization", "http://a@", "a."]
)
def test_a_long_hostile_line_is_redacted_in_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert len(redact(text)) <= len(text) + 10
