"""Territories: ISO 3166-1 alpha-2 codes, `XW` for worldwide, and the names people use for them."""

import unicodedata
from functools import cache

from releases.errors import BadTerritory

WORLDWIDE = "XW"

# ISO 3166-1 alpha-2 code and the short English name, one a line.
_NAMES = """
AD Andorra
AE United Arab Emirates
AF Afghanistan
AG Antigua and Barbuda
AI Anguilla
AL Albania
AM Armenia
AO Angola
AQ Antarctica
AR Argentina
AS American Samoa
AT Austria
AU Australia
AW Aruba
AX Åland Islands
AZ Azerbaijan
BA Bosnia and Herzegovina
BB Barbados
BD Bangladesh
BE Belgium
BF Burkina Faso
BG Bulgaria
BH Bahrain
BI Burundi
BJ Benin
BL Saint Barthélemy
BM Bermuda
BN Brunei
BO Bolivia
BQ Caribbean Netherlands
BR Brazil
BS Bahamas
BT Bhutan
BV Bouvet Island
BW Botswana
BY Belarus
BZ Belize
CA Canada
CC Cocos (Keeling) Islands
CD DR Congo
CF Central African Republic
CG Congo
CH Switzerland
CI Ivory Coast
CK Cook Islands
CL Chile
CM Cameroon
CN China
CO Colombia
CR Costa Rica
CU Cuba
CV Cape Verde
CW Curaçao
CX Christmas Island
CY Cyprus
CZ Czechia
DE Germany
DJ Djibouti
DK Denmark
DM Dominica
DO Dominican Republic
DZ Algeria
EC Ecuador
EE Estonia
EG Egypt
EH Western Sahara
ER Eritrea
ES Spain
ET Ethiopia
FI Finland
FJ Fiji
FK Falkland Islands
FM Micronesia
FO Faroe Islands
FR France
GA Gabon
GB United Kingdom
GD Grenada
GE Georgia
GF French Guiana
GG Guernsey
GH Ghana
GI Gibraltar
GL Greenland
GM Gambia
GN Guinea
GP Guadeloupe
GQ Equatorial Guinea
GR Greece
GS South Georgia
GT Guatemala
GU Guam
GW Guinea-Bissau
GY Guyana
HK Hong Kong
HM Heard Island and McDonald Islands
HN Honduras
HR Croatia
HT Haiti
HU Hungary
ID Indonesia
IE Ireland
IL Israel
IM Isle of Man
IN India
IO British Indian Ocean Territory
IQ Iraq
IR Iran
IS Iceland
IT Italy
JE Jersey
JM Jamaica
JO Jordan
JP Japan
KE Kenya
KG Kyrgyzstan
KH Cambodia
KI Kiribati
KM Comoros
KN Saint Kitts and Nevis
KP North Korea
KR South Korea
KW Kuwait
KY Cayman Islands
KZ Kazakhstan
LA Laos
LB Lebanon
LC Saint Lucia
LI Liechtenstein
LK Sri Lanka
LR Liberia
LS Lesotho
LT Lithuania
LU Luxembourg
LV Latvia
LY Libya
MA Morocco
MC Monaco
MD Moldova
ME Montenegro
MF Saint Martin
MG Madagascar
MH Marshall Islands
MK North Macedonia
ML Mali
MM Myanmar
MN Mongolia
MO Macao
MP Northern Mariana Islands
MQ Martinique
MR Mauritania
MS Montserrat
MT Malta
MU Mauritius
MV Maldives
MW Malawi
MX Mexico
MY Malaysia
MZ Mozambique
NA Namibia
NC New Caledonia
NE Niger
NF Norfolk Island
NG Nigeria
NI Nicaragua
NL Netherlands
NO Norway
NP Nepal
NR Nauru
NU Niue
NZ New Zealand
OM Oman
PA Panama
PE Peru
PF French Polynesia
PG Papua New Guinea
PH Philippines
PK Pakistan
PL Poland
PM Saint Pierre and Miquelon
PN Pitcairn
PR Puerto Rico
PS Palestine
PT Portugal
PW Palau
PY Paraguay
QA Qatar
RE Réunion
RO Romania
RS Serbia
RU Russia
RW Rwanda
SA Saudi Arabia
SB Solomon Islands
SC Seychelles
SD Sudan
SE Sweden
SG Singapore
SH Saint Helena
SI Slovenia
SJ Svalbard and Jan Mayen
SK Slovakia
SL Sierra Leone
SM San Marino
SN Senegal
SO Somalia
SR Suriname
SS South Sudan
ST Sao Tome and Principe
SV El Salvador
SX Sint Maarten
SY Syria
SZ Eswatini
TC Turks and Caicos Islands
TD Chad
TF French Southern Territories
TG Togo
TH Thailand
TJ Tajikistan
TK Tokelau
TL Timor-Leste
TM Turkmenistan
TN Tunisia
TO Tonga
TR Turkey
TT Trinidad and Tobago
TV Tuvalu
TW Taiwan
TZ Tanzania
UA Ukraine
UG Uganda
UM United States Minor Outlying Islands
US United States
UY Uruguay
UZ Uzbekistan
VA Vatican City
VC Saint Vincent and the Grenadines
VE Venezuela
VG British Virgin Islands
VI US Virgin Islands
VN Vietnam
VU Vanuatu
WF Wallis and Futuna
WS Samoa
YE Yemen
YT Mayotte
ZA South Africa
ZM Zambia
ZW Zimbabwe
XW worldwide
"""

