"""Names that are the same in every language: festivals, cities, services and channels.

A value is the country that a premiere at the place tells; `-` where it tells none.
"""

MEDIA = {
    "digital": """
        netflix, prime video, amazon prime video?, disney + , disney plus, hbo max, hulu, apple
        tv +, apple tv, apple tv plus, paramount +, paramount plus, peacock, mubi, shudder,
        itunes, google play, now tv, tubi, crunchyroll, hotstar, zee5, sonyliv, jiocinema,
        jiohotstar, sky store, rakuten tv, canal vod, filmin, movistar +, globoplay, raiplay,
        videoland, magenta tv, joyn, vod, svod, tvod, pvod, curzon home cinema, bfi player,
        criterion channel, wavve, tving, discovery +, on|auf|sur|op max, starz play, mgm +, roku
        channel, movie central on demand, fandango at home, vudu, youtube""",
    "physical": """
        dvd|dvds, blu - ray|rays, bluray|blurays, uhd, 4k uhd, 4k ultra hd, vhs,
        laserdisc, steelbook, hd dvd""",
    "tv": """
        hbo, bbc one|two|three|four?, bbc1, bbc2, itv|itv1, channel 4|5, nbc, cbs, abc, on fox,
        lifetime, hallmark channel, syfy, tnt, tbs, showtime, starz, cinemax, disney channel,
        nickelodeon, cartoon network, rtl, rtl4, pro7, prosieben, sat . 1, ard, zdf, das erste,
        arte, orf, srf, tf1, france 2|3|5, m6, canal +, rai uno|due|tre|1|2|3, canale 5, italia
        1, telecinco, antena 3, la sexta, tve, la 1, cuatro, rede globo, tv globo, sbt, rede
        record, npo, vrt, hum tv, zee cinema, sky cinema, sky one, film4, pbs, mtv, history
        channel""",
}

FESTIVALS = {
    "FR": """
        cannes, cannes film? festival|festivals, festival de cannes, deauville, annecy,
        gérardmer, festival d'annecy, marché du film""",
    "IT": """
        venice film? festival, venice international film festival, mostra de venecia, mostra di
        venezia, biennale, mostra de venise, venedig, festival de veneza, filmfestspielen von
        venedig, torino film festival, rome film festival, festa del cinema di roma, giffoni,
        festival di venezia, festival internacional de cine de venecia, udine far east film
        festival, lido""",
    "DE": """
        berlinale, berlin film? festival, berlin international film festival, filmfest münchen,
        munich film festival, internationalen filmfestspielen berlin, internationale
        filmfestspiele berlin, festival de berlín, festival de berlim, festival di berlino,
        fantasy filmfest, hof film festival, hofer filmtage, filmfestival von berlijn""",
    "US": """
        sundance, sundance film? festival, south by southwest, sxsw, sxsw film? festival,
        tribeca, tribeca film? festival, telluride, telluride film? festival, afi fest, new york
        film festival, fantastic fest, los angeles film festival, mill valley film festival,
        animation is film festival, slamdance, palm springs international? film festival, santa
        barbara international? film festival, chicago international film festival, san francisco
        international film festival, austin film festival, beyond fest, savannah film festival,
        seattle international film festival, la film fest, philadelphia film festival, hamptons
        international? film festival, miami film festival, nashville film festival, outfest,
        urbanworld film? festival, comic - con, san diego comic - con, tcl chinese theatre, el
        capitan theatre, dolby theatre, grauman ' s chinese theatre, radio city music hall,
        ziegfeld theatre, ziegfeld theater, screamfest, dances with films, cinequest, american
        film market""",
    "CA": """
        toronto international? film festival, tiff, fantasia international? film? festival,
        fantasia fest, vancouver international? film festival, hot docs, festival de toronto,
        festival internacional de cine de toronto, festival international du film de toronto,
        montreal world film festival, whistler film festival""",
    "GB": """
        bfi london film festival, london film festival, edinburgh international? film? festival,
        glasgow film festival, frightfest, london frightfest film? festival, raindance,
        sheffield doc/fest, leicester square, royal albert hall, royal festival hall, sheffield
        docfest, cambridge film festival""",
    "ES": """
        san sebastián, san sebastian international? film festival, san sebastián international?
        film festival, festival de san sebastián, festival de sitges, sitges, sitges film
        festival, festival de málaga, málaga film festival, seminci, festival de cine de san
        sebastián, festival de cine de sitges""",
    "CH": """
        locarno, locarno international? film festival, festival de locarno, zurich film
        festival, zürich film festival, festival di locarno""",
    "NL": "rotterdam, international film festival rotterdam, iffr, idfa, nederlands film festival",
    "CZ": "karlovy vary, karlovy vary international? film festival",
    "KR": """
        busan, busan international film festival, bifan, bucheon international fantastic film
        festival, jeonju international film festival""",
    "JP": "tokyo international film festival",
    "IE": "dublin international? film festival, galway film fleadh, cork film festival",
    "AU": """
        sydney film festival, melbourne international film festival, miff, adelaide film
        festival""",
    "BR": """
        festival do rio, mostra de são paulo, festival de gramado, gramado, festival de
        brasília, mostra internacional de cinema de são paulo, festival internacional do rio""",
    "AR": "mar del plata, bafici, festival de mar del plata",
    "MX": "festival de morelia, festival de guadalajara",
    "PT": "indielisboa, fantasporto, doclisboa",
    "IN": """
        mumbai film festival, mami, international film festival of india, iffi, kerala film
        festival, iffk""",
    "BE": "film fest gent, ghent film festival, brussels international fantastic film festival",
    "DK": "cph:dox, cph dox",
    "SE": """
        göteborg film festival, gothenburg film festival, stockholm international? film festival""",
    "AT": "viennale, diagonale",
    "CN": "shanghai international? film festival, beijing international? film festival",
    "HK": "hong kong international film festival",
    "SG": "singapore international film festival",
    "EG": "cairo international? film festival",
    "SA": "red sea international? film festival",
    "AE": "dubai international? film festival",
    "EE": "tallinn black nights film festival",
    "-": """
        film festival|festivals, festival|festivals, filmfestival, filmfest,
        filmfestspiele|filmfestspielen, festival del? cine|cinema, festival du film, festival
        international du film, mostra""",
}

