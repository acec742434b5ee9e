"""Dutch."""

from releases.reading.languages import Data

DATA = Data(
    code="nl",
    stop_words="""
        de het een en van in is op te dat die voor met zijn niet aan er om ook als door maar
        naar uit bij wordt werd worden nog over deze dit heeft hij ze we film bioscoop
        bioscopen vanaf première regie jaar was haar hun geregisseerd ook daarna verder eerder
        vanaf nu daarnaast tevens eindelijk momenteel inmiddels vervolgens uiteindelijk hier
        daar wanneer waarom later toch wereldwijd volgens eerst gisteren oorspronkelijk
        nadat omdat terwijl hoewel zodra sinds tijdens voordat totdat""",
    months="""
        januari/jan,februari/feb,maart/mrt,april/apr,mei,juni/jun,juli/jul,augustus/aug,september/sept/sep,oktober/okt,november/nov,december/dec""",
    weekdays="maandag/ma,dinsdag/di,woensdag/wo,donderdag/do,vrijdag/vr,zaterdag/za,zondag/zo",
    seasons={
        "spring": "lente, voorjaar",
        "summer": "zomer",
        "autumn": "herfst, najaar",
        "winter": "winter",
    },
    release="""
        in de bioscoop|bioscopen|zalen|filmzalen, in bioscopen, te zien,
        verschijnt|verscheen|verschijnen|verschenen, uitgebracht|uitbrengen|uitgebrachte,
        uitkomt|uitkwam|uitkomen, komt uit, kwam uit, releasedatum, release, bioscooprelease,
        gaat|gaan|ging in première, gaat|ging|gaan in roulatie, in roulatie,
        draait|draaide|draaien, in première, komt|komen|kwam|kwamen, naar de
        bioscoop|bioscopen, bioscoopuitbreng, bioscoopstart, op het witte doek, uit in de, uit
        op, uitgekomen, heruitgebracht, premièredatum""",
    loose="""
        beschikbaar, verkrijgbaar, uitgezonden, start|startte, lanceert, streamen, verwacht,
        landt, volgt|volgen, gepland, arriveert""",
    premiere="""
        wereldpremière, première op|tijdens, ging in première op het, premièrefeest,
        voorpremière|voorpremières, vertoond, gepresenteerd, filmpremière, beleefde zijn
        première, avant - première, vertoning, in première op het""",
    media={
        "theatrical": """
            bioscoop|bioscopen, filmzalen, zalen, witte doek, filmtheaters, theaters,
            bioscooprelease, filmtheater, bioscoopzalen""",
        "limited": """
            geselecteerde bioscopen|theaters, beperkte release, eenmalig, selecte bioscopen,
            één dag""",
        "premiere": "wereldpremière, rode loper, in competitie, voorpremière",
        "digital": """
            streaming, streamingdienst, streamingplatform, on demand, digitaal, te huur,
            streamen, online, video on demand""",
        "physical": "op video, home video, thuisbioscoop",
        "tv": "televisie, tv, uitgezonden, zender",
    },
    other="""
        opnames, opgenomen, gefilmd, draaiperiode, geboren, overleed|overleden|stierf,
        aangekondigd|aankondiging, won|gewonnen, oscar, prijs, genomineerd, geschreven|schreef,
        boek, roman, gebaseerd, productie|geproduceerd, begon|begonnen, vindt plaats|vond
        plaats|plaatsvinden, opgericht, speelt zich, bracht op, opbrengst, trouwde, gecast,
        bevestigd, bekendgemaakt, bekend gemaakt, maakte bekend, meldde, oorlog, moord,
        kaartverkoop, kaarten""",
    moved="""
        uitgesteld|uitstel, verplaatst, verschoven|verschuift, vervroegd, nieuwe releasedatum,
        doorgeschoven, opgeschoven, schuift, schuift op, wordt
        verplaatst|uitgesteld|verschoven, schoof, naar voren gehaald, uitgesteld tot, nieuwe
        datum""",
    former="""
        oorspronkelijk, aanvankelijk, eerst gepland, in plaats van, eerder, zou, aanvankelijke,
        voorheen, zouden, stond gepland, was gepland, en niet, oude datum, gepland stond""",
    film="""
        film|films, speelfilm, documentaire, komedie, drama, thriller, vervolg, prequel,
        remake, verfilming, prent, bioscoopfilm, animatiefilm, horrorfilm, actiefilm,
        musicalfilm, dramafilm, avonturenfilm, sciencefictionfilm, misdaadfilm, familiefilm,
        oorlogsfilm, biopic, romcom, korte film, rolprent, tekenfilm, fantasyfilm,
        langspeelfilm, superheldenfilm""",
    not_film="""
        album|albums, single, nummer, lied, ep, soundtrack, roman|romans, boek|boeken, manga,
        strip|stripboek, videospel, computerspel, game|games, spel|spellen, serie|series,
        televisieserie, seizoen|seizoenen, aflevering|afleveringen, miniserie, podcast,
        console, toneelstuk, musical, concert, playstation, xbox, nintendo, tijdschrift,
        adolescentenroman, jeugdboek, boekenreeks, trilogie""",
    promotion="""
        trailer|trailers, teaser, poster, clip, eerste beelden, filmposter, recensie,
        kaartverkoop, tickets""",
    pronouns="""
        hij, het, deze, de film, deze film, deze nieuwe film, de nieuwe film, de documentaire,
        de komedie, die, het vervolg, dat, de thriller, het drama, de speelfilm, de prent, de
        langspeelfilm, ze, deze documentaire, de animatiefilm""",
    relative_pronouns="die, dat, welke",
    to_word="naar, tot, :, op, voor",
    joins="""
        en, maar, terwijl, waarna, voordat, gevolgd door, daarna, vervolgens, ;, alsook,
        evenals""",
    before_day="""
        op, vanaf, sinds, tot, van, voor, per, aanstaande, komende, deze, op donderdag, :, (,
        dinsdag, tot en met, volgende, rond""",
    before_month="""
        in, vanaf, sinds, tot, eind, begin, medio, half, voor, uit, in het jaar, jaar, van, uit
        het jaar, :, (, deze, komende, volgende, dit, in de, het, rond, vorige""",
    of="van",
    until="tot, tot en met, t / m, -, –, —, en",
    relative={
        "today": "vandaag, vanavond",
        "tomorrow": "morgen",
        "yesterday": "gisteren",
        "same-day": "dezelfde dag, diezelfde dag, op dezelfde dag, die dag",
        "next-day": "de volgende dag, een dag later, de dag erna, dag erop",
        "this": "deze, dit",
        "next": "volgende, komende, aanstaande, volgend",
        "last": "vorige, afgelopen, vorig",
        "same": "hetzelfde, dezelfde, datzelfde",
        "later-this-year": """
            dit jaar, later dit jaar, eind dit jaar, van dit jaar, nog dit jaar, eind van het
            jaar""",
        "next-year": "volgend jaar, komend jaar, begin volgend jaar",
        "last-year": "vorig jaar, afgelopen jaar",
        "this-month": "deze maand",
        "next-month": "volgende maand",
        "last-month": "vorige maand",
        "this-weekend": "dit weekend, dit weekeinde, komend weekend",
    },
    holidays={
        "12-25": "kerst, eerste kerstdag, kerstdag, kerstmis",
        "12-26": "tweede kerstdag",
        "12-24": "kerstavond",
        "01-01": "nieuwjaarsdag",
        "12-31": "oudejaarsavond",
        "02-14": "valentijnsdag",
        "10-31": "halloween",
        "easter": "pasen",
    },
    parts="""
        begin, eind, einde, medio, half, in de loop van, eerste helft van, tweede helft van,
        het begin van, het einde van, rond""",
    quarter="kwartaal van?, kwartaal",
    numbers="""
        een één eerste,twee tweede,drie derde,vier
        vierde,vijf,zes,zeven,acht,negen,tien,elf,twaalf""",
    people="""
        regisseur, regisseuse, acteur, actrice, schrijver, schrijfster, producent, scenarist,
        auteur, ster, hoofdrolspeler, zanger, zangeres, componist, filmmaker""",
    other_work="""
        vervolg op, gebaseerd op, opvolger van, remake van, prequel op, bekend van, naar het
        boek, zoals, na het succes van, verfilming van, succesvolle, regisseur van, na, boek""",
    by="van, door, met, bij, regisseur, over, naar, als",
    place_words="in, in de, in het, voor, naar, uit, op, in heel, van",
    small="""
        v vs x de het een en van in op te voor met aan naar uit bij der den of the and als over
        zonder onder mijn""",
    from_word="van",
    territories={
        "NL": "nederland, nederlandse, hollandse",
        "BE": "belgië, belgische, vlaanderen, vlaamse",
        "US": "verenigde staten, amerika, vs, v . s ., usa, amerikaanse, noord - amerika",
        "GB": "verenigd koninkrijk, groot - brittannië, engeland, britse, vk",
        "IE": "ierland",
        "DE": "duitsland, duitse",
        "FR": "frankrijk, franse",
        "IT": "italië, italiaanse",
        "ES": "spanje, spaanse",
        "JP": "japan, japanse",
        "CN": "china, chinese",
        "CA": "canada, canadese",
        "AU": "australië, australische",
        "SE": "zweden, zweedse",
        "DK": "denemarken, deense",
        "IN": "india",
        "XW": "wereldwijd, wereldwijde, over de hele wereld, hele wereld",
    },
    auxiliary="""
        is, wordt, werd, zal, zou, is, vanaf, nu, ook, eindelijk, pas, al, officieel, in, de,
        werden, heeft, zijn, was, dan, later, komt, kwam, gaat, ging, verwacht, weer,
        uiteindelijk, wereldwijd""",
    debut="regiedebuut, speelfilmdebuut, filmdebuut, debuut",
    credits="geregisseerd door, onder regie van, met in de hoofdrol, van regisseur",
    suffixes={
        "film": "film",
        "komedie": "film",
        "drama": "film",
        "thriller": "film",
        "roman": "not_film",
        "serie": "not_film",
        "spel": "not_film",
        "show": "not_film",
    },
    tense={
        "future": "zal, komt, verschijnt, draait, gaat, verwacht, vanaf, wordt, komen",
        "past": "werd, kwam, verscheen, ging, was, uitgebracht, kwamen, draaide",
    },
    is_a="is een, was een, is de, is het, was de, zijn",
    titled="getiteld, genaamd, met de titel, heet",
    units={
        "day": "dag, dagen",
        "week": "week, weken",
        "month": "maand, maanden",
        "year": "jaar",
    },
    plural="draaien, komen, verschijnen, zijn, gaan, kwamen",
    later="later, erna, daarna, na, eerder",
    told="bevestigde meldde onthulde bevestigd gemeld",
    told_apart={"maakte": "bekend", "maakten": "bekend", "kondigde": "aan", "kondigden": "aan"},
    that="dat",
    denials=(
        ("niet", "meer", 1),
        ("niet", "gepland", 4),
    ),
)
