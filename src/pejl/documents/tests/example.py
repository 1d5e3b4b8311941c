"""A whole plan, as the example day would end with it."""

import datetime

from pejl.ui.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Quotes,
    Section,
    Table,
)
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.profile import ProfileRow, draw_profile

ENDS = ("Vi er slet ikke begyndt", "Det sker hver dag")
BY_LEVEL = (
    ("Områdeledelse", (0, 0, 0, 1, 4, 3, 1)),
    ("Institutionsledelse", (0, 1, 2, 5, 4, 2, 0)),
    ("Afdelingsledelse", (1, 4, 5, 3, 1, 0, 0)),
    ("Koordinatorer", (0, 2, 4, 4, 2, 1, 0)),
)
STEPS = (
    (
        "Ét fast ledermøde om måneden på tværs af skole og dagtilbud i hvert distrikt",
        "1. Inklusion og nærhed",
        "Tina Iversen",
        "Mogens Winther og distriktslederne",
        "1. maj 2026",
        "Centerchefen",
    ),
    (
        "PPR med til det første møde om et barn, ikke først ved visitationen",
        "4. Resurselandskabet",
        "Allan Skov",
        "Støttekorpset",
        "1. juni 2026",
        "Skolechefen",
    ),
    (
        "En side med alle støttetilbud, og hvem man ringer til",
        "4. Resurselandskabet",
        "Gitte Thomsen",
        "PPR, støttekorpset",
        "15. april 2026",
        "Ivan Thomsen",
    ),
    (
        "Pejlemærkerne som fast punkt på personalemøder",
        "3. Pædagogiske pejlemærker",
        "Mogens Winther",
        "Alle institutionsledere",
        "1. marts 2026",
        "Dagtilbudskonsulenten",
    ),
    (
        "Fælles overgangssamtale, før barnet begynder i skole",
        "2. Stærke børnefællesskaber",
        "Anne Jørgensen",
        "Afdelingsledere i indskoling og børnehaver",
        "12. august 2026",
        "PPR",
    ),
    (
        "Afdelingslederne besøger hinanden en halv dag",
        "1. Inklusion og nærhed",
        "Hanne Kjær",
        "Makker fra et andet område",
        "1. oktober 2026",
        "Egen leder",
    ),
    (
        "Spørg tre forældre om deres vej gennem systemet",
        "1. Inklusion og nærhed",
        "Bo Lund",
        "Skolebestyrelsen",
        "1. maj 2026",
        "Udviklingskonsulenten",
    ),
    (
        "Ugentligt blik på børn, der står alene",
        "2. Stærke børnefællesskaber",
        "Lis Mølgaard",
        "Teamkoordinatorerne",
        "1. april 2026",
        "AKT-vejlederen",
    ),
    (
        "Støttekorpset holder åben telefon tirsdag og torsdag kl. 13–15",
        "4. Resurselandskabet",
        "Anne Jørgensen",
        "Koordinatorerne",
        "1. april 2026",
        "Centerchefen",
    ),
    (
        "Giv feedback opad to gange om året, efter samme korte spørgsmål",
        "3. Pædagogiske pejlemærker",
        "Ivan Thomsen",
        "Hele ledelseskæden",
        "1. november 2026",
        "HR-konsulenten",
    ),
    (
        "Byt en pædagog og en lærer i to uger",
        "2. Stærke børnefællesskaber",
        "Kirsten Bach",
        "Peter Dam",
        "1. september 2026",
        "Tina Iversen",
    ),
    (
        "Del referater fra områdeledelsen samme dag",
        "3. Pædagogiske pejlemærker",
        "Gert Eskildsen",
        "Områdelederne",
        "Nu",
        "–",
    ),
)


def draw_inclusion() -> Picture:
    rows = [ProfileRow(label, counts) for label, counts in BY_LEVEL]
    return draw_profile(rows, subject="Inklusion og nærhed", ends=ENDS, colour="#004d99")


def show_picture(picture: Picture, title: str) -> Figure:
    table = Table(picture.title, picture.header, picture.rows)
    return Figure(title, picture.svg, picture.alt, table, picture.note)


def tell_agreement() -> Section:
    blocks: list[Block] = [
        Paragraph(
            "Vi skal lykkes sammen, så børn, unge og familier får mest muligt ud af vores indsats. "
            "Temadagen samlede hele ledelseskæden om fire fokusområder i udviklingsaftalen: hvor "
            "står vi nu, hvad er vigtigst, og hvad gør vi som det næste."
        ),
        Heading("1. Inklusion og nærhed"),
        Facts(
            (
                ("Mål", "Flere børn får den hjælp, de har brug for, tæt på deres hverdag."),
                (
                    "Tegn",
                    "Støtten gives i barnets almindelige gruppe eller klasse.\n"
                    "Færre uger fra bekymring til første fælles møde.",
                ),
                (
                    "Indikator",
                    "Andel børn, der modtager støtte i almenområdet. Nu: 62 %. Mål: 75 %.",
                ),
            )
        ),
        Heading("2. Stærke børnefællesskaber"),
        Facts(
            (
                ("Mål", "Alle børn er en del af et fællesskab med både voksne og andre børn."),
                ("Tegn", "Børn, der står alene, bliver set inden for to uger."),
                ("Indikator", "Elever, der trives i klassens fællesskab. Nu: 81 %. Mål: 90 %."),
            )
        ),
    ]
    return Section("Formål og aftale", tuple(blocks), "agreement")


