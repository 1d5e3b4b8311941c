"""Documents in which every text is as unkind as text can be."""

import datetime

from hypothesis import strategies as st

from pejl.ui.blocks import (
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

UNKIND = (
    "",
    " ",
    "\x00",
    "a\x00b\x07c\x1b[0m\x9f",
    '#import "x": y; #panic() #sys.inputs',
    "$x$ *b* _i_ `r` \\ <label> @ref // /* */ = - + https://eksempel.invalid ~ -- --- ... '\"",
    '"]); #panic("x")',
    "{{ x }} {% load x %} <script>alert(1)</script> </style> ]]> &amp; &#0; <w:p/>",
    "x" * 10_000,
    "!" * 3_000,
    "_" * 500 + "🙂" * 500,
    "ord " * 2_500,
    "linje\n" * 300,
    "e\u0301" * 300 + "\u0300" * 300,
    "\u202egnp.exe\u2066 \u200f",
    "שלום עולם",
    "مرحبا بالعالم",
    "漢字かな한글 ไทย हिन्दी",
    "🙂👩‍👩‍👧🏳️‍🌈❤️🇩🇰 ☑️ 1️⃣",
    "\ud800 \udfff",
    "\ue000\uffff\ufffe\U0010ffff\u0378\ufeff\u2028\u2029\x85",
    "\U000e0041\U000e0100\u034f\u2060\u061c\u180e",
    "\u00ad\u200b\u200c\u200d" * 40,
    "jens.vesterbygaard.mikkelsen@skoleafdelingen.eksempelkommune.invalid",
    "Speciallægepraksisplanlægningsstabiliseringsperiode",
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><text y="20">{}</text></svg>'
)


def make_hostile(a: str, b: str, c: str, level: int = 2) -> Document:
    table = Table(a, (b, c, a), ((a, b, c), (c, a, b)))
    inside = "".join(char for char in a[:50] if char not in "<>&\x00")
    figure = Figure(b, PICTURE.format(inside), "alt" + c, Table(c, (a,), ((b,),)), a)
    blocks = (
        Paragraph(a),
        Heading(b, level),
        Heading(c, level + 1),
        Bullets((c, a)),
        Facts(((a, b), (c, c))),
        table,
        figure,
        Quotes(((b, c), (a, ""))),
    )
    sections = (Section(c, blocks, "numbers"), Section(a, (), "x"))
    return Document(a, b, "da", c, datetime.date(2026, 2, 12), sections, ((a, b),))


def list_hostile() -> list[Document]:
    """Every unkind text in every place."""
    return [
        make_hostile(UNKIND[i], UNKIND[i - 1], UNKIND[i - 2], i % 5 - 1) for i in range(len(UNKIND))
    ]


TEXTS = st.one_of(
    st.sampled_from(UNKIND), st.text(st.characters(exclude_categories=()), max_size=80)
)
DOCUMENTS = st.builds(make_hostile, TEXTS, TEXTS, TEXTS, st.integers(-1, 9))