CITIES = {
    "US": """
        new york, new york city, los angeles, hollywood, chicago, san francisco, boston,
        atlanta, austin, texas, california, north carolina, south carolina, florida, miami, las
        vegas, seattle, philadelphia, houston, dallas, westwood, burbank, anaheim, new orleans,
        nashville, detroit, denver, washington, brooklyn, manhattan, nueva york, nova york, nova
        iorque, new jersey, santa monica, beverly hills, century city, san diego, honolulu,
        hawaii, georgia, colorado, utah, minneapolis, st . louis, cleveland, pittsburgh,
        baltimore, phoenix, salt lake city, park city""",
    "GB": """
        london, londres, londra, londen, edinburgh, glasgow, manchester, birmingham, liverpool,
        cardiff, belfast, bristol, leeds""",
    "FR": "paris, parís, parigi, parijs, lyon, marseille, toulouse, nice, grand rex",
    "DE": """
        berlin, berlín, berlino, berlijn, hamburg, munich, münchen, cologne, köln, frankfurt,
        stuttgart, leipzig, dresden""",
    "IT": """
        rome, roma, rom, milan, milano, venice, venezia, torino, turin, naples, napoli,
        florence, firenze, bologna""",
    "ES": "madrid, barcelona, segovia, seville, sevilla, valencia, bilbao, málaga",
    "CN": "beijing, shanghai, pekín, pequim",
    "JP": """
        tokyo, tokio, tóquio, osaka, kyoto, nagoya, sapporo, ginza, shinjuku, roppongi, toho
        cinemas roppongi hills?""",
    "CA": "toronto, vancouver, montreal, montréal, quebec, ottawa, calgary, ontario",
    "AU": "sydney, sídney, sidney, sidnei, melbourne, brisbane, perth, adelaide, gold coast",
    "NZ": "wellington, auckland",
    "IE": "dublin",
    "IN": """
        mumbai, bombay, delhi, new delhi, chennai, hyderabad, kolkata, calcutta, bangalore,
        bengaluru, kerala, tamil nadu, andhra pradesh, telangana, goa""",
    "MX": "mexico city, ciudad de méxico",
    "BR": "rio de janeiro, são paulo, sao paulo, brasília",
    "AR": "buenos aires",
    "PT": "lisbon, lisboa, porto",
    "NL": "amsterdam",
    "BE": "brussels, bruxelles, antwerp, ghent",
    "AT": "vienna, wien",
    "CH": "zurich, zürich, geneva",
    "SE": "stockholm",
    "DK": "copenhagen",
    "NO": "oslo",
    "FI": "helsinki",
    "PL": "warsaw",
    "RU": "moscow, moscou, moscú, mosca, saint petersburg",
    "KR": "seoul, busan",
    "AE": "dubai, abu dhabi",
    "TH": "bangkok",
    "PH": "manila",
    "ID": "jakarta",
    "MY": "kuala lumpur",
    "ZA": "johannesburg, cape town",
    "IL": "tel aviv, jerusalem",
    "TR": "istanbul",
    "GR": "athens",
    "PK": "karachi, lahore",
}
