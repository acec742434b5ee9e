"""English."""

from releases.reading.languages import Data

DATA = Data(
    code="en",
    stop_words="""
        the of and to in is was for with that it as on by his her he she they this from at are
        were be been has have had its which who will an or not but their also after film movie
        released release theaters cinemas starring directed about into when more one elsewhere
        originally finally previously initially meanwhile today tonight next earlier later
        currently starring featuring unless although because whenever whereas once despite""",
    months="""
        january/jan,february/feb,march/mar,april/apr,may,june/jun,july/jul,august/aug,september/sept/sep,october/oct,november/nov,december/dec""",
    weekdays="""
        monday/mon,tuesday/tue/tues,wednesday/wed,thursday/thu/thurs,friday/fri,saturday/sat,sunday/sun""",
    seasons={
        "spring": "spring",
        "summer": "summer, summertime",
        "autumn": "autumn, fall",
        "winter": "winter, wintertime",
    },
    release="""
        release|released|releases|releasing, opens|opened, open on|in,
        begins|began|begin|starts|started streaming, starts|started streaming, re -
        release|released|releases, rerelease|rereleased, release date|dates, in
        cinemas|theaters|theatres from?, out in cinemas|theaters|theatres, hit|hits|hitting
        the? cinemas|theaters|theatres|theater|screens|cinema, hit|hits the? big?
        screen|screens, hits, comes|come|coming|came to the? cinemas|theaters|theatres|big
        screen, comes|come|coming|came out, comes|coming to netflix, theatrical
        release|debut|run|rollout, opens|opened|opening|open in cinemas|theaters|theatres,
        opening date, opens|opened wide, expands|expanded|expanding|expand wide?,
        goes|went|going wide, in the cinema|cinemas|theaters|theatres, reach|reaches|reached
        cinemas|theaters|theatres, in theaters, in theatres, nationwide release, wide release,
        limited release, opens|opened|opening on?, rolled|roll|rolls|rolling out,
        arrive|arrives|arrived|arriving in|to|on, now showing from?, see it in,
        screens|screening nationwide, distributed, distribution, go|goes|went into|on general?
        release, on release, in movie theaters|theatres, in select|selected
        cinemas|theaters|theatres, bow|bows|bowed in, theatrically released, back in
        cinemas|theaters|theatres, return|returns|returning to cinemas|theaters|theatres|the,
        scheduled|slated|set|due|planned|dated for release, due out, out on, release is|was|has
        been? set|scheduled|planned|slated, dropping on?, landing on,
        reaches|reach|reached|reaching screens, plays|play|played|playing in|at
        select|selected?, hits|hit screens, back on the big screen, back on screens,
        lands|land|landing|landed in cinemas|theaters|theatres, out in, new to cinemas, opening
        in, rolls out, national|nationwide|wide expansion, national|nationwide|wide rollout,
        takes|take|taking|took over the, moves|moving|slides|shifts|slots|jumps into""",
    loose="""
        open, opens|opened|opening, arrive|arrives|arrived|arriving, out, available,
        drop|drops|dropped|dropping, land|lands|landed|landing, launch|launches|launched,
        start|starts|starting, stream|streams|streaming|streamed, air|airs|aired|airing,
        broadcast, shown, showing, show, come|comes|coming|came, begins streaming, stream, to
        own, to rent, buy or rent, on sale, hit, slated, scheduled, set for, set it for,
        bring|brings|brought it|the, dated, dating, due out|in|on, lands, exclusively, coming
        soon, kick|kicks|kicked off, unleashed,
        swings|swing|flies|fly|roars|roar|soars|soar|races|crashes|storms into|onto|to,
        previews, bow|bows|bowed, distributes, get|gets a|its release, plays|playing,
        follow|follows|following|followed on, touches down, touch down, rounds off, get|gets it
        on?, new this week, out this week, opening this week, put|puts|putting""",
    premiere="""
        premiere|premieres|premiered|premiering, world premiere|premiered,
        debut|debuts|debuted|debuting, gala premiere?, screened, unveiled, first shown, had its
        world? premiere|debut|bow, red carpet premiere, european|uk|us|international|north
        american? premiere, selected to open, opening night film, closing night film, preview
        screening, advance screening|screenings, first screened, shown at, screens at, screen
        at, screening at, was shown, played at, presented at, bowed at""",
    media={
        "theatrical": """
            wide, wider, nationwide, cinema|cinemas, theater|theaters, theatre|theatres,
            theatrical|theatrically, the big screen, big screens, movie theaters|theatres,
            multiplexes, imax|imaxes, picture houses, movie houses, screens nationwide, box
            office, national|nationwide expansion|rollout|release""",
        "limited": """
            limited theatrical?, limited release|run|engagement, select|selected
            theaters|theatres|cinemas, select|selected u . s . theaters|theatres|cinemas,
            select|selected u . k . theaters|theatres|cinemas, select|selected
            us|uk|american|british|canadian|irish|australian theaters|theatres|cinemas,
            select|selected cities|markets|screens|locations, one night only, one day only, one
            - night - only, one - day - only, for one night, for one day, special|fathom
            event|events, fathom, exclusive engagement, art house|arthouse cinemas|theaters,
            limited - release""",
        "premiere": """
            world premiere, red carpet, gala, official selection, out of competition, in
            competition, midnight section""",
        "digital": """
            streaming, streaming service|services|platform|platforms, stream, streams,
            streamed, on demand, on - demand, video on demand, video - on - demand, premium
            video on demand, vod, digital, digitally, digital
            download|hd|platforms|release|release|demand, download, to rent or buy, to rent, to
            buy or rent, ott, online, digital on demand""",
        "physical": """
            home video, on video, home media, home entertainment, on disc, ultra hd, on home
            video, video cassette, videocassette, videotape, direct - to - video, straight - to
            - video, home release, limited edition, limited - edition, collector ' s edition,
            4k ultra hd, 4k disc, 4k uhd, home entertainment release, boxset, box set""",
        "tv": """
            television, tv, tv movie, tv premiere, on air, airwaves, cable,
            air|airs|aired|airing, network television, broadcast""",
    },
    other="""
        staged, reopen|reopening|reopened, reopens, principal photography, filming, filmed,
        production,
        shooting, shot, shoot|shoots, wrapped, wraps|wrap, pre - production, post - production,
        photography, born, died, death, birth, announced|announces|announce, announcement,
        cast, joined, signed, hired, optioned, acquired, bought, won|win|wins, nominated,
        nomination|nominations, awarded, award|awards, ceremony, oscars,
        grossed|grossing|earned, set in, takes place, took place, take place, held, holds,
        written, wrote, published, publication, recorded, composed, married, served, elected,
        founded, established, built, began|begins|begin|begun|commenced|started|start
        production|filming|shooting|principal, developed, development, confirmed, revealed,
        reported, updated, posted|posts, uploaded, retrieved, accessed, archived, purchased,
        ordered, greenlit, casting, auditioned, auditions, certificate, certified,
        certification, halted, cancelled, tickets go, on sale, tickets on, pre - sale, presale,
        tickets, runs, runs from|until, submissions, deadline, concert|concerts, tour,
        performed, embargo, killed, moved to los, arrested, sentenced, graduated, accident,
        attack, war, battle, assassinated, murdered, executed, invaded, signed into, rated,
        classified, restored in, remade, adapted, edited, copyright, written in, directed in,
        produced in, stint, stars as, launched in, founded in, inspired, crashed, hijacked,
        meet|meets, travel|travels, returns home, wakes, lives, discovers, struggling, earning,
        cameras, rolling, rolls, livestream, unveiled at, panel, hits stores, submits,
        applications, season ticket, marathon, quits, resigns, elected, sworn, hospitalised,
        divorced, engaged, dies, passed away, opens|opened|open its|their doors|gates""",
    moved="""
        moved|moves|move|moving, pushed|pushes|push|pushing back?, pushed forward,
        delayed|delays|delay until?, postponed|postpones|postpone|postponement until?,
        shifted|shifts|shift, rescheduled|reschedules, bumped up? back?, brought|brings
        forward, advanced, vacates|vacated, changed|changes, new release? date, new date,
        relocated, slid, slides, jumped|jumps|jumping, shifting, sliding, will now, is now,
        dated for, undated, redated, taken, again to, and then to, then to, finally to, pulled
        forward, brought|bring|bringing forward, moving up, moved up, moves up, vacating,
        relocates, relocating, redates, dropped back, drops back, slips, slipped, slipping,
        bumps, bumped, bump, shunted, shuffled, pulled from, pulled off, swaps|swapped|swapping
        dates?, delaying, postponing, earlier than planned""",
    former="""
        previous release? date, previous, should have, originally, formerly, previously,
        initially, instead of, rather than, earlier planned, prior date, was supposed to, was
        meant to, was to have, first planned, first scheduled, up from, back from, from its,
        vacating, was slated|scheduled|set to originally, its original, original release,
        original date, an original, once set for, once slated|scheduled|dated for, old date,
        vacates, vacated, current date, current release? date, had been due, vacates its,
        leaves its, giving up its, previously dated|set|scheduled|slated|due, earlier date,
        initial theatrical? release|date|window""",
    film="""
        starrer, animation, mystery, romance, satire, whodunit, weepie, tearjerker, film|films,
        movie|movies, feature,
        picture, documentary, comedy, drama, thriller, sequel, prequel, remake, reboot, romcom,
        biopic, blockbuster, adaptation, western, musical, flick, feature - length, short film,
        animated film, horror, motion picture, rom - com, installment, instalment, threequel,
        spin - off, anime film|films, anime movie, anime feature, slasher, biographical,
        superhero, doc, documentaries, feature film, chiller, actioner, heist movie, caper,
        weepy, tentpole, whodunnit, tear - jerker, murder mystery, docudrama, actioner,
        romantasy, shocker, creature feature, crowd - pleaser, concert film, adventure film,
        epic""",
    not_film="""
        album|albums, single|singles, song|songs, ep, lp, soundtrack|soundtracks, novel|novels,
        cover of, cover version, commissioned piece|work, piece for, concert hall, beta,
        software, app, sdk, framework, plugin, smartphone, browser,
        personal|home|professional computer, operating system, nightclub, restaurant, hardware,
        handset, processor, motor show, sports car, concept car, the car, the building,
        the attraction,
        book|books, manga, comic|comics, graphic novel, the play, a play, her play, his play,
        playwright, video game|games, game|games, gameplay, playstation, xbox, nintendo, wii,
        consoles, dlc, dubbed episodes, series, tv series, television series, season|seasons,
        episode|episodes, miniserie|miniseries, mini - series, tv show|shows, the show, sitcom,
        podcast, reality show, broadway, concert|concerts, mixtape, track|tracks, music video,
        magazine, paperback, hardcover, ebook, audiobook, chapter|chapters, webtoon,
        docuseries, television anime, tv anime, anime series, anime television, light novel,
        web series, limited series, memoir, autobiography, short story, poem, opera, ballet,
        exhibition, firmware, software, smartphone, studio album, compilation, record label,
        theme park, toy|toys, stage play, musical album, extended play, novella, anime,
        expansion pack, trilogy of novels""",
    promotion="""
        trailer|trailers, teaser|teasers, poster|posters, first look, clip|clips, featurette,
        sneak peek, footage, images, photo|photos, still|stills, tickets, teaser trailer,
        announcement, first song, lyric video, promo, motion poster, cover, merchandise,
        screenplay, script, review|reviews, synopsis, embargo""",
    pronouns="""
        it, the film, the movie, the feature, the picture, the documentary, the sequel, this
        film, this movie, the thriller, the drama, the comedy, which, that, his film, her film,
        their film, the remake, the animation, the production, the pic, the musical, the
        prequel, the flick, the biopic, the project, the title, this, film, movie""",
    relative_pronouns="which, that, who, and which",
    to_word="to, for, until, :, is, as, new date of, on to, back to, up to",
    joins="""
        and, but, before, followed by, with, while, whereas, then, ;, prior to, ahead of,
        after, and then, as well as, though, although, plus, &""",
    before_day="""
        on, from, until, till, by, since, starting, beginning, of, for, this, next, coming, is,
        :, (, to, on the, from the, before, after, the, last, set for, as of""",
    before_month="""
        in, by, this, next, last, since, until, for, early, late, mid, during, of, from,
        around, through, to, :, (, before, after, mid -, late in, early in, set for, into""",
    of="of, the",
    until="to, until, till, through, -, –, —, thru, and",
    relative={
        "today": "today, tonight",
        "tomorrow": "tomorrow",
        "yesterday": "yesterday",
        "same-day": """
            the? same day, that day, that same day, same date, on the same date, that date,
            that day, the same date, that same date, on that date, that very date, that slot,
            its old slot, its former slot, that frame, its previous date, the same weekend""",
        "next-day": "the? next day, the? following day, a day later, one day later, the day after",
        "this": "this, this coming, this very",
        "next": "next, the coming, the upcoming",
        "last": "last, this past, the previous",
        "following": "the following, following, of the following",
        "same": "the same, that, that same, of the same, of that",
        "later-this-year": """
            later this year, this year, end of the year, end of this year, year ' s end, by
            year ' s end, the end of the year""",
        "next-year": """
            next year, early next year, later next year, the coming year, sometime next year,
            the next year, the following year""",
        "last-year": "last year, the previous year",
        "this-month": "this month, later this month, at the end of the month, end of this month",
        "next-month": "next month, early next month, later next month",
        "last-month": "last month, earlier this month",
        "this-weekend": "this weekend, this coming weekend",
        "this-week": "this week",
        "tba": "tba, tbc, tbd, to be announced|confirmed|determined|decided",
    },
    holidays={
        "12-25": "christmas day, xmas day, christmas",
        "12-26": "boxing day",
        "12-24": "christmas eve",
        "01-01": "new year ' s day",
        "12-31": "new year ' s eve",
        "02-14": "valentine ' s day, valentine ' s",
        "10-31": "halloween, hallowe ' en",
        "07-04": "independence day weekend, fourth of july, july fourth",
        "thanksgiving": "thanksgiving, thanksgiving day|weekend",
        "memorial": "memorial day weekend",
        "easter": "easter, easter weekend",
        "labor": "labor day weekend",
    },
    parts="""
        early, late, mid, mid -, start of, the start of, beginning of, the beginning of, end
        of, the end of, middle of, first half of, second half of, the first half of, the second
        half of, sometime in, later in, early in, late in, around, about, by the end of, toward
        the end of, the year, h1, h2, back half of""",
    quarter="quarter of?, quarter",
    numbers="""
        a an one first,two second couple,three third,four
        fourth,five,six,seven,eight,nine,ten,eleven,twelve""",
    people="""
        studio, distributor, company, publisher, director, filmmaker, actor, actress, star,
        stars, producer, writer, screenwriter, composer, author, novelist, starring, featuring,
        singer, critic, cinematographer, co - star, critics""",
    other_work="""
        sequel to, sequel of, prequel to, follow - up to, successor to, based on, adapted from,
        adaptation of, remake of, reboot of, inspired by, director of, star of, maker of, known
        for, best known for, success of, after the success of, behind, similar to, since,
        compared to, like, such as, including, writer of, creator of, creators of, makers of,
        producers of, directors of, lost to, instalment of, installment of, fame, from the
        director of, part of, spin - off of, spin - off from, predecessor, wrote, starred in,
        appeared in, fan of, made, reprise, bridge, following""",
    by="""
        by, from, directed by, starring, produced by, written by, with, at, via, through,
        featuring, for, of, in, near, about""",
    place_words="""
        in, in the, across, across the, throughout, throughout the, for, for the, to, to the,
        at, at the, of, on, outside, over""",
    small="""
        v vs x of the and in to a an on for with at by from de la le von der s t vs or is my
        your our no not as & do à et""",
    from_word="from, off",
    territories={
        "GB": """
            uk, u . k ., united kingdom, britain, great britain, england, scotland, wales,
            british, northern ireland, u . k""",
        "US": """
            us, u . s ., usa, u . s . a ., united states, united states of america, america,
            american, the states, u . s, stateside, north america, north american, domestic,
            domestically""",
        "CA": "canada, canadian",
        "IE": "ireland, irish",
        "AU": "australia, australian, aussie",
        "NZ": "new zealand",
        "FR": "france, french",
        "DE": "germany, german",
        "ES": "spain, spanish",
        "IT": "italy, italian",
        "PT": "portugal, portuguese",
        "NL": "netherlands, holland, dutch",
        "BE": "belgium, belgian",
        "AT": "austria, austrian",
        "CH": "switzerland, swiss",
        "JP": "japan, japanese",
        "CN": "china, chinese, mainland china",
        "HK": "hong kong",
        "TW": "taiwan, taiwanese",
        "KR": "south korea, south korean, korea, korean",
        "IN": "india, indian",
        "PK": "pakistan, pakistani",
        "NP": "nepal, nepalese, nepali",
        "LK": "sri lanka",
        "BD": "bangladesh",
        "MX": "mexico, mexican",
        "BR": "brazil, brazilian",
        "AR": "argentina, argentine",
        "CL": "chile",
        "CO": "colombia",
        "SE": "sweden, swedish",
        "NO": "norway, norwegian",
        "DK": "denmark, danish",
        "FI": "finland, finnish",
        "IS": "iceland",
        "PL": "poland, polish",
        "CZ": "czech republic, czechia, czech",
        "HU": "hungary, hungarian",
        "RO": "romania, romanian",
        "GR": "greece, greek",
        "TR": "turkey, turkish",
        "RU": "russia, russian",
        "UA": "ukraine, ukrainian",
        "IL": "israel, israeli",
        "AE": "uae, united arab emirates",
        "SA": "saudi arabia",
        "EG": "egypt, egyptian",
        "ZA": "south africa, south african",
        "NG": "nigeria, nigerian",
        "KE": "kenya",
        "SG": "singapore",
        "MY": "malaysia, malaysian",
        "PH": "philippines, philippine",
        "TH": "thailand, thai",
        "ID": "indonesia, indonesian",
        "VN": "vietnam, vietnamese",
        "XW": """
            worldwide, globally, around|across the world, across the globe, internationally,
            everywhere, world - wide, around the globe, all over the world, global""",
    },
    auxiliary="""
        already, still, is, was, will, be, to, has, been, had, are, were, set, scheduled,
        slated, expected, due, finally, also, now, officially, then, its, would, theatrically,
        originally, first, recently, subsequently, later, eventually, initially, planned,
        being, currently, all, both, simultaneously, commercially, can, wide, may, could,
        should, going, about, have, actually, just, made, began, received, only, exclusively,
        instead, saw, sees, gets, got, enjoyed""",
    debut="""
        directorial debut, acting debut, film debut, feature debut, his debut, her debut,
        screen debut, feature directorial debut, debut as, career, made his, made her,
        television debut, hollywood debut, debut album, debut single, bollywood debut,
        professional debut, stage debut""",
    credits="""
        directed by, written and directed by, starring, from director, co - directed by, helmed
        by, produced by, written by, featuring the voices of""",
    tense={
        "future": """
            will, set, scheduled, slated, expected, opens, arrives, hits, lands, comes,
            releases, premieres, drops, upcoming, coming, out on, heading, is due, opening on,
            in cinemas from""",
        "past": """
            was, were, had, released, opened, premiered, hit theaters, arrived, debuted,
            landed, came, screened""",
    },
    is_a="""
        remains|became|remained a|an|the, is more than a|an, is a, is an, was a, was an, is the,
        was the, are, is his, is her""",
    titled="titled, entitled, called, named, dubbed",
    units={
        "day": "day, days",
        "week": "week, weeks",
        "month": "month, months",
        "year": "year, years",
    },
    planned="""
        was|were due|set|scheduled|slated|expected|planned|dated|eyed, had|has been
        due|set|scheduled|slated|expected|planned|dated|eyed""",
    plural="""
        open, both, are, were, arrive, hit, land, come, return, debut, premiere, reach,
        release, have, move, shift, drop, bow, go, start, begin, stream, play, follow, all""",
    later="later, after, afterwards, earlier, following, before",
    denials=(
        ("no", "longer", 1),
        ("not", "planned", 3),
        ("not", "anymore", 12),
    ),
)
