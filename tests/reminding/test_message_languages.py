"""Whole messages in each language, as a person would write them. `TODAY` is 19 January 2024."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from releases.model.dates import TBA, ReleaseDate
from releases.model.languages import NAMES
from releases.model.release import Kind
from releases.reminding.messages import Line, Message, Origin, compose
from tests.reminding.scene import Scene

TODAY = date(2024, 1, 19)
STAMP = datetime(2024, 1, 12, 8, tzinfo=UTC)
DAY, BEFORE = ReleaseDate("2024-01-26"), ReleaseDate("2024-02-02")
OTHERS = [code for code in NAMES if code != "en"]


def line(what: str = "reminder", **given: object) -> Line:
    values: dict[str, object] = {
        "title": "Perfect Days", "year": 2023, "territory": "GB", "date": DAY, "uid": "r1@home",
    }  # fmt: skip
    return Line(what=what, **(values | given))  # type: ignore[arg-type]


def composed(code: str, *lines: Line) -> Message:
    return compose(
        lines, today=TODAY, subscriber="Ana", identity="d1", stamp=STAMP, code=code
    )  # fmt: skip


REMINDER = line(
    source=Origin("example.org", date(2024, 1, 1)), sentence="It opens.", reason="a poster"
)
REMINDERS = {
    "de": (
        "In 7 Tagen im Kino (GB): Perfect Days",
        "Perfect Days (2023): in 7 Tagen, Freitag, 26. Januar 2024, im Kino, Großbritannien (GB)",
        "Grund: a poster",
        "Quelle: example.org, 1. Januar 2024: „It opens.“",
    ),
    "fr": (
        "Dans 7 jours au cinéma (GB)\u00a0: Perfect Days",
        "Perfect Days (2023)\u00a0: dans 7 jours, vendredi 26 janvier 2024, au cinéma, "
        "Royaume-Uni (GB)",
        "Raison\u00a0: a poster",
        "Source\u00a0: example.org, 1er janvier 2024\u00a0: «\u00a0It opens.\u00a0»",
    ),
    "es": (
        "Dentro de 7 días en cines (GB): Perfect Days",
        "Perfect Days (2023): dentro de 7 días, viernes, 26 de enero de 2024, en cines, "
        "Reino Unido (GB)",
        "Motivo: a poster",
        "Fuente: example.org, 1 de enero de 2024: «It opens.»",
    ),
    "it": (
        "Tra 7 giorni al cinema (GB): Perfect Days",
        "Perfect Days (2023): tra 7 giorni, venerdì 26 gennaio 2024, al cinema, Regno Unito (GB)",
        "Motivo: a poster",
        "Fonte: example.org, 1º gennaio 2024: «It opens.»",
    ),
    "pt": (
        "Daqui a 7 dias nos cinemas (GB): Perfect Days",
        "Perfect Days (2023): daqui a 7 dias, sexta-feira, 26 de janeiro de 2024, nos cinemas, "
        "Reino Unido (GB)",
        "Motivo: a poster",
        "Fonte: example.org, 1 de janeiro de 2024: “It opens.”",
    ),
    "nl": (
        "Over 7 dagen in de bioscoop (GB): Perfect Days",
        "Perfect Days (2023): over 7 dagen, vrijdag 26 januari 2024, in de bioscoop, "
        "Verenigd Koninkrijk (GB)",
        "Reden: a poster",
        "Bron: example.org, 1 januari 2024: “It opens.”",
    ),
}


@pytest.mark.parametrize("code", OTHERS)
def test_a_reminder(code: str) -> None:
    message = composed(code, REMINDER)
    assert (message.title, *message.text.splitlines()) == REMINDERS[code]


LATE = {
    "de": ("Seit gestern im Kino (GB): Perfect Days",
           "Perfect Days (2023): seit gestern, Donnerstag, 18. Januar 2024, im Kino, "
           "Großbritannien (GB) (Erinnerung verspätet)"),
    "fr": ("Sorti hier au cinéma (GB)\u00a0: Perfect Days",
           "Perfect Days (2023)\u00a0: sorti hier, jeudi 18 janvier 2024, au cinéma, "
           "Royaume-Uni (GB) (rappel tardif)"),
    "es": ("Se estrenó ayer en cines (GB): Perfect Days",
           "Perfect Days (2023): se estrenó ayer, jueves, 18 de enero de 2024, en cines, "
           "Reino Unido (GB) (aviso tardío)"),
    "it": ("Uscito ieri al cinema (GB): Perfect Days",
           "Perfect Days (2023): uscito ieri, giovedì 18 gennaio 2024, al cinema, "
           "Regno Unito (GB) (promemoria in ritardo)"),
    "pt": ("Estreou ontem nos cinemas (GB): Perfect Days",
           "Perfect Days (2023): estreou ontem, quinta-feira, 18 de janeiro de 2024, nos cinemas, "
           "Reino Unido (GB) (aviso atrasado)"),
    "nl": ("Gisteren uitgekomen in de bioscoop (GB): Perfect Days",
           "Perfect Days (2023): gisteren uitgekomen, donderdag 18 januari 2024, in de bioscoop, "
           "Verenigd Koninkrijk (GB) (late herinnering)"),
}  # fmt: skip


@pytest.mark.parametrize("code", OTHERS)
def test_a_reminder_that_comes_a_day_late(code: str) -> None:
    message = composed(code, line(date=ReleaseDate("2024-01-18")))
    assert (message.title, message.text) == LATE[code]


PREMIERES = {
    "de": "Vor 2 Tagen, Premiere (FR): Perfect Days",
    "fr": "Il y a 2 jours, avant-première (FR)\u00a0: Perfect Days",
    "es": "Hace 2 días, preestreno (FR): Perfect Days",
    "it": "2 giorni fa, anteprima (FR): Perfect Days",
    "pt": "Há 2 dias, pré-estreia (FR): Perfect Days",
    "nl": "2 dagen geleden, première (FR): Perfect Days",
}


@pytest.mark.parametrize("code", OTHERS)
def test_a_premiere_is_over_once_it_was(code: str) -> None:
    day = ReleaseDate("2024-01-17")
    message = composed(code, line(date=day, territory="FR", kind=Kind.PREMIERE))
    assert message.title == PREMIERES[code]


NOTICES = {
    "de": [
        ("Verschoben, jetzt 26. Januar 2024 (GB): Perfect Days",
         "Perfect Days (2023): verschoben auf Freitag, 26. Januar 2024 (in 7 Tagen), im Kino, "
         "Großbritannien (GB) (bisher: Freitag, 2. Februar 2024)"),
        ("Termin steht fest, 26. Januar 2024 (GB): Perfect Days",
         "Perfect Days (2023): Termin steht fest, Freitag, 26. Januar 2024 (in 7 Tagen), im Kino, "
         "Großbritannien (GB) (bisher: Sommer 2024)"),
        ("Auf später verschoben (GB): Perfect Days",
         "Perfect Days (2023): verschoben auf Sommer 2024, noch kein Tag bekannt "
         "(bisher: Freitag, 26. Januar 2024), im Kino, Großbritannien (GB)"),
        ("Abgesagt (GB): Perfect Days",
         "Perfect Days (2023): abgesagt, im Kino, Großbritannien (GB) "
         "(bisher: Freitag, 26. Januar 2024)"),
        ("Quellen widersprechen sich (GB): Perfect Days",
         "Perfect Days (2023): Quellen widersprechen sich, im Kino, Großbritannien (GB); es gilt "
         "Freitag, 26. Januar 2024; tmdb: Freitag, 2. Februar 2024; verschoben wurde nichts"),
        ("Störung eines Kanals: phone", "Der Kanal phone ist gestört"),
    ],
    "fr": [
        ("Nouvelle date, 26 janvier 2024 (GB)\u00a0: Perfect Days",
         "Perfect Days (2023), nouvelle date\u00a0: vendredi 26 janvier 2024 (dans 7 jours), "
         "au cinéma, Royaume-Uni (GB) (avant\u00a0: vendredi 2 février 2024)"),
        ("Date fixée, 26 janvier 2024 (GB)\u00a0: Perfect Days",
         "Perfect Days (2023), date fixée\u00a0: vendredi 26 janvier 2024 (dans 7 jours), "
         "au cinéma, Royaume-Uni (GB) (avant\u00a0: été 2024)"),
        ("Sortie reportée (GB)\u00a0: Perfect Days",
         "Perfect Days (2023), sortie reportée\u00a0: été 2024, jour encore inconnu "
         "(avant\u00a0: vendredi 26 janvier 2024), au cinéma, Royaume-Uni (GB)"),
        ("Sortie annulée (GB)\u00a0: Perfect Days",
         "Perfect Days (2023)\u00a0: sortie annulée, au cinéma, Royaume-Uni (GB) "
         "(avant\u00a0: vendredi 26 janvier 2024)"),
        ("Sources contradictoires (GB)\u00a0: Perfect Days",
         "Perfect Days (2023)\u00a0: les sources se contredisent, au cinéma, Royaume-Uni (GB)"
         "\u00a0; date retenue\u00a0: vendredi 26 janvier 2024\u00a0; tmdb\u00a0: "
         "vendredi 2 février 2024\u00a0; rien n’a été changé"),
        ("Problème de canal\u00a0: phone", "Le canal phone a un problème"),
    ],
    "es": [
        ("Nueva fecha, 26 de enero de 2024 (GB): Perfect Days",
         "Perfect Days (2023), nueva fecha: viernes, 26 de enero de 2024 (dentro de 7 días), "
         "en cines, Reino Unido (GB) (antes: viernes, 2 de febrero de 2024)"),
        ("Ya hay fecha, 26 de enero de 2024 (GB): Perfect Days",
         "Perfect Days (2023), ya hay fecha: viernes, 26 de enero de 2024 (dentro de 7 días), "
         "en cines, Reino Unido (GB) (antes: verano de 2024)"),
        ("Estreno aplazado (GB): Perfect Days",
         "Perfect Days (2023), estreno aplazado: verano de 2024, aún sin día "
         "(antes: viernes, 26 de enero de 2024), en cines, Reino Unido (GB)"),
        ("Estreno cancelado (GB): Perfect Days",
         "Perfect Days (2023): estreno cancelado, en cines, Reino Unido (GB) "
         "(antes: viernes, 26 de enero de 2024)"),
        ("Las fuentes no coinciden (GB): Perfect Days",
         "Perfect Days (2023): las fuentes no coinciden, en cines, Reino Unido (GB); fecha "
         "vigente: viernes, 26 de enero de 2024; tmdb: viernes, 2 de febrero de 2024; "
         "no se ha cambiado nada"),
        ("Problemas con un canal: phone", "El canal phone tiene problemas"),
    ],
    "it": [
        ("Nuova data, 26 gennaio 2024 (GB): Perfect Days",
         "Perfect Days (2023), nuova data: venerdì 26 gennaio 2024 (tra 7 giorni), al cinema, "
         "Regno Unito (GB) (prima: venerdì 2 febbraio 2024)"),
        ("Data fissata, 26 gennaio 2024 (GB): Perfect Days",
         "Perfect Days (2023), data fissata: venerdì 26 gennaio 2024 (tra 7 giorni), al cinema, "
         "Regno Unito (GB) (prima: estate 2024)"),
        ("Uscita rinviata (GB): Perfect Days",
         "Perfect Days (2023), uscita rinviata: estate 2024, giorno non ancora noto "
         "(prima: venerdì 26 gennaio 2024), al cinema, Regno Unito (GB)"),
        ("Uscita annullata (GB): Perfect Days",
         "Perfect Days (2023): uscita annullata, al cinema, Regno Unito (GB) "
         "(prima: venerdì 26 gennaio 2024)"),
        ("Le fonti non concordano (GB): Perfect Days",
         "Perfect Days (2023): le fonti non concordano, al cinema, Regno Unito (GB); data in "
         "vigore: venerdì 26 gennaio 2024; tmdb: venerdì 2 febbraio 2024; "
         "non è stato cambiato nulla"),
        ("Problema con un canale: phone", "Il canale phone ha un problema"),
    ],
    "pt": [
        ("Nova data, 26 de janeiro de 2024 (GB): Perfect Days",
         "Perfect Days (2023), nova data: sexta-feira, 26 de janeiro de 2024 (daqui a 7 dias), "
         "nos cinemas, Reino Unido (GB) (antes: sexta-feira, 2 de fevereiro de 2024)"),
        ("Data marcada, 26 de janeiro de 2024 (GB): Perfect Days",
         "Perfect Days (2023), data marcada: sexta-feira, 26 de janeiro de 2024 "
         "(daqui a 7 dias), nos cinemas, Reino Unido (GB) (antes: verão de 2024)"),
        ("Estreia adiada (GB): Perfect Days",
         "Perfect Days (2023), estreia adiada: verão de 2024, ainda sem dia "
         "(antes: sexta-feira, 26 de janeiro de 2024), nos cinemas, Reino Unido (GB)"),
        ("Estreia cancelada (GB): Perfect Days",
         "Perfect Days (2023): estreia cancelada, nos cinemas, Reino Unido (GB) "
         "(antes: sexta-feira, 26 de janeiro de 2024)"),
        ("As fontes não coincidem (GB): Perfect Days",
         "Perfect Days (2023): as fontes não coincidem, nos cinemas, Reino Unido (GB); data em "
         "vigor: sexta-feira, 26 de janeiro de 2024; tmdb: sexta-feira, 2 de fevereiro de 2024; "
         "nada foi alterado"),
        ("Problemas com um canal: phone", "O canal phone tem problemas"),
    ],
    "nl": [
        ("Verplaatst naar 26 januari 2024 (GB): Perfect Days",
         "Perfect Days (2023): verplaatst van vrijdag 2 februari 2024 naar vrijdag 26 januari "
         "2024 (over 7 dagen), in de bioscoop, Verenigd Koninkrijk (GB)"),
        ("Datum bekend, 26 januari 2024 (GB): Perfect Days",
         "Perfect Days (2023): datum bekend, vrijdag 26 januari 2024 (over 7 dagen), "
         "in de bioscoop, Verenigd Koninkrijk (GB) (was: zomer 2024)"),
        ("Uitgesteld (GB): Perfect Days",
         "Perfect Days (2023): uitgesteld naar zomer 2024, nog geen dag bekend "
         "(was: vrijdag 26 januari 2024), in de bioscoop, Verenigd Koninkrijk (GB)"),
        ("Afgelast (GB): Perfect Days",
         "Perfect Days (2023): afgelast, in de bioscoop, Verenigd Koninkrijk (GB) "
         "(was: vrijdag 26 januari 2024)"),
        ("Bronnen spreken elkaar tegen (GB): Perfect Days",
         "Perfect Days (2023): bronnen spreken elkaar tegen, in de bioscoop, Verenigd Koninkrijk "
         "(GB); geldig blijft vrijdag 26 januari 2024; tmdb: vrijdag 2 februari 2024; "
         "er is niets verplaatst"),
        ("Problemen met een kanaal: phone", "Het kanaal phone heeft problemen"),
    ],
}  # fmt: skip
TOLD = [
    line("moved", old=BEFORE),
    line("date-set", old=ReleaseDate("2024-summer")),
    line("postponed", old=DAY, date=ReleaseDate("2024-summer")),
    line("cancelled", old=DAY),
    line("conflict", old=BEFORE, against=Origin("tmdb")),
    Line("trouble", "phone"),
]


@pytest.mark.parametrize("code", OTHERS)
def test_notices(code: str) -> None:
    messages = [composed(code, each) for each in TOLD]
    assert [(message.title, message.text) for message in messages] == NOTICES[code]


DIGESTS = {
    "de": ("Diese Woche: Dune, Perfect Days",
           "• Montag, 22. Januar 2024: Dune (2023), auf DVD oder Blu-ray, Irland (IE)",
           "• Sommer 2024, noch kein Tag bekannt: Perfect Days (2023), im Kino, weltweit"),
    "fr": ("Cette semaine\u00a0: Dune, Perfect Days",
           "• lundi 22 janvier 2024\u00a0: Dune (2023), en DVD ou Blu-ray, Irlande (IE)",
           "• été 2024, jour encore inconnu\u00a0: Perfect Days (2023), au cinéma, "
           "dans le monde entier"),
    "es": ("Esta semana: Dune, Perfect Days",
           "• lunes, 22 de enero de 2024: Dune (2023), en DVD o Blu-ray, Irlanda (IE)",
           "• verano de 2024, aún sin día: Perfect Days (2023), en cines, en todo el mundo"),
    "it": ("Questa settimana: Dune, Perfect Days",
           "• lunedì 22 gennaio 2024: Dune (2023), in DVD o Blu-ray, Irlanda (IE)",
           "• estate 2024, giorno non ancora noto: Perfect Days (2023), al cinema, "
           "in tutto il mondo"),
    "pt": ("Esta semana: Dune, Perfect Days",
           "• segunda-feira, 22 de janeiro de 2024: Dune (2023), em DVD ou Blu-ray, Irlanda (IE)",
           "• verão de 2024, ainda sem dia: Perfect Days (2023), nos cinemas, em todo o mundo"),
    "nl": ("Deze week: Dune, Perfect Days",
           "• maandag 22 januari 2024: Dune (2023), op dvd of blu-ray, Ierland (IE)",
           "• zomer 2024, nog geen dag bekend: Perfect Days (2023), in de bioscoop, wereldwijd"),
}  # fmt: skip


@pytest.mark.parametrize("code", OTHERS)
def test_a_weeks_digest(code: str) -> None:
    dune = line("digest", title="Dune", date=ReleaseDate("2024-01-22"), territory="IE",
                kind=Kind.PHYSICAL, uid="r2@home")  # fmt: skip
    later = line("digest", date=ReleaseDate("2024-summer"), territory="XW")
    message = composed(code, dune, later)
    heading, empty, *bullets = message.text.splitlines()
    assert (message.title, *bullets) == DIGESTS[code]
    assert (heading, empty) == (message.title, "")


@pytest.mark.parametrize(
    ("code", "one", "many"),
    [
        ("de", "2 Filmstarts: {} und 1 weiterer", "9 Filmstarts: {} und 8 weitere"),
        ("fr", "2 sorties\u00a0: {} et 1 autre", "9 sorties\u00a0: {} et 8 autres"),
        ("es", "2 estrenos: {} y 1 más", "9 estrenos: {} y 8 más"),
        ("it", "2 uscite: {} e 1 altro", "9 uscite: {} e altri 8"),
        ("pt", "2 estreias: {} e mais 1", "9 estreias: {} e mais 8"),
        ("nl", "2 releases: {} en nog 1", "9 releases: {} en nog 8"),
    ],
)
def test_titles_that_have_no_room_are_counted(code: str, one: str, many: str) -> None:
    lines = [line(title=f"{n} " + "long " * 12, uid=f"r{n}") for n in range(9)]
    title = "0 " + "long " * 11
    for form, count in ((one, 2), (many, 9)):
        head, tail = form.split("{}")
        told = composed(code, *lines[:count]).title
        assert told.startswith(head + title[:20])
        assert told.endswith(tail)


@pytest.mark.parametrize(
    ("code", "name", "summary", "withdrawn"),
    [
        ("de", "Filmstarts", "Perfect Days (2023) (im Kino, GB)", "Entfällt: "),
        ("fr", "Sorties de films", "Perfect Days (2023) (au cinéma, GB)", "Retiré\u00a0: "),
        ("es", "Estrenos de cine", "Perfect Days (2023) (en cines, GB)", "Retirado: "),
        ("it", "Uscite di film", "Perfect Days (2023) (al cinema, GB)", "Ritirato: "),
        ("pt", "Estreias de filmes", "Perfect Days (2023) (nos cinemas, GB)", "Retirado: "),
        ("nl", "Filmreleases", "Perfect Days (2023) (in de bioscoop, GB)", "Vervallen: "),
    ],
)
def test_a_mails_calendar_is_in_the_language(
    code: str, name: str, summary: str, withdrawn: str
) -> None:
    found = []
    for each in (line(), line("cancelled", old=DAY, date=TBA)):
        text = composed(code, each).ics
        assert text is not None
        calendar = icalendar.Calendar.from_ical(text)
        assert str(calendar["X-WR-CALNAME"]) == name
        found += [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert found == [summary, withdrawn + summary]


@pytest.mark.parametrize("code", OTHERS)
def test_the_html_names_its_language(code: str) -> None:
    assert composed(code, REMINDER).html.startswith(f'<html lang="{code}"><body>')


def test_a_territory_without_a_name_there_has_its_english_one() -> None:
    assert composed("de", line(territory="UM")).text.endswith(
        ", im Kino, United States Minor Outlying Islands (UM)"
    )


def test_a_stored_language_that_is_not_known_is_english() -> None:
    assert composed("tlh", REMINDER) == composed("en", REMINDER)
    assert composed("de-AT", REMINDER) == composed("de", REMINDER)


def test_everybody_is_told_in_their_own_language(scene: Scene) -> None:
    spoken = {"Ana": "de", "Ben": "pt-br", "Cleo": "tlh"}
    with scene.acts() as world:
        world.add(None, "2026-06-12")
        for name, code in spoken.items():
            world.person(name, "GB")
            world.set(name, language=code)
            world.channel(name.lower(), name)
            world.follow(name)
    told = {each.channel: each.message for each in scene.messages_until("2026-06-05T14:00")}
    assert {channel: message.title for channel, message in told.items()} == {
        "ana": "In 7 Tagen im Kino (GB): Sunlit",
        "ben": "Daqui a 7 dias nos cinemas (GB): Sunlit",
        "cleo": "In 7 days in cinemas (GB): Sunlit",
    }
    assert told["ana"].html.startswith('<html lang="de">')
