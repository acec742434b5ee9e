"""German."""

from releases.reading.languages import Data

DATA = Data(
    code="de",
    stop_words="""
        der die das und ist ein eine einer eines von mit im in den dem des zu auf für sich
        nicht auch als aus dass wird wurde werden hat war bei nach wie über er sie es am ab um
        kino kinos film kinostart startet kommt erscheint regie jahr vom zum zur sein seine
        ihre oder außerdem zudem danach ebenfalls eigentlich nun jetzt endlich ursprünglich
        dann zuvor damit bereits schon erst neu ab heute morgen gleichzeitig parallel
        zeitgleich ferner davor weiter aktuell derzeit anschließend schließlich letztlich
        zuletzt hierzulande stattdessen dennoch allerdings dabei dort dafür daher deshalb darin
        hier inzwischen mittlerweile später kurz gestern vorher offiziell weltweit insgesamt
        seitdem trotzdem vielleicht wann warum was wer erstmals spätestens frühestens
        voraussichtlich wenig knapp rund etwa laut nachdem während weil obwohl sobald
        damals nachdem falls trotz""",
    months="""
        januar/jänner/jan,februar/feber/feb,märz/mär/maerz,april/apr,mai,juni/jun,juli/jul,august/aug,september/sept/sep,oktober/okt,november/nov,dezember/dez""",
    weekdays="""
        montag/mo,dienstag/di,mittwoch/mi,donnerstag/do,freitag/fr,samstag/sonnabend/sa,sonntag/so""",
    seasons={
        "spring": "frühling, frühjahr",
        "summer": "sommer",
        "autumn": "herbst",
        "winter": "winter",
    },
    release="""
        veröffentlichungstermine, kinostarttermine, filmstarts, neustarts, kinostart,
        kinostarts, filmstart, bundesstart, startet|starten|startete|gestartet,
        kommt|kommen|kam|kamen|gekommen, erscheint|erschien|erscheinen|erschienen,
        veröffentlicht|veröffentlichung, läuft|lief|laufen, im kino, in die
        kinos|lichtspielhäuser, in den kinos|lichtspielhäusern, ins kino, in
        deutschen|österreichischen|schweizer kinos, anlaufen|läuft an|lief an|angelaufen,
        start, starttermin, kinotermin, erscheinungstermin, veröffentlichungsdatum, zu sehen,
        anläuft|anlief, wiederaufführung, uraufgeführt in die, herausgebracht, herausbringen,
        bundesweit, deutschlandstart, us - start, heimkinostart, dvd - start, erstaufführung,
        kinoauswertung, auf die große? leinwand, als starttermin|kinostart|startdatum""",
    loose="""
        verfügbar, erhältlich, abrufbar, gezeigt, zeigt, ausgestrahlt, gestreamt, streamt,
        streamen, bringt|brachte|bringen, flimmert, folgt|folgen, angekündigt für,
        geplant|vorgesehen,
        ausgewertet, strahlt, sendet, gesendet, online, raus""",
    premiere="""
        premiere|premieren|premierte, weltpremiere, uraufführung, uraufgeführt,
        feierte|feiert|feiern, europapremiere, deutschlandpremiere, galapremiere, vorgestellt,
        welturaufführung, vorpremiere|vorpremieren, filmpremiere, kinopremiere, deutsche
        premiere""",
    media={
        "theatrical": """
            kino|kinos, kinostart, lichtspielhaus|lichtspielhäuser|lichtspielhäusern,
            kinosaal|kinosäle|kinosälen, leinwand|leinwände, filmtheater|filmtheatern,
            bundesstart, kinosälen, kinoleinwand, filmstart, deutschlandstart""",
        "limited": """
            ausgewählte|ausgewählten kinos, nur für einen tag, event - kino, nur an einem tag,
            begrenzten kinostart, limitierten kinostart""",
        "premiere": "weltpremiere, uraufführung, im wettbewerb",
        "digital": """
            streaming,
            streamingdienst|streamingdiensts|streamingdienstes|streaminganbieter|streaminganbieters|streamingplattform,
            stream, video - on - demand, vod, digital, als stream, online, zum leihen, zum
            kaufen, download, streaming - dienst, streaming - anbieter""",
        "physical": """
            heimkino, auf disc, heimkinostart, videokassette, auf video, dvd - start, home -
            video, auf dvd""",
        "tv": """
            fernsehen, tv, free - tv, pay - tv, ausgestrahlt, fernsehpremiere, tv - premiere,
            im fernsehen, ausstrahlung, fernsehsender, erstausgestrahlt""",
    },
    other="""
        dreharbeiten, gedreht, drehte, drehstart, dreh, geboren, starb, gestorben, stirbt,
        angekündigt, ankündigung, gab bekannt, bekannt, bekanntgegeben, mitgeteilt,
        mitteilte,
        verpflichtet, gewann, gewonnen, oscar,
        nominiert, preis, ausgezeichnet, eröffnet|eröffnung, gegründet, gründete, spielt,
        spielte, drehbuch, schrieb, geschrieben, roman, produziert, produktion, hergestellt,
        findet statt, fand statt, stattfinden, statt, stattfindet, verkauft, vorverkauf,
        eingespielt, einspielergebnis, bestätigt, übernommen, heiratete, verfilmt, umgerüstet,
        wurde bekannt, ermordet, krieg, attentat, unterzeichnet, erfolgt, besetzung""",
    moved="""
        verschoben|verschiebt|verschieben|verschiebung, verlegt, vorgezogen, vorverlegt, neuer
        kinostart|starttermin|termin, neuer, nach hinten, jetzt am, nun am,
        aufschub|aufschübe, aufgeschoben, rückt, rückt vor,
        wandert, verschiebt sich, springt, vorziehen, zieht|zieht|ziehen vor, nach vorne, um
        eine woche, um zwei wochen, neuer kinostart ist, neues datum, neuen starttermin, neuen
        termin""",
    former="""
        nicht wie geplant, alter, alte, bisheriger, wie geplant, ursprünglich, zunächst,
        eigentlich, statt, anstatt, anstelle von, bisher, vormals, zuvor für, sollte, hätte,
        sollten, eigentlich für, geplant war, alten termin""",
    film="""
        film|films|filme|filmen, spielfilm, kinofilm, streifen, dokumentarfilm, dokumentation,
        komödie, drama, thriller, actionfilm, horrorfilm, fortsetzung, actionthriller, science
        - fiction - film, science - fiction - actionfilm, kriminalfilm, fantasyfilm,
        abenteuerfilm, animationsfilm, filmdrama, filmkomödie, liebesfilm, verfilmung, remake,
        western, biopic, doku, kinodokumentation, kriminalfilm - drama, zeichentrickfilm,
        tragikomödie, filmbiografie, kriegsfilm, kurzfilm, trickfilm, actionkomödie,
        superheldenfilm, fernsehfilm, historienfilm, familienfilm, kinderfilm, musicalfilm,
        actionstreifen, blockbuster, neuverfilmung""",
    not_film="""
        album|alben, single, lied, song, ep, soundtrack, roman|romans, buch|buches, manga,
        comic, videospiel|videospiels, computerspiel|computerspiels, spiel|spiels, spiele,
        serie|serien, fernsehserie, staffel|staffeln, folge|folgen, episode|episoden,
        miniserie, hörbuch, hörspiel, podcast, konsole, playstation, xbox, nintendo, band,
        bands, theaterstück, oper, musical, taschenbuch, hardcover, zeitschrift, sitcom, anime
        - serie, erzählung, kriminalroman, jugendroman, studioalbum, dlc, addon, app, software""",
    promotion="""
        trailer|trailers, teaser, poster, plakat, ausschnitt, erste bilder, clip, featurette,
        filmplakat, hauptplakat, tickets, vorverkauf, kritik, titelsong""",
    pronouns="""
        er, es, sie, der film, der streifen, die komödie, das drama, der thriller, die
        fortsetzung, dieser, dieser film, der spielfilm, der dokumentarfilm, das werk, die
        verfilmung, welcher, welche, welches, der kinofilm, der actionfilm, der animationsfilm,
        die produktion, die dokumentation""",
    relative_pronouns="der, die, das, welcher, welche, welches, den",
    to_word="auf, auf den, :, zum, bis, am, für",
    joins="""
        und, aber, sowie, während, bevor, ehe, gefolgt von, dann, danach, doch, ;,
        anschließend, sondern, bzw . ?""",
    before_day="""
        am, ab, seit, bis, vom, zum, dem, den, ab dem, für den, auf den, der, diesen,
        kommenden, nächsten, :, (, kinostart, start, vom, am donnerstag, bis zum, von""",
    before_month="""
        auf den, in den, im, ab, seit, bis, für, anfang, ende, mitte, im jahr, jahr, im jahre,
        in, diesen, im monat, in den, :, jahres, erst, aus dem jahr, aus, bereits, noch, (,
        vom, von, frühestens""",
    of="des jahres",
    until="bis, bis zum, -, –, —, und, auf",
    relative={
        "today": "heute, heute abend",
        "tomorrow": "morgen",
        "yesterday": "gestern",
        "same-day": "am selben|gleichen tag, am gleichen|selben datum, zeitgleich, gleichzeitig",
        "next-day": """
            am darauffolgenden|folgenden|nächsten tag, einen tag später, tags darauf, ein tag
            später""",
        "this": "diesen, dieser, diesem, dieses",
        "next": "nächsten, kommenden, nächster, nächstem, nächstes, kommendem",
        "last": "letzten, vergangenen, letztem, vergangenem",
        "same": "desselben, des gleichen, gleichen, des selben, selben",
        "later-this-year": """
            in diesem jahr, dieses jahr, noch in diesem jahr, noch dieses jahr, ende des
            jahres, dieses jahres""",
        "next-year": """
            nächstes|kommendes jahr, im nächsten|kommenden jahr, des nächsten|kommenden jahres""",
        "last-year": """
            letztes|vergangenes jahr, im letzten|vergangenen jahr, des vergangenen|letzten
            jahres""",
        "this-month": "in diesem monat, diesen monat",
        "next-month": "nächsten|kommenden monat, im nächsten|kommenden monat",
        "last-month": "letzten|vergangenen monat",
        "this-weekend": "dieses wochenende, am wochenende, an diesem wochenende",
    },
    holidays={
        "12-25": "weihnachten, ersten weihnachtstag, 1 . weihnachtstag, weihnachtstag",
        "12-26": "zweiten weihnachtstag, 2 . weihnachtstag",
        "12-24": "heiligabend, heilig abend",
        "01-01": "neujahr, neujahrstag",
        "12-31": "silvester",
        "02-14": "valentinstag",
        "10-31": "halloween",
        "easter": "ostern",
    },
    parts="""
        anfang, ende, mitte, anfang des jahres, im laufe des jahres, im laufe, frühestens,
        voraussichtlich, ersten hälfte, zweiten hälfte, im frühen, im späten, etwa, spätestens""",
    quarter="quartal",
    numbers="ein eine einen einem einer,zwei,drei,vier,fünf,sechs,sieben,acht,neun,zehn,elf,zwölf",
    people="""
        regisseur, regisseurs, regisseurin, schauspieler, schauspielerin, darsteller, autor,
        autorin, produzent, drehbuchautor, hauptdarsteller, star, komponist, sänger,
        filmemacher, filmemachers""",
    other_work="""
        basiert auf, nach dem roman, fortsetzung zu, fortsetzung von, nachfolger von, remake
        von, vorgänger, nach dem erfolg von, bekannt aus, bekannt durch, wie, etwa, unter
        anderem, neben, prequel zu, spin - off zu, verfilmung von, originaltitel, frei nach,
        nach, romans""",
    by="von, mit, des, der, durch, bei, an, unter, vom, regisseur",
    place_words="in, im, in der, in den, für, aus, nach, in die, in dem, bei, auf",
    small="""
        v vs x der die das des dem den und von vom zu zum zur im in am auf mit für of the and
        an oder ohne aus über unter gegen a to""",
    from_word="vom, von",
    territories={
        "DE": """
            deutschland, deutsche|deutschen|deutscher|deutsches|deutschem, hierzulande,
            bundesweit, deutschlandweit, bundesrepublik, brd, deutschlandstart, deutschlands,
            deutschlandpremiere""",
        "AT": "österreich, österreichische|österreichischen|österreichischer, österreichs",
        "CH": "schweiz, schweizer, deutschschweiz, schweizerische|schweizerischen",
        "US": """
            usa, us, vereinigten staaten, vereinigte staaten, amerika, us -
            amerikanische|amerikanischen|amerikanischer,
            amerikanische|amerikanischen|amerikanischer, nordamerika, us - start""",
        "GB": """
            großbritannien, vereinigten königreich, vereinigtes königreich, england,
            britische|britischen|britischer, uk, englische|englischen""",
        "IE": "irland",
        "CA": "kanada, kanadische|kanadischen",
        "AU": "australien, australische|australischen",
        "FR": "frankreich, französische|französischen",
        "IT": "italien, italienische|italienischen",
        "ES": "spanien, spanische|spanischen",
        "PT": "portugal",
        "NL": "niederlande|niederlanden, niederländische|niederländischen",
        "BE": "belgien",
        "LU": "luxemburg",
        "DK": "dänemark, dänische|dänischen",
        "SE": "schweden, schwedische|schwedischen",
        "NO": "norwegen",
        "FI": "finnland",
        "PL": "polen, polnische|polnischen",
        "CZ": "tschechien",
        "HU": "ungarn",
        "RU": "russland, russische|russischen",
        "JP": "japan, japanische|japanischen",
        "CN": "china, chinesische|chinesischen",
        "KR": "südkorea",
        "IN": "indien, indische|indischen",
        "BR": "brasilien",
        "MX": "mexiko",
        "TR": "türkei",
        "NZ": "neuseeland",
        "XW": "weltweit, weltweiten, weltweite, global, rund um den globus, in aller welt",
    },
    auxiliary="""
        wird, wurde, ist, soll, am, ab, erst, bereits, schon, auch, nun, dann, endlich, in,
        die, den, werden, hat, seine, ihre, im, offiziell, voraussichtlich, sollte, war, kam,
        kommt, regulär, jetzt, hatte, schließlich""",
    debut="""
        regiedebüt, schauspieldebüt, filmdebüt, leinwanddebüt, kinodebüt, sein debüt, ihr
        debüt, debüt, spielfilmdebüt, langfilmdebüt""",
    credits="""
        unter der regie von, regie, von regisseur, von regisseurin, des regisseurs, der
        regisseurin, inszeniert von""",
    suffixes={
        "film": "film",
        "komödie": "film",
        "drama": "film",
        "thriller": "film",
        "verfilmung": "film",
        "roman": "not_film",
        "romans": "not_film",
        "serie": "not_film",
        "spiel": "not_film",
        "album": "not_film",
        "films": "film",
    },
    tense={
        "future": "wird, soll, startet, kommt, erscheint, läuft, kommen, voraussichtlich",
        "past": "wurde, kam, startete, erschien, lief, feierte, war, hatte, kamen, erschienen",
    },
    is_a="""
        ist mehr als ein|eine, ist ein, ist eine, ist der, ist die, ist das, war ein, war eine,
        war der""",
    titled="namens, mit dem titel, unter dem titel, betitelt, heißt",
    units={
        "day": "tag, tage, tagen",
        "week": "woche, wochen",
        "month": "monat, monate, monaten",
        "year": "jahr, jahre, jahren",
    },
    plural="sind, starten, kommen, laufen, erscheinen, feiern, werden, kamen, beide, wurden",
    later="später, danach, darauf, nach, zuvor, früher",
    told="bestätigte bestätigten verkündete meldete berichtete bestätigt verkündet gemeldet",
    told_apart={
        "gab": "bekannt",
        "gaben": "bekannt",
        "kündigte": "an",
        "kündigten": "an",
        "teilte": "mit",
        "teilten": "mit",
    },
    that="dass",
    denials=(
        ("nicht", "mehr", 1),
        ("nicht", "geplant", 4),
        ("nicht", "vorgesehen", 4),
    ),
)
