"""French."""

from releases.reading.languages import Data

DATA = Data(
    code="fr",
    stop_words="""
        le la les de des du et est un une dans en pour que qui sur au aux avec par ce cette il
        elle se pas plus son sa ses ne sont été mais ou nous vous leur comme à d l qu salles
        cinéma sortie sortira sort réalisé film année après avant où egalement également enfin
        puis ensuite initialement auparavant désormais dès actuellement finalement ainsi
        pourtant cependant désormais hier demain quand pourquoi selon depuis bientôt toujours
        mondialement parallèlement lorsque tandis malgré notamment outre si puisque""",
    months="""
        janvier/janv/jan,février/fevrier/févr/fév,mars,avril/avr,mai,juin,juillet/juil,août/aout,septembre/sept,octobre/oct,novembre/nov,décembre/decembre/déc""",
    weekdays="lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche",
    seasons={
        "spring": "printemps",
        "summer": "été",
        "autumn": "automne",
        "winter": "hiver",
    },
    release="""
        sort|sorte|sortent|sortira|sortiront|sorti|sortie|sortis|sorties|sortant|sortir|sortait,
        date de sortie, en salles, en salle, au cinéma, au cinema, sortie nationale,
        arrive|arrivera|arrivent|arriveront|arrivé en salles?, débarque|débarquera|débarquent,
        dans les salles, sur les écrans, à l'affiche, sur grand écran,
        ressort|ressortira|ressortie, dans les cinémas, au ciné, date de sortie en france,
        exploité|exploitée, distribué|distribuée, est|sont daté|datée|datés,
        attendu|attendue|attendus, prévu|prévue,
        parution en salles, est à découvrir, à découvrir, rejoint les salles, reprise, sortie
        cinéma""",
    loose="""
        disponible|disponibles, arrive|arrivera|arrivent, diffusé|diffusée, diffusion,
        lancé|lancée, visible, dispo, proposé|proposée, programmé|programmée, dévoilé sur, mis
        en ligne""",
    premiere="""
        avant - première|avant - premières, première mondiale, présenté|présentée|présentés,
        projeté|projetée, projection, en compétition, dévoilé au|à, sélectionné|sélectionnée,
        première française, première internationale, première européenne, séance spéciale, a eu
        sa première""",
    media={
        "theatrical": """
            salles, salle, cinéma, cinémas, cinema, grand écran, écrans, ciné, sortie
            nationale, salles obscures""",
        "limited": """
            sélection de salles, salles sélectionnées, sortie limitée, séance unique, séances
            uniques, quelques salles, pour une soirée""",
        "premiere": """
            avant - première, première mondiale, en compétition, hors compétition, un certain
            regard, quinzaine des réalisateurs|cinéastes, semaine de la critique, sélection
            officielle""",
        "digital": """
            streaming, vod, vàd, à la demande, plateforme, plateformes, en ligne, numérique,
            achat digital, svod, plateforme de streaming, location""",
        "physical": "vidéo, support physique, en vidéo, coffret",
        "tv": "télévision, télé, petit écran, chaîne, tv, diffusé, diffusée, diffusion",
    },
    other="""
        tournage, tourné|tournée|tourne|tourner, né|née, naît, naissance, mort|morte, meurt,
        décès, décédé|décédée, annoncé|annonce|annoncée, remporté|remporte,
        récompensé|récompensée, césar, oscar, nommé, écrit, publié|publiée, paru|parue,
        parution, roman, produit, production, débute|débuté, interprète, réunit, se déroule,
        aura lieu, a lieu, se tiendra, se tient, créé|créée, fondé|fondée, devient, participe,
        rejoint, épouse, obtient, box - office, bande originale, composé|composée, tués,
        guerre, meurtre, assassinat, engagé, joue dans, tient, tenu""",
    moved="""
        repoussé|repoussée|repousse|repoussés|repoussées, décalés|décalées,
        reportés|reportées, décalé|décalée, reporté|reportée|reporte, avancé|avancée,
        déplacé|déplacée, retardé|retardée, nouvelle date, changé de date, passe du, passe au,
        glisse, glissera, décalée, décale, avance, avancera, reculé|reculée|recule,
        recalé|recalée, positionne|positionné|positionnée, chamboulé, nouvelle date de sortie""",
    former="""
        initialement, auparavant, à l'origine, au lieu de, précédemment, d'abord, devait, prévu
        initialement, plutôt que, prévue initialement, au lieu du, devait sortir, était
        prévu|prévue|attendu|attendue|annoncé|annoncée, et non, plus tôt que prévu, ancienne
        date, ne sortira|sort|sortiront plus, n'arrive|arrivera plus, n'est|sera plus,
        prévue à l'origine, initialement prévu|prévue|attendu|attendue""",
    film="""
        film|films, long métrage, long - métrage, longs métrages, documentaire, comédie, drame,
        thriller, suite, remake, biopic, adaptation, comédie musicale, opus, volet, production,
        moyen - métrage, court - métrage, court métrage, dessin animé, blockbuster, polar,
        western, docu, version""",
    not_film="""
        album|albums, single, chanson|chansons, ep, bande originale, roman|romans,
        livre|livres, manga, bd, bande dessinée, jeu vidéo|video, jeux vidéo, jeu|jeux,
        série|séries, saison|saisons, épisode|épisodes, mini - série, podcast, console,
        spectacle, pièce, théâtre, concert, recueil, essai, tome, playstation, xbox, nintendo,
        opéra, magazine, édition|éditions, émission""",
    promotion="""
        bande - annonce|bandes - annonces, bande annonce, trailer, teaser, affiche, extrait,
        extraits, premières images, images, critique, billetterie, clip""",
    pronouns="""
        le projet, il, elle, le film, ce film, le long métrage, le long - métrage, la comédie,
        le documentaire, le drame, ce dernier, cette comédie, ce thriller, la suite, le
        thriller, qui, ce long - métrage, ce long métrage, ce documentaire, cette suite,
        l'œuvre, le biopic, la réalisation, le nouveau long métrage, le long-métrage, la
        fiction, son film, ce nouveau film""",
    relative_pronouns="qui, lequel, que",
    to_word="au, à, pour, pour le, :, en, jusqu'au",
    joins="""
        et, mais, puis, avant de, avant d', suivi de, suivie de, tandis que, alors que,
        ensuite, ;, ainsi que, avant, après""",
    before_day="""
        le, du, dès le, à partir du, depuis le, jusqu'au, au, ce, pour le, prochain, les, dès,
        :, (, de ce, le mercredi, dès ce, :""",
    before_month="""
        en, dès, depuis, début, fin, mi, mi -, courant, pour, d', de, au mois de, jusqu'en, à
        partir de, :, (, en l'an, l'année, pendant, ce, cet, l', à l', au, vers, prochain, fin
        d', à la""",
    of="de, d ' ?, du, de l ' année",
    until="au, jusqu'au, à, -, –, —, et, et le",
    relative={
        "today": "aujourd'hui, ce soir",
        "tomorrow": "demain",
        "yesterday": "hier",
        "same-day": "le même jour, le jour même",
        "next-day": "le lendemain, le jour suivant",
        "this": "ce, cet, cette, ces",
        "next": "prochain, le prochain, la prochaine, l'été prochain",
        "last": "dernier, dernière",
        "same": "la même, du même, de la même, le même",
        "later-this-year": """
            cette année, plus tard cette année, d'ici la fin de l'année, à la fin de l'année,
            fin d'année""",
        "next-year": "l'année prochaine, l'an prochain, de l'année prochaine, prochain",
        "last-year": "l'année dernière, l'an dernier, l'an passé, dernier",
        "this-month": "ce mois - ci, ce mois",
        "next-month": "le mois prochain",
        "last-month": "le mois dernier",
        "this-weekend": "ce week - end, ce weekend",
    },
    holidays={
        "12-25": "noël, jour de noël, le jour de noël",
        "12-24": "réveillon de noël",
        "01-01": "jour de l'an, nouvel an",
        "12-31": "saint - sylvestre, réveillon du nouvel an",
        "02-14": "saint - valentin",
        "10-31": "halloween",
        "07-14": "fête nationale",
        "easter": "pâques",
    },
    parts="""
        début, fin, mi, mi -, courant, au cours de, dans le courant de, première moitié de,
        deuxième moitié de, à la fin de, au début de, à la fin d', vers, vers la fin""",
    quarter="trimestre",
    numbers="""
        un une premier première,deux deuxième second,trois troisième,quatre
        quatrième,cinq,six,sept,huit,neuf,dix,onze,douze""",
    people="""
        réalisateur, réalisatrice, acteur, actrice, cinéaste, comédien, comédienne, scénariste,
        producteur, auteur, autrice, romancier, star, compositeur, chanteur, chanteuse,
        journaliste, écrivain""",
    other_work="""
        suite de, adapté de, adaptée de, adaptation de, d'après, inspiré de, inspiré du, tiré
        de, tiré du, remake de, après le succès de, connu pour, révélé dans, comme, après,
        auteur de, réalisateur de, notamment, film dérivé de, préquelle de, dans""",
    by="de, d, par, avec, du, des, chez, signé, signée, au, aux, sur, à",
    place_words="en, au, aux, à, dans, dans les, au cinéma en, dans l', des, de, du, pour, sur",
    small="""
        v vs x le la les l de du des d et à au aux en un une sur pour dans par ou avec sans of
        the and entre chez contre sous y son sa ses nos mon ma mes""",
    from_word="du, de",
    territories={
        "FR": "france, français|française|françaises, hexagone, l'hexagone, salles françaises",
        "BE": "belgique, belge|belges",
        "CH": "suisse, suisses, suisse romande, romandie",
        "LU": "luxembourg",
        "CA": "canada, québec, canadien|canadienne|canadiennes, québécois|québécoise|québécoises",
        "US": """
            états - unis, etats - unis, usa, us, amérique,
            américain|américaine|américaines|américains, amérique du nord""",
        "GB": """
            royaume - uni, grande - bretagne, angleterre, britannique|britanniques, uk,
            anglais|anglaises""",
        "IE": "irlande",
        "DE": "allemagne, allemand|allemande|allemandes",
        "IT": "italie, italien|italienne|italiennes",
        "ES": "espagne, espagnol|espagnole|espagnoles",
        "PT": "portugal",
        "NL": "pays - bas",
        "JP": "japon, japonais|japonaise|japonaises, nippon|nippone|nippons|nippones",
        "CN": "chine, chinois|chinoise|chinoises",
        "KR": "corée du sud, corée",
        "IN": "inde, indien|indienne",
        "AU": "australie",
        "BR": "brésil",
        "MX": "mexique",
        "MA": "maroc",
        "DZ": "algérie",
        "TN": "tunisie",
        "SN": "sénégal",
        "CI": "côte d'ivoire, ivoirien|ivoirienne|ivoiriennes",
        "SE": "suède",
        "DK": "danemark",
        "NO": "norvège",
        "PL": "pologne",
        "RU": "russie",
        "TR": "turquie",
        "XW": """
            mondiale, mondialement, monde entier, partout dans le monde, dans le monde entier,
            à travers le monde, mondial""",
    },
    auxiliary="""
        a, est, sera, été, va, doit, devrait, sont, en, au, enfin, déjà, bientôt,
        officiellement, finalement, aussi, également, toujours, ont, était, fut, avait, son,
        fait, prévu, prévue, avec, les, attendu, initialement, ensuite, nous, se, s, dévoilera,
        actuellement""",
    debut="""
        ses débuts, fait ses débuts, débuts au cinéma, premier rôle, première réalisation,
        débute""",
    credits="""
        réalisé par, réalisée par, de et avec, un film de, signé, long métrage de, long métrage
        d ', le nouveau film de, mis en scène par""",
    foreign={
        "-": """
            tamoul|tamoule, indien|indienne, bollywood, coréen|coréenne, iranien|iranienne,
            turc|turque""",
    },
    tense={
        "future": """
            est annoncé, est annoncée, sortira, sera, arrivera, débarquera, sortiront, sort,
            arrive, débarque, rendez - vous, prochain, prochainement, bientôt, attendu, prévu,
            prévue""",
        "past": "sorti, sortie en, est sorti, était, fut, présenté, sortait, a été",
    },
    home="FR",
    is_a="est un, est une, est le, est la, est l', était un, était une, sont, fut un",
    titled="""
        intitulé, intitulée, baptisé, rebaptisé, rebaptisée, renommé, renommée, titré,
        nommé, sous le titre""",
    units={
        "day": "jour, jours",
        "week": "semaine, semaines",
        "month": "mois",
        "year": "an, ans, année, années",
    },
    plural="sortent, sortiront, arrivent, sont, seront, débarquent, arriveront, ont",
    later="plus tard, après, auparavant, avant, plus tôt",
    told="confirmé confirmait révélé révélait indiqué précisé dévoilé rapporté",
    that="que qu",
    denials=(
        ("ne", "plus", 3),
        ("n", "plus", 4),
        ("pas", "prévu", 3),
        ("pas", "initialement", 3),
    ),
)
