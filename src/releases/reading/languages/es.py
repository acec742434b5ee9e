"""Spanish."""

from releases.reading.languages import Data

DATA = Data(
    code="es",
    stop_words="""
        el la los las de del y en un una que es con por para su se al lo como más pero sus fue
        le ha este esta entre ser son sobre también hasta desde cuando película cines estreno
        estrenó estrena dirigida año donde muy sin ya además también finalmente después antes
        originalmente inicialmente ahora actualmente así sin embargo cuando cuándo mientras
        según desde pronto ayer hoy mundialmente posteriormente luego aunque tras porque
        durante si""",
    months="""
        enero/ene,febrero/feb,marzo/mar,abril/abr,mayo/may,junio/jun,julio/jul,agosto/ago,septiembre/setiembre/sept/sep,octubre/oct,noviembre/nov,diciembre/dic""",
    weekdays="lunes,martes,miércoles/miercoles,jueves,viernes,sábado/sabado,domingo",
    seasons={
        "spring": "primavera",
        "summer": "verano",
        "autumn": "otoño",
        "winter": "invierno",
    },
    release="""
        estrena|estrenan|estrenará|estrenarán|estrenó|estrenaron|estrenado|estrenada|estrenadas|estrenados|estrenar|estrenarse|estrenaba|estrenándose,
        estreno|estrenos, fecha de estreno, llega|llegan|llegó|llegará|llegarán|llegaron|llegar
        a?, en cines, a los cines, en los cines, a las salas, en salas, en las salas, en las
        pantallas, a la gran pantalla, lanzada|lanzado|lanzó|lanzará|lanzamiento,
        sale|salió|saldrá|salen, fecha de lanzamiento, reestreno|reestrena, se proyectará,
        aterriza|aterrizará, desembarca|desembarcará, distribuida|distribuyó, exhibida|exhibió,
        a las carteleras?, en cartelera, se podrá ver, a cines""",
    loose="""
        disponible|disponibles, publicada, emitida|emitió, transmitida, arriba|arribará, verá
        la luz, podrá verse, viene|vendrá, programada|programado, prevista|previsto""",
    premiere="""
        premier, première, premiere, preestreno|pre - estreno, estreno mundial,
        presentada|presentado|presentó, proyectada|proyectó, tuvo su estreno|premier|première,
        avant premiere, estreno internacional, preestrenos, premiere mundial, proyección,
        alfombra roja, sección oficial, presentará""",
    media={
        "theatrical": """
            cine|cines, salas, sala, gran pantalla, pantallas,
            cinematográfico|cinematográfica|cinematográficas, teatros, cartelera, carteleras,
            salas de cine""",
        "limited": """
            salas seleccionadas, cines seleccionados, estreno limitado, de forma limitada,
            lanzamiento limitado, salas limitadas, único día, una sola noche""",
        "premiere": """
            estreno mundial, alfombra roja, sección oficial, a concurso, avant premiere,
            preestreno""",
        "digital": """
            streaming, plataforma|plataformas, a la carta, bajo demanda, vídeo bajo demanda,
            digital, digitalmente, alquiler, en línea, servicio de streaming, online, movistar
            plus + ?""",
        "physical": "formato doméstico, vídeo doméstico, en vídeo, formato físico, video casero",
        "tv": "televisión, tv, pequeña pantalla, emisión, emitida, canal de televisión",
    },
    other="""
        rodaje, rodada|rodado|rodó|rodar, filmación|filmada|filmado|filmó, nació|nacido|nacida,
        murió|fallecido|falleció|muerte, anunció|anunciada|anunciado|anuncia,
        ganar|ganó|ganador|ganadora, premio|premios, oscar, goya, nominada|nominado,
        escrita|escrito|escribió, publicó|publicado|novela, basada, producción|producida,
        comenzó|comienza|empezó, protagonizada, se celebrará|celebra|celebró, tendrá lugar|tuvo
        lugar, ambientada, fundada|fundado, recaudó|recaudando|recaudado, taquilla, casó,
        grabada|grabó|compuso, fijada, juegos, guerra, asesinato, cumple, dirigió, dirigida,
        debutó, entradas, preventa, confirmó""",
    moved="""
        pasando de, cambiando de,
        retrasa|retrasado|retrasada|retrasó|retraso, aplaza|aplazado|aplazada|aplazó,
        pospone|pospuesto|pospuesta|pospuso, adelanta|adelantado|adelantada|adelantó,
        movida|movido|movió, nueva fecha, cambia|cambió de fecha, pasa|pasó del?, retrasan,
        mueve, moverá, atrasa|atrasada|atrasado, se retrasa, se aplaza, se adelanta, se mueve,
        reprograma|reprogramada|reprogramado, cambia su fecha|estreno, nueva fecha de estreno,
        se va al""",
    former="""
        originalmente, inicialmente, en un principio, en lugar de|del, antes prevista|previsto, iba
        a, estaba previsto|prevista, en vez de|del, previamente, inicial, fijada, iba a
        llegar|estrenarse|salir, tenía previsto, estaba
        prevista|previsto|programado|programada, y no, anterior fecha, debía, tenía que, hasta
        ahora prevista|previsto, fijado""",
    film="""
        película|películas, film|filme|filmes, largometraje, cinta, documental, comedia, drama,
        thriller, secuela, precuela, remake, adaptación, biopic, ópera prima, entrega, musical,
        cortometraje, filme, pelicula, peliculas, live - action, superproducción, producción
        cinematográfica, western, versión, versión original""",
    not_film="""
        álbum|álbumes, sencillo, single, canción|canciones, ep, banda sonora, novela|novelas,
        libro|libros, manga, cómic|cómics, videojuego|videojuegos, juego|juegos, serie|series,
        temporada|temporadas, episodio|episodios, miniserie, podcast, consola, obra de teatro,
        concierto, disco, playstation, xbox, nintendo, capítulo|capítulos, revista, edición,
        telenovela, volumen, programa""",
    promotion="""
        tráiler|tráilers, trailer|trailers, avance, teaser, póster, cartel, adelanto, clip,
        primeras imágenes, imágenes, entradas, crítica, reseña""",
    pronouns="""
        el proyecto, la película, el filme, el film, la cinta, el largometraje, el documental,
        la comedia, esta película, ella, él, la secuela, este filme, que, la misma, el drama,
        la producción, el thriller, esta cinta, este documental, la pelicula, su película, la
        nueva película""",
    relative_pronouns="que, la cual, el cual, cual",
    to_word="al, a, para, para el, :, hasta, hasta el",
    joins="""
        y, e, pero, mientras que?, antes de, seguido de, seguida de, luego, después, ;, así
        como, además de, aunque""",
    before_day="""
        el, del, desde el, a partir del, hasta el, para el, este, próximo, día, el próximo, el
        día, al, los días, los, :, (, el pasado, pasado, a partir de, entre el""",
    before_month="""
        en, de, desde, a principios de, a finales de, a mediados de, para, hasta, del año, año,
        el año, del, en el año, durante, :, (, este, próximo, el próximo, en el, pasado, el
        pasado, principios de, finales de, a partir de""",
    of="de, del, del año, de el",
    until="al, hasta el, a, -, –, —, y, y el",
    relative={
        "today": "hoy, esta noche",
        "tomorrow": "mañana",
        "yesterday": "ayer",
        "same-day": "el mismo día, ese mismo día, mismo día",
        "next-day": "al día siguiente, el día siguiente, un día después",
        "this": "este, esta",
        "next": "próximo, próxima, el próximo, la próxima, que viene",
        "last": "pasado, pasada, el pasado, la pasada",
        "same": "mismo, del mismo, ese mismo, de ese mismo, el mismo, de ese",
        "later-this-year": """
            este año, este mismo año, a finales de año, de este año, finales de este año""",
        "next-year": """
            el próximo año, el año que viene, año que viene, próximo año, del próximo año""",
        "last-year": "el año pasado, pasado año, del año pasado",
        "this-month": "este mes",
        "next-month": "el próximo mes, el mes que viene, próximo mes",
        "last-month": "el mes pasado, el pasado mes",
        "this-weekend": "este fin de semana",
    },
    holidays={
        "12-25": "navidad, día de navidad, navidades",
        "12-24": "nochebuena",
        "01-01": "año nuevo",
        "12-31": "nochevieja",
        "02-14": "san valentín, día de san valentín",
        "10-31": "halloween",
        "01-06": "día de reyes",
        "easter": "semana santa",
    },
    parts="""
        a principios de, a finales de, a mediados de, principios de, finales de, mediados de,
        inicios de, a inicios de, a lo largo de, a fines de, primera mitad de, segunda mitad de""",
    quarter="trimestre de?, trimestre",
    numbers="""
        un uno una primer primero,dos segundo,tres tercer,cuatro
        cuarto,cinco,seis,siete,ocho,nueve,diez,once,doce""",
    people="""
        director, directora, actor, actriz, cineasta, guionista, productor, autor, autora,
        escritor, escritora, protagonista, cantante, compositor, novelista, estrella, novelista""",
    other_work="""
        secuela de, precuela de, basada en, basado en, adaptación de, inspirada en, remake de,
        tras el éxito de, conocido por, conocida por, como, director de, autor de, después de,
        parte de, homónima de, además de, universo""",
    by="de, por, con, del, en, junto a, dirigida por, sobre, para, al, a",
    place_words="""
        en, en el, en la, en los, de, del, para, a, por, a los cines de, en todo, en toda, de
        los, en las, a las, desde""",
    small="""
        v vs x el la los las de del y e en un una a al con por para o su no of the sin más
        entre hasta mi tu""",
    from_word="del, de",
    territories={
        "ES": "españa, español|española|españoles|españolas",
        "MX": "méxico, mexicano|mexicana|mexicanos|mexicanas",
        "AR": "argentina, argentino|argentinos|argentinas",
        "CO": "colombia, colombiano|colombianos|colombianas",
        "CL": "chile, chileno|chilenos|chilenas",
        "PE": "perú, peruano|peruanos|peruanas",
        "UY": "uruguay",
        "VE": "venezuela",
        "EC": "ecuador",
        "BO": "bolivia",
        "PY": "paraguay",
        "CR": "costa rica",
        "GT": "guatemala",
        "CU": "cuba",
        "DO": "república dominicana",
        "PA": "panamá",
        "US": """
            estados unidos, ee . uu ., eeuu, ee . uu, usa, norteamérica,
            estadounidense|estadounidenses, américa del norte, norteamericano|norteamericanos""",
        "GB": "reino unido, gran bretaña, inglaterra, británico|británicos|británicas",
        "IE": "irlanda",
        "FR": "francia, francés|francesa|franceses",
        "DE": "alemania, alemanes|alemán",
        "IT": "italia, italiano|italianos",
        "PT": "portugal",
        "JP": "japón, japonés|japonesa|japoneses|japonesas, nipón|nipona|nipones|niponas",
        "CN": "china, chino|chinos",
        "KR": "corea del sur, corea",
        "IN": "india",
        "BR": "brasil",
        "CA": "canadá",
        "AU": "australia",
        "RU": "rusia",
        "BE": "bélgica",
        "NL": "países bajos",
        "SE": "suecia",
        "XW": """
            todo el mundo, mundialmente, mundial, a nivel mundial, en todo el mundo,
            globalmente, resto del mundo, global""",
    },
    auxiliary="""
        se, fue, será, ha, sido, es, va, a, está, han, finalmente, por fin, ya, oficialmente,
        también, previsto, prevista, el, los, las, solo, próximamente, será, tuvo, tendrá, su,
        tiene, teatralmente, comercialmente, originalmente, nos, posteriormente, programada,
        fecha""",
    debut="""
        su debut, debutó, debutará como, debuta como, debut, debut como, ópera prima como,
        primer papel, debut en el cine""",
    credits="""
        dirigida por, dirigido por, protagonizada por, protagonizado por, escrita y dirigida
        por, ópera prima de, una película de, la nueva película de""",
    tense={
        "future": """
            estrenará, llegará, será, se estrena, llega, estrena, saldrá, llegarán, próximo,
            próximamente, prevista, previsto, aterriza""",
        "past": """
            estrenó, llegó, fue, estrenada, salió, lanzada, estrenado, pasado, estrenaron,
            presentó""",
    },
    is_a="es un, es una, es el, es la, fue un, fue una, era una, era un, fue la, fue el, son",
    titled="conocida|conocido como, titulada, titulado, llamada, llamado, denominada",
    units={
        "day": "día, días",
        "week": "semana, semanas",
        "month": "mes, meses",
        "year": "año, años",
    },
    plural="se estrenan, llegan, estrenan, llegarán, son, están, aterrizan, se estrenarán",
    later="después, más tarde, antes",
    denials=(
        ("ya", "no", 1),
        ("no", "previsto", 6),
        ("no", "prevista", 6),
    ),
)
