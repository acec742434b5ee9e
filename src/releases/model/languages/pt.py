"""Portuguese, in words that both Brazil and Portugal use; names are spelt as in Brazil."""

from releases.model.dates import DateWords
from releases.model.languages import Language, named
from releases.model.release import Kind

LANGUAGE = Language(
    code="pt",
    dates=DateWords(
        months=tuple(
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
            "dezembro".split()
        ),
        weekdays=tuple(
            "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado "
            "domingo".split()
        ),
        quarters=(
            "primeiro trimestre", "segundo trimestre", "terceiro trimestre", "quarto trimestre",
        ),
        seasons={
            "spring": "primavera", "summer": "verão", "autumn": "outono", "winter": "inverno",
        },
        day="{day} de {month} de {year}",
        with_weekday="{weekday}, {date}",
        part="{part} de {year}",
        none="sem data",
    ),
    kinds={
        Kind.PREMIERE: "pré-estreia",
        Kind.LIMITED: "em cinemas selecionados",
        Kind.THEATRICAL: "nos cinemas",
        Kind.DIGITAL: "em streaming ou para alugar",
        Kind.PHYSICAL: "em DVD ou Blu-ray",
        Kind.TV: "na televisão",
    },
    territories=named(
        """
AE Emirados Árabes Unidos
AO Angola
AR Argentina
AT Áustria
AU Austrália
BE Bélgica
BG Bulgária
BR Brasil
CA Canadá
CH Suíça
CL Chile
CN China
CO Colômbia
CV Cabo Verde
CZ Tchéquia
DE Alemanha
DK Dinamarca
EE Estônia
EG Egito
ES Espanha
FI Finlândia
FR França
GB Reino Unido
GR Grécia
HK Hong Kong
HR Croácia
HU Hungria
ID Indonésia
IE Irlanda
IL Israel
IN Índia
IS Islândia
IT Itália
JP Japão
KR Coreia do Sul
LI Liechtenstein
LT Lituânia
LU Luxemburgo
LV Letônia
MX México
MY Malásia
MZ Moçambique
NL Países Baixos
NO Noruega
NZ Nova Zelândia
PE Peru
PH Filipinas
PL Polônia
PT Portugal
RO Romênia
RS Sérvia
RU Rússia
SA Arábia Saudita
SE Suécia
SG Singapura
SI Eslovênia
SK Eslováquia
TH Tailândia
TR Turquia
TW Taiwan
UA Ucrânia
US Estados Unidos
VN Vietnã
ZA África do Sul
XW em todo o mundo
"""
    ),
    today="hoje",
    tomorrow="amanhã",
    in_days="daqui a {days} dias",
    yesterday="estreou ontem",
    days_ago="estreou há {days} dias",
    yesterday_premiere="ontem",
    days_ago_premiere="há {days} dias",
    head_yesterday="",
    head_days_ago="",
    head="{head}: {titles}",
    head_moved="Nova data, {day}",
    head_date_set="Data marcada, {day}",
    head_postponed="Estreia adiada",
    head_cancelled="Estreia cancelada",
    head_revived="De novo previsto, {day}",
    head_removed="Data retirada",
    head_conflict="As fontes não coincidem",
    head_trouble="Problemas com um canal",
    head_test="Teste do canal",
    head_today="Hoje",
    head_week="Esta semana",
    head_releases="{count} estreias",
    head_messages="{count} mensagens",
    and_one_more=" e mais 1",
    and_more=" e mais {count}",
    reminder="{film}: {when}, {where}{doubt}{late}",
    digest="{new}{yet}: {film}, {where}{doubt}",
    digest_no_day=", ainda sem dia",
    moved="{film}, nova data: {new}{ahead}, {where}{doubt} (antes: {was})",
    moved_from_unknown="outro dia",
    date_set="{film}, data marcada: {new}{ahead}, {where}{doubt}{before}",
    date_set_before=" (antes: {was})",
    postponed="{film}, estreia adiada{until}, ainda sem dia{before}, {where}",
    postponed_to=": {new}",
    postponed_before=" (antes: {was})",
    cancelled="{film}: estreia cancelada, {where} (antes: {was})",
    revived="{film}, de novo previsto: {new}{ahead}, {where}{doubt}",
    removed="{film}, data retirada: {was}, {where}, inserida por engano",
    conflict="{film}: as fontes não coincidem, {where}; data em vigor: {new}{other}; "
    "nada foi alterado",
    conflict_other="; {who}: {was}",
    conflict_somebody="outra fonte",
    trouble="O canal {channel} tem problemas",
    test="Isto é um teste. Se puder ser lido, os lembretes de estreias chegarão aqui.",
    unconfirmed=" (dia não confirmado)",
    late=" (aviso atrasado)",
    stands_in=" (sem data para {missing}; em seu lugar, {shown})",
    because="Motivo: {reason}",
    reason_undone="alteração desfeita",
    reason_kept="data mantida",
    reason_settled="decidido à mão",
    reason_as_source="segundo {source}",
    reason_no_more="{source} já não indica data",
    reason_called_off="segundo {source}, o filme foi cancelado",
    source="Fonte: {source}",
    quoted=": “{sentence}”",
    typed_by_you="data inserida pessoalmente",
    typed_by="data inserida por {name}",
    footer="Enviado por releases a {subscriber}.",
    test_title="Teste de releases",
    test_text="Isto é um teste de releases. {subscriber} recebe aqui as suas mensagens.",
    calendar="Estreias de filmes",
    event_withdrawn="Retirado: {name}",
    event_some_time="{name}, dia por definir: {when}",
    event_cancelled="Isto já não está previsto.",
    event_no_day="Já não há dia marcado.",
    event_only="Por enquanto só se sabe: {when}.",
    event_unconfirmed="O dia não está confirmado.",
    event_stands_in="Sem data para {missing}; em seu lugar, {shown}.",
    event_typed="data inserida à mão",
    event_quoted="{source}: “{sentence}”",
    news="Estreias de filmes: novidades",
    news_told_digest="Avisado: um resumo",
    news_told_other="Avisado: {what}",
    news_told="Avisado ({what}): {name}, {when}",
    news_reminded_today="Lembrado no próprio dia: {name}, {when}",
    news_reminded_before="Lembrado na véspera: {name}, {when}",
    news_reminded_days="Lembrado {days} dias antes: {name}, {when}",
    news_by="por {channels}",
    news_added="Adicionado, {new}: {name}",
    news_moved="Agora {new}, antes {old}: {name}",
    news_called_off="cancelado",
    news_taken_back="retirado",
    news_nothing="nada",
    whats={
        "moved": "nova data",
        "date-set": "data marcada",
        "postponed": "estreia adiada",
        "cancelled": "estreia cancelada",
        "revived": "de novo previsto",
        "removed": "data retirada",
        "conflict": "as fontes não coincidem",
        "trouble": "problemas com um canal",
    },
)  # fmt: skip
