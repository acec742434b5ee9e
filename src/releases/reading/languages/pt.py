"""Portuguese."""

from releases.reading.languages import Data

DATA = Data(
    code="pt",
    stop_words="""
        o a os as de do da dos das e em um uma que é com por para no na nos nas se não mais foi
        seu sua ao à pelo pela como são também ele ela ou já até quando filme cinemas estreia
        lançado estreou ano dirigido sobre entre você além também finalmente depois antes
        originalmente inicialmente agora atualmente assim porém quando enquanto segundo desde
        logo ontem hoje posteriormente mundialmente embora após apesar porque durante se""",
    months="""
        janeiro/jan,fevereiro/fev,março/mar,abril/abr,maio/mai,junho/jun,julho/jul,agosto/ago,setembro/set,outubro/out,novembro/nov,dezembro/dez""",
    weekdays="""
        segunda - feira,terça - feira/terça,quarta - feira/quarta,quinta - feira/quinta,sexta -
        feira/sexta,sábado,domingo""",
    seasons={
        "spring": "primavera",
        "summer": "verão",
        "autumn": "outono",
        "winter": "inverno",
    },
    release="""
        estreia|estreiam|estreou|estrearam|estreará|estrearão|estreias|estreando|estrear|estreava|estréia|estreado,
        lançado|lançada|lançados|lançará|lançou|lançamento|lançar, data de estreia|lançamento,
        chega|chegam|chegou|chegará|chegarão|chegaram|chegar aos|nos?, nos cinemas, aos
        cinemas, em cartaz, nas salas, nas telas, às telas, às telonas, nas telonas, nos
        cinemas brasileiros, entra|entrou|entrará em cartaz, sai|saiu|sairá|saem,
        desembarca|desembarcou, reestreia|relançado|relançamento, distribuído|distribuída,
        exibido|exibida nos, vai aos cinemas, ganha as telas, no cinema""",
    loose="""
        disponível|disponíveis, exibido|exibida|exibição, transmitido|transmitida,
        entra|entrou, vem|virá, previsto|prevista, liberado|liberada, programado|programada,
        adicionado""",
    premiere="""
        première|premiere, pré - estreia|pré - estreias, estreia mundial,
        apresentado|apresentada, exibido|exibida no|em, avant - première, antestreia|ante -
        estreia, teve sua estreia, sessão especial, pré - estreou""",
    media={
        "theatrical": """
            cinema|cinemas, salas, sala, telonas, telona, telas, grande ecrã, circuito, salas
            de cinema, cartaz, teatros""",
        "limited": """
            salas selecionadas, cinemas selecionados, lançamento limitado, circuito limitado,
            sessão única, salas limitadas, forma limitada""",
        "premiere": "estreia mundial, tapete vermelho, pré - estreia, em competição, antestreia",
        "digital": """
            streaming, plataforma|plataformas, sob demanda, digital, aluguel, online, catálogo,
            serviço de streaming, plataforma de streaming, on demand, em formato digital,
            digitalmente""",
        "physical": "home video, vídeo, em vídeo, mídia física, home vídeo",
        "tv": "televisão, tv, canal, tv aberta, emissora",
    },
    other="""
        filmagens, filmado|filmada, rodou|rodado|rodada, gravações|gravado|gravada,
        produção|produzido, nasceu|nascido, morreu|faleceu|morte,
        anunciado|anunciou|anunciada|anúncio, ganhou|venceu|vencedor, prêmio|prêmios, oscar,
        indicado|indicações, escrito|escrita|escreveu, publicado|publicou, baseado|baseada,
        começou|começaram|iniciou, acontece|acontecerá|aconteceu, realizado|realizada,
        ambientado|ambientada, fundada|fundado, arrecadou|arrecadando, bilheteria, casou,
        compôs, confirmou, guerra, assassinato, recomendou, rendeu, ingressos, pré - venda,
        trabalho, papel""",
    moved="""
        mudando de, passando de, alterando de,
        adiado|adiada|adia|adiou|adiamento, remarcado|remarcada,
        antecipado|antecipada|antecipou, mudou|mudada, nova data, passou para|do, empurrado,
        adiado|adiada de, passa de|do|para, muda, mudou de|para, mudança,
        antecipada|antecipado, antecipa, troca, remarca|remarcou|remarcado, nova data de
        estreia, empurra|empurrou|empurrada""",
    former="""
        originalmente, inicialmente, em vez de, ao invés de, anteriormente, antes
        previsto|prevista, estava previsto|prevista, seria, a princípio, deveria, estava
        marcado|marcada|programado|programada|agendado|agendada, ia chegar|estrear, chegaria,
        estrearia, e não, antiga data, data anterior, inicialmente
        previsto|prevista|marcada|marcado""",
    film="""
        filme|filmes, longa, longa - metragem, longas, documentário, comédia, drama, suspense,
        thriller, sequência, continuação, prequela, remake, adaptação, cinebiografia, animação,
        produção, película, terror, live - action, curta - metragem, musical, curta, fita,
        versão, versão japonesa, versão original""",
    not_film="""
        álbum|álbuns, single, música|músicas, canção, ep, trilha sonora, romance, livro|livros,
        mangá, quadrinhos, videogame|videogames, jogo|jogos, game|games, série|séries,
        temporada|temporadas, episódio|episódios, minissérie, podcast, console, peça, show,
        turnê, disco, novela, playstation, xbox, nintendo, revista, volume, reality""",
    promotion="""
        trailer|trailers, teaser, pôster, cartaz, clipe, primeiras imagens, imagens, ingressos,
        crítica, resenha""",
    pronouns="""
        o projeto, o filme, a película, o longa, a produção, o longa - metragem, o
        documentário, a comédia, este filme, esse filme, ele, ela, a sequência, que, a
        animação, a continuação, o novo filme, o drama, a adaptação, o thriller""",
    relative_pronouns="que, o qual, a qual",
    to_word="para, para o dia, para o, a, ao, :, para dia",
    joins="""
        e, mas, enquanto, antes de, seguido de, depois, em seguida, ;, assim como, além de,
        após""",
    before_day="""
        em, no dia, dia, a partir de, desde, até, no, de, do dia, nesta, nesse, neste, para,
        próximo, o dia, na, próxima, desta, :, (, dos dias, entre, ao dia, a""",
    before_month="""
        em, de, desde, até, para, no início de, no final de, em meados de, no ano de, ano de,
        do ano de, durante, no, do, :, (, neste, próximo, no próximo, ainda em, a partir de,
        início de, final de, fim de, no fim de""",
    of="de, do, do ano de",
    until="""
        a, até, ao, até o dia, -, –, —, e, para""",
    relative={
        "today": "hoje, hoje à noite",
        "tomorrow": "amanhã",
        "yesterday": "ontem",
        "same-day": "mesmo dia, no mesmo dia",
        "next-day": "no dia seguinte, um dia depois",
        "this": "este, esta, neste, nesta, deste, desta, nessa",
        "next": "próximo, próxima, no próximo, na próxima, do próximo",
        "last": "passado, passada, último, última",
        "same": "mesmo, do mesmo, no mesmo",
        "later-this-year": """
            este ano, neste ano, ainda este ano, ainda neste ano, até o fim do ano, deste ano,
            no final do ano""",
        "next-year": """
            ano que vem, no ano que vem, próximo ano, no próximo ano, do próximo ano, do ano
            que vem""",
        "last-year": "ano passado, no ano passado, do ano passado",
        "this-month": "este mês, neste mês",
        "next-month": "próximo mês, no próximo mês, mês que vem",
        "last-month": "mês passado, no mês passado",
        "this-weekend": "este fim de semana, neste fim de semana",
    },
    holidays={
        "12-25": "natal, dia de natal",
        "12-24": "véspera de natal",
        "01-01": "ano novo",
        "12-31": "réveillon, véspera de ano novo",
        "06-12": "dia dos namorados",
        "10-31": "halloween",
        "easter": "páscoa",
    },
    parts="""
        início de, no início de, final de, no final de, meados de, em meados de, fim de, no fim
        de, começo de, no começo de, ao longo de, primeira metade de, segunda metade de""",
    quarter="trimestre de?, trimestre",
    numbers="""
        um uma primeiro,dois duas segundo,três terceiro,quatro
        quarto,cinco,seis,sete,oito,nove,dez,onze,doze""",
    people="""
        diretor, diretora, ator, atriz, cineasta, roteirista, produtor, autor, autora,
        escritor, escritora, protagonista, cantor, cantora, compositor, estrela, astro""",
    other_work="""
        sequência de, continuação de, baseado em, baseada em, baseado no, adaptação de,
        inspirado em, remake de, após o sucesso de, conhecido por, conhecida por, como, diretor
        de, autor de, atuação em, depois de, atrás de, série, enquanto""",
    by="de, por, com, do, da, pelo, pela, dirigido por, sobre, em, no, na, ao",
    place_words="""
        em, no, na, nos, nas, de, do, da, dos, das, para, ao, aos, pelo, em todo o, em toda a""",
    small="""
        v vs x o a os as de do da dos das e em um uma com por para no na nos nas ou ao à of the
        sem mais entre até meu minha""",
    from_word="de, do",
    territories={
        "BR": "brasil, brasileiro|brasileira|brasileiros|brasileiras",
        "PT": "portugal, português|portuguesa|portuguesas|portugueses",
        "US": """
            estados unidos, eua, e . u . a ., américa do norte,
            americano|americana|americanos|americanas, norte - americano|norte - americanos,
            estadunidense|estadunidenses""",
        "GB": "reino unido, inglaterra, grã - bretanha, britânico|britânicos|britânicas",
        "IE": "irlanda",
        "FR": "frança, francês|franceses|francesa",
        "DE": "alemanha, alemães",
        "ES": "espanha, espanhóis",
        "IT": "itália, italianos",
        "JP": """
            japão, japonês|japoneses|japonesa|japonesas,
            nipônico|nipônica|nipônicos|nipónico|nipónicos""",
        "CN": "china, chineses",
        "KR": "coreia do sul, coreia",
        "IN": "índia",
        "CA": "canadá",
        "AU": "austrália",
        "MX": "méxico",
        "AR": "argentina",
        "RU": "rússia",
        "AO": "angola",
        "XW": """
            mundialmente, mundial, todo o mundo, no mundo todo, em todo o mundo, globalmente,
            mundo inteiro, resto do mundo""",
    },
    auxiliary="""
        foi, será, é, tem, vai, está, ser, deve, finalmente, já, oficialmente, também, nos,
        aos, em, previsto, prevista, e, fez, teve, sua, originalmente, comercialmente, acaba,
        ainda, para, deverá, era, posteriormente, só""",
    debut="""
        sua estreia, estreia na direção, estreia como, fez sua estreia, estreia na, estreia no
        cinema, seu primeiro, estreou como, estreia de, estreia na direção de longa - metragem""",
    credits="""
        dirigido por, dirigida por, estrelado por, estrelada por, escrito e dirigido por,
        protagonizado por, novo filme de""",
    tense={
        "future": """
            estreará, chegará, será, estreia, chega, sairá, próximo, deve, previsto, prevista,
            vai, estreiam""",
        "past": "estreou, chegou, foi, lançado, saiu, lançada, passado, estrearam, teve",
    },
    is_a="""
        é um, é uma, se tornou um|uma, tornou - se um|uma, é o, é a, foi um, foi uma, foi o, era um,
        era uma, são""",
    titled="conhecido|conhecida como, intitulado, intitulada, chamado, chamada, com o título",
    units={
        "day": "dia, dias",
        "week": "semana, semanas",
        "month": "mês, meses",
        "year": "ano, anos",
    },
    plural="estreiam, chegam, são, entram, chegarão, foram, estão",
    later="depois, mais tarde, antes, após",
    denials=(
        ("já", "não", 1),
        ("não", "mais", 4),
        ("não", "previsto", 6),
    ),
)
