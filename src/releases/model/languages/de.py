"""German. Nobody is addressed, so that it is neither familiar nor formal."""

from releases.model.dates import DateWords
from releases.model.languages import Language, named
from releases.model.release import Kind

LANGUAGE = Language(
    code="de",
    dates=DateWords(
        months=tuple(
            "Januar Februar März April Mai Juni Juli August September Oktober November "
            "Dezember".split()
        ),
        weekdays=tuple("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()),
        quarters=("1. Quartal", "2. Quartal", "3. Quartal", "4. Quartal"),
        seasons={
            "spring": "Frühjahr", "summer": "Sommer", "autumn": "Herbst", "winter": "Winter",
        },
        day="{day}. {month} {year}",
        with_weekday="{weekday}, {date}",
        part="{part} {year}",
        none="kein Termin",
    ),
    kinds={
        Kind.PREMIERE: "Premiere",
        Kind.LIMITED: "in ausgewählten Kinos",
        Kind.THEATRICAL: "im Kino",
        Kind.DIGITAL: "als Stream oder zum Leihen",
        Kind.PHYSICAL: "auf DVD oder Blu-ray",
        Kind.TV: "im Fernsehen",
    },
    territories=named(
        """
AE Vereinigte Arabische Emirate
AR Argentinien
AT Österreich
AU Australien
BE Belgien
BG Bulgarien
BR Brasilien
CA Kanada
CH Schweiz
CL Chile
CN China
CO Kolumbien
CZ Tschechien
DE Deutschland
DK Dänemark
EE Estland
EG Ägypten
ES Spanien
FI Finnland
FR Frankreich
GB Großbritannien
GR Griechenland
HK Hongkong
HR Kroatien
HU Ungarn
ID Indonesien
IE Irland
IL Israel
IN Indien
IS Island
IT Italien
JP Japan
KR Südkorea
LI Liechtenstein
LT Litauen
LU Luxemburg
LV Lettland
MX Mexiko
MY Malaysia
NL Niederlande
NO Norwegen
NZ Neuseeland
PE Peru
PH Philippinen
PL Polen
PT Portugal
RO Rumänien
RS Serbien
RU Russland
SA Saudi-Arabien
SE Schweden
SG Singapur
SI Slowenien
SK Slowakei
TH Thailand
TR Türkei
TW Taiwan
UA Ukraine
US USA
VN Vietnam
ZA Südafrika
XW weltweit
"""
    ),
    today="heute",
    tomorrow="morgen",
    in_days="in {days} Tagen",
    yesterday="seit gestern",
    days_ago="seit {days} Tagen",
    yesterday_premiere="gestern",
    days_ago_premiere="vor {days} Tagen",
    head_yesterday="",
    head_days_ago="",
    head="{head}: {titles}",
    head_moved="Verschoben, jetzt {day}",
    head_date_set="Termin steht fest, {day}",
    head_postponed="Auf später verschoben",
    head_cancelled="Abgesagt",
    head_revived="Doch wieder geplant, {day}",
    head_removed="Zurückgenommen",
    head_conflict="Quellen widersprechen sich",
    head_trouble="Störung eines Kanals",
    head_test="Test des Kanals",
    head_today="Heute",
    head_week="Diese Woche",
    head_releases="{count} Filmstarts",
    head_messages="{count} Meldungen",
    and_one_more=" und 1 weiterer",
    and_more=" und {count} weitere",
    reminder="{film}: {when}, {where}{doubt}{late}",
    digest="{new}{yet}: {film}, {where}{doubt}",
    digest_no_day=", noch kein Tag bekannt",
    moved="{film}: verschoben auf {new}{ahead}, {where}{doubt} (bisher: {was})",
    moved_from_unknown="ein anderer Tag",
    date_set="{film}: Termin steht fest, {new}{ahead}, {where}{doubt}{before}",
    date_set_before=" (bisher: {was})",
    postponed="{film}: verschoben{until}, noch kein Tag bekannt{before}, {where}",
    postponed_to=" auf {new}",
    postponed_before=" (bisher: {was})",
    cancelled="{film}: abgesagt, {where} (bisher: {was})",
    revived="{film}: doch wieder geplant, {new}{ahead}, {where}{doubt}",
    removed="{film}: zurückgenommen, {was}, {where}, war versehentlich eingetragen",
    conflict="{film}: Quellen widersprechen sich, {where}; es gilt {new}{other}; "
    "verschoben wurde nichts",
    conflict_other="; {who}: {was}",
    conflict_somebody="eine andere Quelle",
    trouble="Der Kanal {channel} ist gestört",
    test="Dies ist ein Test. Wer ihn lesen kann, wird hier an Filmstarts erinnert.",
    unconfirmed=" (Tag nicht bestätigt)",
    late=" (Erinnerung verspätet)",
    stands_in=" (kein Termin für {missing}; stattdessen {shown})",
    because="Grund: {reason}",
    reason_undone="rückgängig gemacht",
    reason_kept="beibehalten",
    reason_settled="von Hand entschieden",
    reason_as_source="laut {source}",
    reason_no_more="{source} nennt keinen Termin mehr",
    reason_called_off="{source} führt den Film als abgesagt",
    source="Quelle: {source}",
    quoted=": „{sentence}“",
    typed_by_you="selbst eingetragen",
    typed_by="eingetragen von {name}",
    footer="Von releases an {subscriber} gesendet.",
    test_title="Test von releases",
    test_text="Dies ist ein Test von releases. {subscriber} ist hier zu erreichen.",
    calendar="Filmstarts",
    event_withdrawn="Entfällt: {name}",
    event_some_time="{name}, noch kein Tag bekannt: {when}",
    event_cancelled="Das ist nicht mehr geplant.",
    event_no_day="Es gibt keinen Tag mehr.",
    event_only="Bekannt ist bisher nur: {when}.",
    event_unconfirmed="Der Tag ist nicht bestätigt.",
    event_stands_in="Kein Termin für {missing}; stattdessen {shown}.",
    event_typed="von Hand eingetragen",
    event_quoted="{source}: „{sentence}“",
    news="Filmstarts: Neues",
    news_told_digest="Mitgeteilt: eine Übersicht",
    news_told_other="Mitgeteilt: {what}",
    news_told="Mitgeteilt ({what}): {name}, {when}",
    news_reminded_today="Am Tag selbst erinnert: {name}, {when}",
    news_reminded_before="Am Tag davor erinnert: {name}, {when}",
    news_reminded_days="{days} Tage vorher erinnert: {name}, {when}",
    news_by="über {channels}",
    news_added="Hinzugefügt, {new}: {name}",
    news_moved="Jetzt {new}, bisher {old}: {name}",
    news_called_off="abgesagt",
    news_taken_back="zurückgenommen",
    news_nothing="nichts",
    whats={
        "moved": "verschoben",
        "date-set": "Termin steht fest",
        "postponed": "auf später verschoben",
        "cancelled": "abgesagt",
        "revived": "doch wieder geplant",
        "removed": "zurückgenommen",
        "conflict": "Quellen widersprechen sich",
        "trouble": "Störung eines Kanals",
    },
)  # fmt: skip
