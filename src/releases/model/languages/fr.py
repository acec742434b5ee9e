"""French. A space that does not break stands before `:`, `;` and within quotation marks."""

from releases.model.dates import DateWords
from releases.model.languages import Language, named
from releases.model.release import Kind

LANGUAGE = Language(
    code="fr",
    dates=DateWords(
        months=tuple(
            "janvier février mars avril mai juin juillet août septembre octobre novembre "
            "décembre".split()
        ),
        weekdays=tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
        quarters=(
            "premier trimestre", "deuxième trimestre", "troisième trimestre",
            "quatrième trimestre",
        ),
        seasons={
            "spring": "printemps", "summer": "été", "autumn": "automne", "winter": "hiver",
        },
        day="{day} {month} {year}",
        with_weekday="{weekday} {date}",
        part="{part} {year}",
        none="sans date",
        first="1er",
    ),
    kinds={
        Kind.PREMIERE: "avant-première",
        Kind.LIMITED: "dans certaines salles",
        Kind.THEATRICAL: "au cinéma",
        Kind.DIGITAL: "en streaming ou en location",
        Kind.PHYSICAL: "en DVD ou Blu-ray",
        Kind.TV: "à la télévision",
    },
    territories=named(
        """
AE Émirats arabes unis
AR Argentine
AT Autriche
AU Australie
BE Belgique
BG Bulgarie
BR Brésil
CA Canada
CH Suisse
CL Chili
CN Chine
CO Colombie
CZ Tchéquie
DE Allemagne
DK Danemark
EE Estonie
EG Égypte
ES Espagne
FI Finlande
FR France
GB Royaume-Uni
GR Grèce
HK Hong Kong
HR Croatie
HU Hongrie
ID Indonésie
IE Irlande
IL Israël
IN Inde
IS Islande
IT Italie
JP Japon
KR Corée du Sud
LI Liechtenstein
LT Lituanie
LU Luxembourg
LV Lettonie
MX Mexique
MY Malaisie
NL Pays-Bas
NO Norvège
NZ Nouvelle-Zélande
PE Pérou
PH Philippines
PL Pologne
PT Portugal
RO Roumanie
RS Serbie
RU Russie
SA Arabie saoudite
SE Suède
SG Singapour
SI Slovénie
SK Slovaquie
TH Thaïlande
TR Turquie
TW Taïwan
UA Ukraine
US États-Unis
VN Viêt Nam
ZA Afrique du Sud
XW dans le monde entier
"""
    ),
    today="aujourd’hui",
    tomorrow="demain",
    in_days="dans {days} jours",
    yesterday="sorti hier",
    days_ago="sorti il y a {days} jours",
    yesterday_premiere="hier",
    days_ago_premiere="il y a {days} jours",
    head_yesterday="",
    head_days_ago="",
    head="{head}\u00a0: {titles}",
    head_moved="Nouvelle date, {day}",
    head_date_set="Date fixée, {day}",
    head_postponed="Sortie reportée",
    head_cancelled="Sortie annulée",
    head_revived="De nouveau au programme, {day}",
    head_removed="Date retirée",
    head_conflict="Sources contradictoires",
    head_trouble="Problème de canal",
    head_test="Test du canal",
    head_today="Aujourd’hui",
    head_week="Cette semaine",
    head_releases="{count} sorties",
    head_messages="{count} messages",
    and_one_more=" et 1 autre",
    and_more=" et {count} autres",
    reminder="{film}\u00a0: {when}, {where}{doubt}{late}",
    digest="{new}{yet}\u00a0: {film}, {where}{doubt}",
    digest_no_day=", jour encore inconnu",
    moved="{film}, nouvelle date\u00a0: {new}{ahead}, {where}{doubt} (avant\u00a0: {was})",
    moved_from_unknown="un autre jour",
    date_set="{film}, date fixée\u00a0: {new}{ahead}, {where}{doubt}{before}",
    date_set_before=" (avant\u00a0: {was})",
    postponed="{film}, sortie reportée{until}, jour encore inconnu{before}, {where}",
    postponed_to="\u00a0: {new}",
    postponed_before=" (avant\u00a0: {was})",
    cancelled="{film}\u00a0: sortie annulée, {where} (avant\u00a0: {was})",
    revived="{film}, de nouveau au programme\u00a0: {new}{ahead}, {where}{doubt}",
    removed="{film}, date retirée\u00a0: {was}, {where}, saisie par erreur",
    conflict="{film}\u00a0: les sources se contredisent, {where}\u00a0; date retenue\u00a0: "
    "{new}{other}\u00a0; rien n’a été changé",
    conflict_other="\u00a0; {who}\u00a0: {was}",
    conflict_somebody="une autre source",
    trouble="Le canal {channel} a un problème",
    test="Ceci est un test. S’il est lisible, les rappels de sorties arriveront ici.",
    unconfirmed=" (jour non confirmé)",
    late=" (rappel tardif)",
    stands_in=" (pas de date pour {missing}\u00a0; {shown} à la place)",
    because="Raison\u00a0: {reason}",
    reason_undone="modification annulée",
    reason_kept="date conservée",
    reason_settled="décidé à la main",
    reason_as_source="selon {source}",
    reason_no_more="{source} ne donne plus de date",
    reason_called_off="selon {source}, le film est annulé",
    source="Source\u00a0: {source}",
    quoted="\u00a0: «\u00a0{sentence}\u00a0»",
    typed_by_you="date saisie par vous",
    typed_by="date saisie par {name}",
    footer="Envoyé par releases à {subscriber}.",
    test_title="Test de releases",
    test_text="Ceci est un test de releases. {subscriber} reçoit ses messages ici.",
    calendar="Sorties de films",
    event_withdrawn="Retiré\u00a0: {name}",
    event_some_time="{name}, courant {when}",
    event_cancelled="Cette sortie n’est plus prévue.",
    event_no_day="Il n’y a plus de jour fixé.",
    event_only="Seule période connue à ce jour\u00a0: {when}.",
    event_unconfirmed="Le jour n’est pas confirmé.",
    event_stands_in="Pas de date pour {missing}\u00a0; {shown} à la place.",
    event_typed="date saisie à la main",
    event_quoted="{source}\u00a0: «\u00a0{sentence}\u00a0»",
    news="Sorties de films\u00a0: nouvelles",
    news_told_digest="Annoncé\u00a0: un récapitulatif",
    news_told_other="Annoncé\u00a0: {what}",
    news_told="Annoncé ({what})\u00a0: {name}, {when}",
    news_reminded_today="Rappelé le jour même\u00a0: {name}, {when}",
    news_reminded_before="Rappelé la veille\u00a0: {name}, {when}",
    news_reminded_days="Rappelé {days} jours avant\u00a0: {name}, {when}",
    news_by="par {channels}",
    news_added="Ajouté, {new}\u00a0: {name}",
    news_moved="Maintenant {new}, avant {old}\u00a0: {name}",
    news_called_off="annulé",
    news_taken_back="retiré",
    news_nothing="rien",
    whats={
        "moved": "nouvelle date",
        "date-set": "date fixée",
        "postponed": "sortie reportée",
        "cancelled": "sortie annulée",
        "revived": "de nouveau au programme",
        "removed": "date retirée",
        "conflict": "sources contradictoires",
        "trouble": "problème de canal",
    },
)  # fmt: skip
