"""Dutch."""

from releases.model.dates import DateWords
from releases.model.languages import Language, named
from releases.model.release import Kind

LANGUAGE = Language(
    code="nl",
    dates=DateWords(
        months=tuple(
            "januari februari maart april mei juni juli augustus september oktober november "
            "december".split()
        ),
        weekdays=tuple("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()),
        quarters=("eerste kwartaal", "tweede kwartaal", "derde kwartaal", "vierde kwartaal"),
        seasons={
            "spring": "voorjaar", "summer": "zomer", "autumn": "najaar", "winter": "winter",
        },
        day="{day} {month} {year}",
        with_weekday="{weekday} {date}",
        part="{part} {year}",
        none="geen datum",
    ),
    kinds={
        Kind.PREMIERE: "première",
        Kind.LIMITED: "in geselecteerde bioscopen",
        Kind.THEATRICAL: "in de bioscoop",
        Kind.DIGITAL: "via streaming of te huur",
        Kind.PHYSICAL: "op dvd of blu-ray",
        Kind.TV: "op televisie",
    },
    territories=named(
        """
AE Verenigde Arabische Emiraten
AR Argentinië
AT Oostenrijk
AU Australië
AW Aruba
BE België
BG Bulgarije
BR Brazilië
CA Canada
CH Zwitserland
CL Chili
CN China
CO Colombia
CW Curaçao
CZ Tsjechië
DE Duitsland
DK Denemarken
EE Estland
EG Egypte
ES Spanje
FI Finland
FR Frankrijk
GB Verenigd Koninkrijk
GR Griekenland
HK Hongkong
HR Kroatië
HU Hongarije
ID Indonesië
IE Ierland
IL Israël
IN India
IS IJsland
IT Italië
JP Japan
KR Zuid-Korea
LI Liechtenstein
LT Litouwen
LU Luxemburg
LV Letland
MX Mexico
MY Maleisië
NL Nederland
NO Noorwegen
NZ Nieuw-Zeeland
PE Peru
PH Filipijnen
PL Polen
PT Portugal
RO Roemenië
RS Servië
RU Rusland
SA Saoedi-Arabië
SE Zweden
SG Singapore
SI Slovenië
SK Slowakije
SR Suriname
TH Thailand
TR Turkije
TW Taiwan
UA Oekraïne
US Verenigde Staten
VN Vietnam
ZA Zuid-Afrika
XW wereldwijd
"""
    ),
    today="vandaag",
    tomorrow="morgen",
    in_days="over {days} dagen",
    yesterday="gisteren uitgekomen",
    days_ago="{days} dagen geleden uitgekomen",
    yesterday_premiere="gisteren",
    days_ago_premiere="{days} dagen geleden",
    head_yesterday="",
    head_days_ago="",
    head="{head}: {titles}",
    head_moved="Verplaatst naar {day}",
    head_date_set="Datum bekend, {day}",
    head_postponed="Uitgesteld",
    head_cancelled="Afgelast",
    head_revived="Gaat toch door, {day}",
    head_removed="Ingetrokken",
    head_conflict="Bronnen spreken elkaar tegen",
    head_trouble="Problemen met een kanaal",
    head_test="Test van het kanaal",
    head_today="Vandaag",
    head_week="Deze week",
    head_releases="{count} releases",
    head_messages="{count} berichten",
    and_one_more=" en nog 1",
    and_more=" en nog {count}",
    reminder="{film}: {when}, {where}{doubt}{late}",
    digest="{new}{yet}: {film}, {where}{doubt}",
    digest_no_day=", nog geen dag bekend",
    moved="{film}: verplaatst van {was} naar {new}{ahead}, {where}{doubt}",
    moved_from_unknown="een andere dag",
    date_set="{film}: datum bekend, {new}{ahead}, {where}{doubt}{before}",
    date_set_before=" (was: {was})",
    postponed="{film}: uitgesteld{until}, nog geen dag bekend{before}, {where}",
    postponed_to=" naar {new}",
    postponed_before=" (was: {was})",
    cancelled="{film}: afgelast, {where} (was: {was})",
    revived="{film}: gaat toch door, {new}{ahead}, {where}{doubt}",
    removed="{film}: ingetrokken, {was}, {where}, was per vergissing ingevoerd",
    conflict="{film}: bronnen spreken elkaar tegen, {where}; geldig blijft {new}{other}; "
    "er is niets verplaatst",
    conflict_other="; {who}: {was}",
    conflict_somebody="een andere bron",
    trouble="Het kanaal {channel} heeft problemen",
    test="Dit is een test. Wie dit kan lezen, krijgt hier herinneringen aan releases.",
    unconfirmed=" (dag niet bevestigd)",
    late=" (late herinnering)",
    stands_in=" (geen datum voor {missing}; in plaats daarvan {shown})",
    because="Reden: {reason}",
    reason_undone="ongedaan gemaakt",
    reason_kept="behouden",
    reason_settled="met de hand beslist",
    reason_as_source="volgens {source}",
    reason_no_more="{source} noemt geen datum meer",
    reason_called_off="volgens {source} is de film afgelast",
    source="Bron: {source}",
    quoted=": “{sentence}”",
    typed_by_you="zelf ingevoerd",
    typed_by="ingevoerd door {name}",
    footer="Door releases verstuurd aan {subscriber}.",
    test_title="Test van releases",
    test_text="Dit is een test van releases. {subscriber} is hier te bereiken.",
    calendar="Filmreleases",
    event_withdrawn="Vervallen: {name}",
    event_some_time="{name}, nog geen dag bekend: {when}",
    event_cancelled="Dit gaat niet meer door.",
    event_no_day="Er is geen dag meer.",
    event_only="Tot nu toe is alleen bekend: {when}.",
    event_unconfirmed="De dag is niet bevestigd.",
    event_stands_in="Geen datum voor {missing}; in plaats daarvan {shown}.",
    event_typed="met de hand ingevoerd",
    event_quoted="{source}: “{sentence}”",
    news="Filmreleases: nieuws",
    news_told_digest="Gemeld: een overzicht",
    news_told_other="Gemeld: {what}",
    news_told="Gemeld ({what}): {name}, {when}",
    news_reminded_today="Op de dag zelf herinnerd: {name}, {when}",
    news_reminded_before="De dag ervoor herinnerd: {name}, {when}",
    news_reminded_days="{days} dagen vooraf herinnerd: {name}, {when}",
    news_by="via {channels}",
    news_added="Toegevoegd, {new}: {name}",
    news_moved="Nu {new}, eerst {old}: {name}",
    news_called_off="afgelast",
    news_taken_back="ingetrokken",
    news_nothing="niets",
    whats={
        "moved": "verplaatst",
        "date-set": "datum bekend",
        "postponed": "uitgesteld",
        "cancelled": "afgelast",
        "revived": "gaat toch door",
        "removed": "ingetrokken",
        "conflict": "bronnen spreken elkaar tegen",
        "trouble": "problemen met een kanaal",
    },
)  # fmt: skip