def tell_now_picture() -> Section:
    blocks: list[Block] = [
        Paragraph(
            "47 af 50 ledere placerede hvert fokusområde på en skala fra 1 til 7, hver for deres "
            "egen enhed. Ledelsen øverst i kæden ser lysere på inklusionen end afdelingslederne."
        ),
        Heading("Inklusion og nærhed"),
        show_picture(
            draw_inclusion(), "Områdelederne ligger 2,3 trin over afdelingslederne om inklusion"
        ),
        Heading("Det er vi enige om", 3),
        Bullets(
            (
                "Støtten virker, når den er i klassen fra starten.",
                "Ventetiden fra bekymring til møde er for lang, og den er ikke ens i områderne.",
                "Afdelingslederne mangler tid til sparring med PPR i hverdagen.",
            )
        ),
    ]
    return Section("NU-billedet", tuple(blocks), "nowpicture")


def tell_priorities() -> Section:
    rows = (
        ("Tidlig PPR i sagerne", "4. Resurselandskabet", "134", "27 %"),
        ("Fælles ledermøder på tværs", "1. Inklusion og nærhed", "118", "24 %"),
        ("Overgange fra børnehave til skole", "2. Stærke børnefællesskaber", "96", "19 %"),
        ("Pejlemærkerne i hverdagen", "3. Pædagogiske pejlemærker", "82", "16 %"),
        ("Ét overblik over støttetilbud", "4. Resurselandskabet", "70", "14 %"),
    )
    table = Table(
        "50 ledere delte hver 10 point", ("Forslag", "Fokusområde", "Point", "Andel"), rows
    )
    return Section(
        "Prioritering",
        (Paragraph("To forslag samlede halvdelen af pointene."), table),
        "prioritising",
    )


def tell_next_steps() -> Section:
    header = ("Hvad", "Fokusområde", "Ejer", "Sammen med", "Senest", "Støtter")
    table = Table("12 aftaler om næste skridt", header, STEPS)
    return Section(
        "Næste skridt",
        (Paragraph("Hver ejer har sagt ja på sin egen telefon."), table),
        "nextsteps",
    )


def tell_evaluation() -> Section:
    scales = Table(
        "Så enige var deltagerne (1 = slet ikke, 5 = helt)",
        ("Udsagn", "Gennemsnit", "Svar"),
        (
            ("Dagen var min tid værd", "4,4", "46"),
            ("Jeg ved, hvad jeg skal gøre på mandag", "4,1", "46"),
        ),
    )
    quotes = Quotes(
        (
            (
                "Jeg tager med hjem, at vi faktisk ser det samme, "
                "vi har bare ikke sagt det til hinanden.",
                "Afdelingsleder, skole",
            ),
            (
                "For første gang har jeg hørt, hvad PPR har brug for fra os. Det var på høje tid.",
                "Leder af et dagtilbud",
            ),
            ("Kort sagt: ring først, skriv bagefter.", ""),
        )
    )
    blocks = (scales, Heading("Det tager deltagerne med hjem"), quotes)
    return Section("Evaluering", blocks, "evaluation")


def tell_attendance() -> Section:
    rows = (
        ("Centerledelse og områdeledelse", "9", "9"),
        ("Institutionsledelse", "15", "14"),
        ("Afdelingsledelse", "14", "13"),
        ("Koordinatorer", "12", "11"),
    )
    table = Table("Deltagere efter ledelsesniveau", ("Niveau", "Inviteret", "Deltog"), rows)
    return Section("Deltagelse", (Paragraph("47 af 50 ledere deltog."), table), "attendance")


def make_plan() -> Document:
    sections = (
        tell_agreement(),
        tell_now_picture(),
        tell_priorities(),
        tell_next_steps(),
        tell_evaluation(),
        tell_attendance(),
    )
    facts = (
        ("Sted", "Rådhusets kantine, kl. 8.30–16.00"),
        ("Deltagere", "47 ledere fra fem ledelsesniveauer"),
        ("Udviklingsaftale", "Udviklingsaftale 18 – Center for Børn og Familier"),
    )
    return Document(
        title="Planen efter temadagen",
        subtitle="Feedback – når ledelseskæden styrer",
        language="da",
        author="Center for Børn og Familier",
        date=datetime.date(2026, 2, 12),
        sections=sections,
        facts=facts,
    )
