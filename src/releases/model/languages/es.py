"""Spanish."""

from releases.model.dates import DateWords
from releases.model.languages import Language, named
from releases.model.release import Kind

LANGUAGE = Language(
    code="es",
    dates=DateWords(
        months=tuple(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre".split()
        ),
        weekdays=tuple("lunes martes miércoles jueves viernes sábado domingo".split()),
        quarters=("primer trimestre", "segundo trimestre", "tercer trimestre", "cuarto trimestre"),
        seasons={
            "spring": "primavera", "summer": "verano", "autumn": "otoño", "winter": "invierno",
        },
        day="{day} de {month} de {year}",
        with_weekday="{weekday}, {date}",
        part="{part} de {year}",
        none="sin fecha",
    ),
    kinds={
        Kind.PREMIERE: "preestreno",
        Kind.LIMITED: "en cines seleccionados",
        Kind.THEATRICAL: "en cines",
        Kind.DIGITAL: "en streaming o en alquiler",
        Kind.PHYSICAL: "en DVD o Blu-ray",
        Kind.TV: "en televisión",
    },
    territories=named(
        """
AE Emiratos Árabes Unidos
AR Argentina
AT Austria
AU Australia
BE Bélgica
BG Bulgaria
BR Brasil
CA Canadá
CH Suiza
CL Chile
CN China
CO Colombia
CZ Chequia
DE Alemania
DK Dinamarca
EE Estonia
EG Egipto
ES España
FI Finlandia
FR Francia
GB Reino Unido
GR Grecia
HK Hong Kong
HR Croacia
HU Hungría
ID Indonesia
IE Irlanda
IL Israel
IN India
IS Islandia
IT Italia
JP Japón
KR Corea del Sur
LI Liechtenstein
LT Lituania
LU Luxemburgo
LV Letonia
MX México
MY Malasia
NL Países Bajos
NO Noruega
NZ Nueva Zelanda
PE Perú
PH Filipinas
PL Polonia
PT Portugal
RO Rumanía
RS Serbia
RU Rusia
SA Arabia Saudí
SE Suecia
SG Singapur
SI Eslovenia
SK Eslovaquia
TH Tailandia
TR Turquía
TW Taiwán
UA Ucrania
US Estados Unidos
VN Vietnam
ZA Sudáfrica
XW en todo el mundo
"""
    ),
    today="hoy",
    tomorrow="mañana",
    in_days="dentro de {days} días",
    yesterday="se estrenó ayer",
    days_ago="se estrenó hace {days} días",
    yesterday_premiere="ayer",
    days_ago_premiere="hace {days} días",
    head_yesterday="",
    head_days_ago="",
    head="{head}: {titles}",
    head_moved="Nueva fecha, {day}",
    head_date_set="Ya hay fecha, {day}",
    head_postponed="Estreno aplazado",
    head_cancelled="Estreno cancelado",
    head_revived="De nuevo previsto, {day}",
    head_removed="Fecha retirada",
    head_conflict="Las fuentes no coinciden",
    head_trouble="Problemas con un canal",
    head_test="Prueba del canal",
    head_today="Hoy",
    head_week="Esta semana",
    head_releases="{count} estrenos",
    head_messages="{count} mensajes",
    and_one_more=" y 1 más",
    and_more=" y {count} más",
    reminder="{film}: {when}, {where}{doubt}{late}",
    digest="{new}{yet}: {film}, {where}{doubt}",
    digest_no_day=", aún sin día",
    moved="{film}, nueva fecha: {new}{ahead}, {where}{doubt} (antes: {was})",
    moved_from_unknown="otro día",
    date_set="{film}, ya hay fecha: {new}{ahead}, {where}{doubt}{before}",
    date_set_before=" (antes: {was})",
    postponed="{film}, estreno aplazado{until}, aún sin día{before}, {where}",
    postponed_to=": {new}",
    postponed_before=" (antes: {was})",
    cancelled="{film}: estreno cancelado, {where} (antes: {was})",
    revived="{film}, de nuevo previsto: {new}{ahead}, {where}{doubt}",
    removed="{film}, fecha retirada: {was}, {where}, se introdujo por error",
    conflict="{film}: las fuentes no coinciden, {where}; fecha vigente: {new}{other}; "
    "no se ha cambiado nada",
    conflict_other="; {who}: {was}",
    conflict_somebody="otra fuente",
    trouble="El canal {channel} tiene problemas",
    test="Esto es una prueba. Si se puede leer, los avisos de estrenos llegarán aquí.",
    unconfirmed=" (día sin confirmar)",
    late=" (aviso tardío)",
    stands_in=" (sin fecha para {missing}; en su lugar, {shown})",
    because="Motivo: {reason}",
    reason_undone="cambio deshecho",
    reason_kept="fecha mantenida",
    reason_settled="decidido a mano",
    reason_as_source="según {source}",
    reason_no_more="{source} ya no da ninguna fecha",
    reason_called_off="según {source}, la película está cancelada",
    source="Fuente: {source}",
    quoted=": «{sentence}»",
    typed_by_you="fecha introducida por ti",
    typed_by="fecha introducida por {name}",
    footer="Enviado por releases a {subscriber}.",
    test_title="Prueba de releases",
    test_text="Esto es una prueba de releases. {subscriber} recibe aquí sus mensajes.",
    calendar="Estrenos de cine",
    event_withdrawn="Retirado: {name}",
    event_some_time="{name}, día por confirmar: {when}",
    event_cancelled="Esto ya no está previsto.",
    event_no_day="Ya no hay ningún día fijado.",
    event_only="Por ahora solo se sabe: {when}.",
    event_unconfirmed="El día no está confirmado.",
    event_stands_in="Sin fecha para {missing}; en su lugar, {shown}.",
    event_typed="fecha introducida a mano",
    event_quoted="{source}: «{sentence}»",
    news="Estrenos de cine: novedades",
    news_told_digest="Avisado: un resumen",
    news_told_other="Avisado: {what}",
    news_told="Avisado ({what}): {name}, {when}",
    news_reminded_today="Recordado el mismo día: {name}, {when}",
    news_reminded_before="Recordado el día antes: {name}, {when}",
    news_reminded_days="Recordado {days} días antes: {name}, {when}",
    news_by="por {channels}",
    news_added="Añadido, {new}: {name}",
    news_moved="Ahora {new}, antes {old}: {name}",
    news_called_off="cancelado",
    news_taken_back="retirado",
    news_nothing="nada",
    whats={
        "moved": "nueva fecha",
        "date-set": "ya hay fecha",
        "postponed": "estreno aplazado",
        "cancelled": "estreno cancelado",
        "revived": "de nuevo previsto",
        "removed": "fecha retirada",
        "conflict": "las fuentes no coinciden",
        "trouble": "problemas con un canal",
    },
)  # fmt: skip