# What people type beside the names: short forms, parts, and adjectives, in folded form.
_ALSO = """
GB uk|u.k.|britain|great britain|england|scotland|wales|northern ireland|british
US usa|u.s.|u.s.a.|america|united states of america|american|the states|north america|domestic
XW world|global|globally|everywhere|international
IE eire|republic of ireland|irish
AE emirates|uae
AR argentinian|argentine
AT austrian
AU australian
BA bosnia
BE belgian
BR brazilian
CA canadian
CD democratic republic of the congo
CH swiss
CI cote d'ivoire
CL chilean
CN chinese
CO colombian
CZ czech|czech republic
DE german
DK danish
EG egyptian
ES spanish
FI finnish
FR french
GR greek
HU hungarian
ID indonesian
IL israeli
IN indian
IS icelandic
IT italian
JP japanese
KR korea|south korean|korean
MK macedonia
MX mexican
MY malaysian
NL holland|dutch|the netherlands
NO norwegian
NZ aotearoa
PH filipino
PL polish
PT portuguese
RO romanian
RU russian|russian federation
SA saudi
SE swedish
SG singaporean
TH thai
TR turkish|turkiye
TW taiwanese
UA ukrainian
VN vietnamese|viet nam
ZA south african
"""


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: how names are compared."""
    bare = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


@cache
def names() -> dict[str, str]:
    """Code to short English name, `XW` included."""
    return dict(line.split(" ", 1) for line in _NAMES.strip().splitlines())


@cache
def _spoken() -> dict[str, str]:
    table = {fold(name): code for code, name in names().items()}
    for line in _ALSO.strip().splitlines():
        code, words = line.split(" ", 1)
        table |= dict.fromkeys(words.split("|"), code)
    return table


def territory(text: str) -> str:
    """The code of a territory given as code, name or adjective; raise `BadTerritory` otherwise."""
    wanted = text.strip()
    code = wanted.upper()
    if code in names():
        return code
    folded = fold(wanted)
    for form in (folded, folded.removeprefix("the "), folded.replace(".", "")):
        if form in _spoken():
            return _spoken()[form]
    near = _near(folded)
    raise BadTerritory(
        f"{wanted!r} is not a territory that is known",
        f"did you mean {near}?" if near else "give an ISO 3166-1 code such as GB, or a name",
    )


def _near(folded: str) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(folded, list(_spoken()), n=1, cutoff=0.75)
    return f"{_spoken()[close[0]]} ({close[0]})" if close else None


def name(code: str | None) -> str:
    """The short English name of a code, for a person; `` for None."""
    return names().get(code, code) if code else ""
