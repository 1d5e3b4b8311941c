"""What simulated leaders write, by the hint that a field carries. Danish, as the example day is."""

SENTENCES: dict[str, tuple[str, ...]] = {
    "works": (
        "Vi planlægger overgange sammen med dagtilbuddet hvert forår",
        "Inklusionskoordinatoren er tæt på klasserne",
        "Vi har faste møder med PPR hver måned",
        "Støttekorpset kommer ud, før det brænder på",
        "Pejlemærkerne er et fast punkt på vores ledermøder",
        "Personalet siger til, når et barn står alene",
    ),
    "in_the_way": (
        "Der går for lang tid fra bekymring til første møde",
        "Vi ved ikke altid, hvem der har bolden",
        "Skemaet giver ikke plads til fælles forberedelse",
        "Pejlemærkerne betyder noget forskelligt fra hus til hus",
        "Resurserne fordeles, før vi har talt sammen",
        "Mange indgange gør det svært at spørge om hjælp",
    ),
    "needed": (
        "Én vej ind til støtte for både skole og dagtilbud",
        "Tid til sparring på tværs af områder",
        "At lederne over os spørger, før de beslutter",
        "Et fælles sprog for, hvad nærhed betyder",
        "Kendskab til hinandens hverdag",
        "Hurtigere svar, når vi beder om hjælp",
    ),
    "need": (
        "Vi har brug for en fast aftale om, hvem der følger op",
        "Kortere vej til PPR",
        "At vi kender hinandens hverdag, før vi beslutter noget",
        "Et sted, hvor vi kan spørge på tværs uden at skulle kende nogen",
        "At feedback opad får et svar",
        "De samme ord for nærhed i skole og dagtilbud",
    ),
    "action": (
        "Fælles ledermøde for skole og dagtilbud hver anden måned",
        "PPR deltager i ét teammøde om måneden på hver skole",
        "En side med, hvem man ringer til om hvad",
        "Byttedage, hvor ledere besøger hinandens enheder",
        "Støttekorpset inviteres med, før en sag går til visitation",
        "Feedback til centerledelsen hvert kvartal",
        "Samme skabelon for overgange i hele centret",
        "Pejlemærkerne med på alle medarbejderudviklingssamtaler",
    ),
    "better": (
        "Faste tider, så vi ikke kun taler, når det brænder",
        "At vi får besked, før beslutningen er taget",
        "At vi kender hinandens hverdag",
        "En fast kontaktperson, vi kan ringe til",
        "At der bliver svaret på det, vi spørger om",
        "En dagsorden, som vi laver sammen",
        "At vi taler om børnene før rammerne",
        "Færre mails og flere besøg",
    ),
    "wording": (
        "Vi er tæt på børnene hver for sig, og vi når hinanden, når nogen ringer. Men det afhænger "
        "for ofte af, hvem der kender hvem. I overgangene mister vi tid, fordi det ikke er "
        "tydeligt, hvem der har bolden.",
        "Vi deler retningen, men vi bruger ordene forskelligt fra hus til hus. Det, der er nært "
        "for den ene, er langt væk for den anden.",
        "Vi hjælper hinanden, når vi først er i gang. Vejen derhen er for lang: der er mange "
        "indgange, og resurserne er ofte fordelt, før vi har talt sammen.",
        "Vi giver feedback nedad og til siden. Opad gør vi det sjældent, og når vi gør, ved vi "
        "ikke altid, hvad der blev af den.",
        "Vi vil det samme, og vi begynder tidligere end før. Vi mangler stadig faste tider til at "
        "tale sammen på tværs, før noget brænder på.",
        "Vi ved, hvad der virker hos os selv. Vi ved for lidt om, hvad der virker hos naboen.",
    ),
    "objection": (
        "Der står ikke noget om, at vi mangler tid",
        "”Vi” dækker ikke dem, der møder børnene hver dag",
        "Det lyder, som om det kun er overgangene, der driller",
        "Jeg kan ikke genkende, at vi deler retningen",
    ),
    "goal": (
        "Sig i én sætning, hvad der er vigtigst i år",
        "Vi mangler at vide, hvad inklusion skal kunne ses på hos os",
        "Hvad skal vi lade ligge, når vi sætter det nye i gang?",
    ),
    "when": (
        "Når I spørger os, før I beslutter, hjælper det os til at stå bag",
        "Når I kommer ud i huset, hjælper det os til at vise, hvad vi bøvler med",
        "Når I siger nej med en grund, hjælper det os til at prioritere",
        "Når I svarer inden for en uge, hjælper det os til at holde aftaler med forældre",
    ),
    "scale": (
        "Vi hører om beslutninger i god tid, men ikke altid hvorfor",
        "Det er blevet bedre i år",
        "Et kort svar undervejs ville flytte det et trin",
        "Det afhænger af, hvem man får fat i",
    ),
    "own": (
        "Ét fælles møde i kvartalet, hvor vi kun taler om børnene",
        "At vi ringer sammen, før vi skriver",
        "At vi deler de gode eksempler",
    ),
    "wish": (
        "Hvordan vores møder hjælper jer i hverdagen",
        "Om vi melder ud i god tid",
        "Hvad vi kan slippe",
        "Hvordan vi er til at få fat i, når det brænder",
    ),
    "keep": (
        "Når I kommer forbi og spørger, tør vi sige, hvad der er svært",
        "De korte møder om mandagen giver os ro resten af ugen",
        "At I ringer tilbage samme dag",
        "I siger tak, når noget lykkes. Det bliver lagt mærke til",
        "At I tager vores eksempler med videre",
    ),
    "more": (
        "At vi får besked, før beslutningen er taget",
        "Tid sammen om de svære sager, før de bliver store",
        "At I spørger, hvordan det ser ud herfra",
        "Flere konkrete eksempler på, hvad pejlemærkerne betyder",
        "At I siger til, når vi overser noget",
    ),
    "less": (
        "Mails med flere ting i én",
        "Møder, hvor vi kun får fortalt noget",
        "Skemaer, som ingen læser bagefter",
    ),
    "next": (
        "Spørg os om to ting, inden I lægger årshjulet",
        "Tag os med, når opgaven formes, og ikke kun når den skal løses",
        "Aftal en fast dag, hvor vi kan ringe",
        "Giv os et svar, også når det er et nej",
    ),
    "noticed": (
        "Du blev stille, da du talte om ventetiden. Den fylder mere, end du sagde",
        "Du vendte tre gange tilbage til de to nye kolleger",
        "Jeg hørte, at du allerede har sagt nej til noget, og at det hjalp",
        "Du sagde vi om opgaven og jeg om ansvaret",
    ),
    "possible": (
        "Måske kan mødet om mandagen være stedet, hvor I øver jer",
        "At spørge dem, der har prøvet det, før planen er skrevet",
        "Hvad hvis det første skridt kun var for to enheder",
        "At dele det svære, før det er løst",
    ),
    "give": (
        "Du gør det allerede bedre, end du tror",
        "Jeg vil gerne besøge jer i næste måned og se det",
        "Husk, hvor klar du var, da du sagde, hvad du ikke vil",
        "Ring til mig, før du skriver til alle",
    ),
    "reply": (
        "Vi lægger det ind på næste ledermøde og siger til, hvad der kom ud af det",
        "Vi har hørt det og vil gerne vide mere, inden vi lover noget",
        "Vi kan ikke flytte fristen, for den er sat politisk. Vi melder den ud før",
        "Vi inviterer jer med, når næste årshjul bliver lagt",
    ),
    "question": (
        "Hvordan får vi tid til feedback i en travl hverdag?",
        "Hvem samler op, når områderne er uenige?",
        "Gælder aftalen også for dagplejen?",
        "Hvad gør vi, når feedbacken er svær at høre?",
        "Kan vi få eksempler fra andre kommuner?",
        "Hvordan giver jeg feedback til min egen leder?",
        "Hvad sker der med det, vi skriver i dag?",
        "Skal vi måle på det her bagefter?",
        "Hvordan får vi medarbejderne med?",
        "Hvornår taler vi om det her igen?",
        "Hvem siger til, hvis vi glemmer aftalen?",
        "Må en koordinator sige nej?",
    ),
    "note": (
        "Vi er enige om, at de tidlige møder gør en forskel",
        "Afdelingslederne ser flere brud i overgangene end vi gør",
        "Feedback opad kræver, at nogen svarer",
        "Vi mangler at kende hinandens rammer",
        "Aftalerne skal kunne huskes af dem, der ikke var her",
        "Børn, der står alene, bliver set forskelligt fra hus til hus",
    ),
    "next_step": (
        "Indkalder til første fælles møde om overgange",
        "Laver en oversigt over veje til støtte",
        "Prøver byttedage mellem to skoler og to børnehuse",
        "Sætter pejlemærkerne på næste ledermøde",
        "Aftaler faste tider med PPR for efteråret",
        "Samler erfaringer med tidlig inddragelse",
        "Spørger afdelingslederne om tre ting, vi skal holde op med",
    ),
    "support": ("Jeg giver tid på ledermødet",),
    "take_home": (
        "At vi ser det samme, men fra hver sin ende",
        "Modet til at spørge opad",
        "En aftale med dagtilbuddet, som jeg glæder mig til",
        "At feed forward er det, vi glemmer",
        "Vi er tættere på hinanden, end jeg troede",
    ),
    "quote": (
        "Det er første gang, jeg hører, hvordan det ser ud fra koordinatorernes plads.",
        "Vi gik fra at forklare os til at lytte.",
        "Nu ved jeg, hvem jeg skal ringe til.",
    ),
    "word": ("nærvær", "tydelighed", "tillid", "tid", "sammenhæng", "mod"),
    "reason": ("Jeg mangler tid før sommer, men tager den gerne til efteråret",),
}


def pick_sentences(hint: str) -> tuple[str, ...]:
    return SENTENCES.get(hint, SENTENCES["note"])
