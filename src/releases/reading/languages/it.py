"""Italian."""

from releases.reading.languages import Data

DATA = Data(
    code="it",
    stop_words="""
        il lo la i gli le di del della dei delle e è in un una uno che con per su da dal dalla
        al alla nel nella non si sono come più anche ma suo sua ha questo questa ed cinema sale
        uscita uscirà uscì film diretto regia anno l dell nell inoltre anche infine poi prima
        originariamente inizialmente ora dal attualmente infatti tuttavia quando mentre secondo
        presto ieri oggi successivamente intanto così poiché sebbene benché dopo durante
        oltre se""",
    months="""
        gennaio/gen,febbraio/feb,marzo/mar,aprile/apr,maggio/mag,giugno/giu,luglio/lug,agosto/ago,settembre/set/sett,ottobre/ott,novembre/nov,dicembre/dic""",
    weekdays="""
        lunedì/lunedi,martedì/martedi,mercoledì/mercoledi,giovedì/giovedi,venerdì/venerdi,sabato,domenica""",
    seasons={
        "spring": "primavera",
        "summer": "estate",
        "autumn": "autunno",
        "winter": "inverno",
    },
    release="""
        esce|escono|uscirà|usciranno|uscì|uscirono|uscito|uscita|usciti|uscite|uscire|usciva,
        data di uscita, in arrivo, al cinema, nei cinema, nelle sale, in sala, in sale, sul grande
        schermo, sugli schermi, arriva|arrivano|arriverà|arriveranno|arrivò|arrivato|arrivata,
        approda|approderà|approdato, distribuito|distribuita|distribuirà|distribuzione,
        debutta|debutterà|debuttato|debuttò, nelle sale cinematografiche, sbarca|sbarcherà,
        torna|tornerà al cinema|in, rilasciato|rilasciata, pubblicato|pubblicata,
        proiettato|proiettata nelle, previsto|prevista, è|sarà
        posizionato|posizionata|lanciato|lanciata, sarà in sala""",
    loose="""
        disponibile|disponibili, in onda, trasmesso|trasmessa,
        lanciato|lanciata|lanciati, posizionato|posizionata, fissato|fissata, visibile,
        in
        programmazione, online""",
    premiere="""
        anteprima|anteprime, presentato|presentata|presenta, prima mondiale, première,
        premiere, proiettato|proiettata, anteprima mondiale, in concorso, anteprima nazionale,
        fuori concorso, prima assoluta, prima visione""",
    media={
        "theatrical": """
            cinema, sale, sala, grande schermo, schermi, sale cinematografiche,
            cinematografica|cinematografico""",
        "limited": """
            sale selezionate, cinema selezionati, solo per tre giorni, evento speciale, uscita
            evento, uscita limitata, distribuzione limitata, solo il, per un solo giorno, al
            cinema solo""",
        "premiere": "anteprima, prima mondiale, in concorso, fuori concorso, red carpet",
        "digital": """
            streaming, piattaforma|piattaforme, on demand, digitale, noleggio, piattaforma di
            streaming, in streaming, online""",
        "physical": "home video, edizione home video, videocassetta",
        "tv": "televisione, tv, in onda, prima tv, canale, piccolo schermo, trasmesso",
    },
    other="""
        riprese, girato|girata, produzione, nato|nata, nacque, morto|morì|morte|scomparso,
        annunciato|annuncia|annunciata, vinse|vinto|vince, premio|premi, oscar, david,
        candidature|candidato, scritto|scritta|scrisse, romanzo, tratto|basato|basata,
        prodotto, iniziato|iniziate|iniziarono|inizia, ambientato|ambientata, si
        svolge|svolgerà|terrà|tiene, si tenne, fondata|fondato, incassato|incassi|incassò,
        interpretato, ricevette, sposò, composto, confermato, guerra, omicidio, vincitore,
        biglietti, prevendita""",
    moved="""
        rinviato|rinviata|rinvia|rinvio, posticipato|posticipata|posticipa,
        spostato|spostata|slitta|slittato|slittata|slittamento, anticipato|anticipata,
        rimandato|rimandata, nuova data, slittano, slitterà, posticipano, rinviano, anticipa,
        sposta|spostano|sposterà, si sposta, cambia data, nuova data di uscita, passa dal""",
    former="""
        originariamente, inizialmente, invece che, invece di|del|dell', al posto del,
        precedentemente, in origine, doveva, era previsto|prevista, prima previsto, anziché,
        doveva uscire, sarebbe dovuto|dovuta, era atteso|attesa|fissato|fissata, e non, precedente
        data, prevista inizialmente, inizialmente previsto|prevista|fissata|fissato""",
    film="""
        film, docufilm, docu - film, pellicola|pellicole, lungometraggio, documentario,
        commedia, dramma, thriller, sequel, prequel, remake, adattamento, biopic, capitolo,
        opera prima, cortometraggio, titolo, cinepanettone, western, live action""",
    not_film="""
        album, singolo, canzone|canzoni, ep, colonna sonora, romanzo|romanzi, libro|libri,
        manga, fumetto|fumetti, videogioco|videogiochi, gioco|giochi, serie, stagione|stagioni,
        episodio|episodi, miniserie, podcast, console, spettacolo, disco, brano, concerto,
        playstation, xbox, nintendo, fiction, rivista, volume, opera teatrale, serie tv""",
    promotion="""
        trailer, teaser, poster, locandina, clip, prime immagini, immagini, recensione,
        biglietti, videoclip""",
    pronouns="""
        il progetto, il film, la pellicola, esso, il lungometraggio, il documentario, la
        commedia, questo film, il sequel, che, quest'ultimo, la storia, il dramma, il thriller,
        l'opera, il nuovo film, la nuova pellicola""",
    relative_pronouns="che, il quale",
    to_word="al, a, per il, :, fino al",
    joins="""
        e, ed, ma, mentre, poi, prima di, seguito da, successivamente, ;, nonché, per poi,
        dopo, preceduto, preceduto da, preceduta da""",
    before_day="""
        il, dal, dall', l', del, al, fino al, da, prossimo, giorno, per il, a partire dal,
        scorso, lo scorso, :, (, il prossimo, i giorni, nella, da giovedì, il giorno""",
    before_month="""
        a, in, nel, ad, da, dal, entro, per, fine, inizio, metà, del, di, nell', dell', d',
        all'inizio di, :, (, nel corso del, verso, dello scorso, dell'anno, anno, lo scorso, il
        prossimo, nel mese di, da, fino a, questa, quest', la prossima""",
    of="di, del, dell ' anno, dello",
    until="al, a, fino al, -, –, —, e, e il",
    relative={
        "today": "oggi, stasera",
        "tomorrow": "domani",
        "yesterday": "ieri",
        "same-day": "lo stesso giorno, stesso giorno",
        "next-day": "il giorno dopo, il giorno seguente, il giorno successivo",
        "this": "questo, questa, quest'",
        "next": "prossimo, prossima, il prossimo, la prossima",
        "last": "scorso, scorsa, lo scorso, la scorsa",
        "same": "stesso, dello stesso, lo stesso",
        "later-this-year": "quest'anno, entro l'anno, entro la fine dell'anno",
        "next-year": "l'anno prossimo, il prossimo anno, prossimo anno, anno prossimo",
        "last-year": "l'anno scorso, lo scorso anno, anno scorso, dello scorso anno",
        "this-month": "questo mese",
        "next-month": "il mese prossimo, il prossimo mese",
        "last-month": "il mese scorso, lo scorso mese",
        "this-weekend": "questo weekend, questo fine settimana",
    },
    holidays={
        "12-25": "natale, giorno di natale",
        "12-26": "santo stefano",
        "12-24": "vigilia di natale",
        "01-01": "capodanno",
        "01-06": "epifania",
        "02-14": "san valentino",
        "10-31": "halloween",
        "08-15": "ferragosto",
        "easter": "pasqua",
    },
    parts="""
        fine, inizio, metà, a fine, a inizio, a metà, all'inizio di, alla fine di, nel corso
        del, inizi del, entro la fine di, entro, nei primi mesi del, prima metà del, seconda
        metà del, verso la fine del""",
    quarter="trimestre",
    numbers="""
        un uno una primo prima,due secondo,tre terzo,quattro
        quarto,cinque,sei,sette,otto,nove,dieci,undici,dodici""",
    people="""
        regista, attore, attrice, cineasta, sceneggiatore, produttore, autore, autrice,
        scrittore, scrittrice, protagonista, cantante, compositore, stella, star""",
    other_work="""
        sequel di, prequel di, basato su, tratto da, ispirato a, remake di, dopo il successo
        di, noto per, come, autore di, regista di, tratto dal, adattamento di, successo di,
        trama identica a, reduci dal, reduce da, tra cui, argomento identico""",
    by="di, da, con, dal, del, della, dello, diretto da, su, al, dei, tra",
    place_words="""
        in, nel, nei, nelle, negli, nella, a, di, del, per, dagli, agli, dal, della, degli,
        dei, dall', nell', all', in tutto il, in tutta""",
    small="""
        v vs x il lo la i gli le l di del della dello dei delle d e ed a al alla ai in un una
        con per su da dal o non of the nel nella tra fra mio mia tuo sul sulla""",
    from_word="dal, dall', da",
    territories={
        "IT": "italia, italiano|italiana|italiani|italiane",
        "US": """
            stati uniti, usa, america, statunitense|statunitensi,
            americano|americana|americani|americane, nord america, stati uniti d'america""",
        "GB": "regno unito, gran bretagna, inghilterra, britannico|britannici|britanniche, inglesi",
        "IE": "irlanda",
        "FR": "francia, francese|francesi",
        "DE": "germania, tedesco|tedesche|tedeschi",
        "ES": "spagna, spagnole|spagnolo",
        "PT": "portogallo",
        "CH": "svizzera",
        "AT": "austria",
        "JP": "giappone, giapponese|giapponesi, nipponico|nipponica|nipponiche|nipponici",
        "CN": "cina, cinesi|cinese",
        "KR": "corea del sud, corea",
        "IN": "india",
        "BR": "brasile",
        "CA": "canada",
        "AU": "australia",
        "RU": "russia",
        "BE": "belgio",
        "NL": "paesi bassi",
        "SE": "svezia",
        "MX": "messico",
        "AR": "argentina",
        "PL": "polonia",
        "XW": """
            tutto il mondo, mondiale, a livello mondiale, in tutto il mondo, globale,
            globalmente, resto del mondo""",
    },
    auxiliary="""
        è, sarà, stato, stata, viene, verrà, fu, ha, si, finalmente, in, nelle, nei, al, anche,
        già, fu, venne, era, dovrebbe, deve, presto, ufficialmente, poi, sono, prossimamente,
        atteso, avrà, italiana, ebbe, prevista, previsto, attesa, invece, arriva, uscirà, esce,
        successivamente""",
    debut="""
        debutto alla regia, esordio alla regia, suo debutto, suo esordio, esordio, debuttò
        come, debutto, esordisce""",
    credits="""
        sceneggiato da, prodotto da, diretto da, diretta da, scritto e diretto da, con
        protagonista, regia di, di regia, il nuovo film di, interpretato da""",
    tense={
        "future": """
            uscirà, sarà, arriverà, esce, arriva, debutterà, prossimo, prossimamente, verrà,
            atteso, previsto, prevista, dal""",
        "past": "uscì, arrivò, fu, uscito, è stato, venne, arrivato, distribuito, debuttò, stata",
    },
    home="IT",
    is_a="è un, è una, è il, è la, è l', fu un, era un, sono, è lo, è un'",
    titled="intitolato, intitolata, chiamato, dal titolo, con il titolo",
    units={
        "day": "giorno, giorni",
        "week": "settimana, settimane",
        "month": "mese, mesi",
        "year": "anno, anni",
    },
    plural="escono, arrivano, usciranno, arriveranno, sono, debuttano, approdano",
    later="dopo, più tardi, prima",
    denials=(
        ("non", "più", 3),
        ("non", "previsto", 6),
    ),
)
