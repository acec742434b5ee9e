"""Italian."""

from releases.model.dates import DateWords
from releases.model.languages import Language, named
from releases.model.release import Kind

LANGUAGE = Language(
    code="it",
    dates=DateWords(
        months=tuple(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
            "dicembre".split()
        ),
        weekdays=tuple("lunedì martedì mercoledì giovedì venerdì sabato domenica".split()),
        quarters=(
            "primo trimestre", "secondo trimestre", "terzo trimestre", "quarto trimestre",
        ),
        seasons={
            "spring": "primavera", "summer": "estate", "autumn": "autunno", "winter": "inverno",
        },
        day="{day} {month} {year}",
        with_weekday="{weekday} {date}",
        part="{part} {year}",
        none="senza data",
        first="1º",
    ),
    kinds={
        Kind.PREMIERE: "anteprima",
        Kind.LIMITED: "in sale selezionate",
        Kind.THEATRICAL: "al cinema",
        Kind.DIGITAL: "in streaming o a noleggio",
        Kind.PHYSICAL: "in DVD o Blu-ray",
        Kind.TV: "in TV",
    },
    territories=named(
        """
AE Emirati Arabi Uniti
AR Argentina
AT Austria
AU Australia
BE Belgio
BG Bulgaria
BR Brasile
CA Canada
CH Svizzera
CL Cile
CN Cina
CO Colombia
CZ Cechia
DE Germania
DK Danimarca
EE Estonia
EG Egitto
ES Spagna
FI Finlandia
FR Francia
GB Regno Unito
GR Grecia
HK Hong Kong
HR Croazia
HU Ungheria
ID Indonesia
IE Irlanda
IL Israele
IN India
IS Islanda
IT Italia
JP Giappone
KR Corea del Sud
LI Liechtenstein
LT Lituania
LU Lussemburgo
LV Lettonia
MX Messico
MY Malaysia
NL Paesi Bassi
NO Norvegia
NZ Nuova Zelanda
PE Perù
PH Filippine
PL Polonia
PT Portogallo
RO Romania
RS Serbia
RU Russia
SA Arabia Saudita
SE Svezia
SG Singapore
SI Slovenia
SK Slovacchia
TH Thailandia
TR Turchia
TW Taiwan
UA Ucraina
US Stati Uniti
VN Vietnam
ZA Sudafrica
XW in tutto il mondo
"""
    ),
    today="oggi",
    tomorrow="domani",
    in_days="tra {days} giorni",
    yesterday="uscito ieri",
    days_ago="uscito {days} giorni fa",
    yesterday_premiere="ieri",
    days_ago_premiere="{days} giorni fa",
    head_yesterday="",
    head_days_ago="",
    head="{head}: {titles}",
    head_moved="Nuova data, {day}",
    head_date_set="Data fissata, {day}",
    head_postponed="Uscita rinviata",
    head_cancelled="Uscita annullata",
    head_revived="Di nuovo in programma, {day}",
    head_removed="Data ritirata",
    head_conflict="Le fonti non concordano",
    head_trouble="Problema con un canale",
    head_test="Prova del canale",
    head_today="Oggi",
    head_week="Questa settimana",
    head_releases="{count} uscite",
    head_messages="{count} messaggi",
    and_one_more=" e 1 altro",
    and_more=" e altri {count}",
    reminder="{film}: {when}, {where}{doubt}{late}",
    digest="{new}{yet}: {film}, {where}{doubt}",
    digest_no_day=", giorno non ancora noto",
    moved="{film}, nuova data: {new}{ahead}, {where}{doubt} (prima: {was})",
    moved_from_unknown="un altro giorno",
    date_set="{film}, data fissata: {new}{ahead}, {where}{doubt}{before}",
    date_set_before=" (prima: {was})",
    postponed="{film}, uscita rinviata{until}, giorno non ancora noto{before}, {where}",
    postponed_to=": {new}",
    postponed_before=" (prima: {was})",
    cancelled="{film}: uscita annullata, {where} (prima: {was})",
    revived="{film}, di nuovo in programma: {new}{ahead}, {where}{doubt}",
    removed="{film}, data ritirata: {was}, {where}, inserita per errore",
    conflict="{film}: le fonti non concordano, {where}; data in vigore: {new}{other}; "
    "non è stato cambiato nulla",
    conflict_other="; {who}: {was}",
    conflict_somebody="un’altra fonte",
    trouble="Il canale {channel} ha un problema",
    test="Questa è una prova. Se si può leggere, i promemoria delle uscite arriveranno qui.",
    unconfirmed=" (giorno non confermato)",
    late=" (promemoria in ritardo)",
    stands_in=" (nessuna data per {missing}; al suo posto {shown})",
    because="Motivo: {reason}",
    reason_undone="modifica annullata",
    reason_kept="data mantenuta",
    reason_settled="deciso a mano",
    reason_as_source="secondo {source}",
    reason_no_more="{source} non indica più una data",
    reason_called_off="secondo {source} il film è annullato",
    source="Fonte: {source}",
    quoted=": «{sentence}»",
    typed_by_you="data inserita da te",
    typed_by="data inserita da {name}",
    footer="Inviato da releases a {subscriber}.",
    test_title="Prova di releases",
    test_text="Questa è una prova di releases. {subscriber} riceve qui i suoi messaggi.",
    calendar="Uscite di film",
    event_withdrawn="Ritirato: {name}",
    event_some_time="{name}, giorno da definire: {when}",
    event_cancelled="Non è più in programma.",
    event_no_day="Non c’è più un giorno fissato.",
    event_only="Per ora si sa solo: {when}.",
    event_unconfirmed="Il giorno non è confermato.",
    event_stands_in="Nessuna data per {missing}; al suo posto {shown}.",
    event_typed="data inserita a mano",
    event_quoted="{source}: «{sentence}»",
    news="Uscite di film: novità",
    news_told_digest="Comunicato: un riepilogo",
    news_told_other="Comunicato: {what}",
    news_told="Comunicato ({what}): {name}, {when}",
    news_reminded_today="Ricordato il giorno stesso: {name}, {when}",
    news_reminded_before="Ricordato il giorno prima: {name}, {when}",
    news_reminded_days="Ricordato {days} giorni prima: {name}, {when}",
    news_by="tramite {channels}",
    news_added="Aggiunto, {new}: {name}",
    news_moved="Ora {new}, prima {old}: {name}",
    news_called_off="annullato",
    news_taken_back="ritirato",
    news_nothing="niente",
    whats={
        "moved": "nuova data",
        "date-set": "data fissata",
        "postponed": "uscita rinviata",
        "cancelled": "uscita annullata",
        "revived": "di nuovo in programma",
        "removed": "data ritirata",
        "conflict": "le fonti non concordano",
        "trouble": "problema con un canale",
    },
)  # fmt: skip
