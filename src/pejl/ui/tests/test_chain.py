import csv
import random
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.ui.pictures.chain import ChainPerson, OutlineNode, chain_outline, draw_chain
from pejl.ui.pictures.chain_cards import draw_cards
from pejl.ui.pictures.chain_chips import draw_chips
from pejl.ui.pictures.chain_drawing import Drawing
from pejl.ui.pictures.chain_people import find_leaders

LEVELS = (
    "Centerledelse", "Områdeledelse", "Institutionsledelse", "Afdelingsledelse", "Koordinator",
)  # fmt: skip
AREAS = ("Dagtilbud", "Skoler", "PPR", "Støttekorps", "Forvaltning")
EXAMPLE = Path(__file__).parents[2] / "interchange" / "example" / "ledere.csv"


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def read_example() -> list[ChainPerson]:
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [
        ChainPerson(
            row["E-mail"], row["Navn"], row["Stilling"], LEVELS.index(row["Ledelsesniveau"]),
            AREAS.index(row["Område"]), row["Enhed"], row["Nærmeste leder"] or None,
        )
        for row in rows
    ]  # fmt: skip


def make_chain(count: int, seed: int) -> list[ChainPerson]:
    """Leaders anywhere among those before, whatever level: also upwards and sideways."""
    rng = random.Random(seed)
    first = ["Ærena", "Bo", "Anne Margrethe", "Christoffer-Emil"]
    last = ["Holm", "Christoffersen", "Østergaard Præstegaard", "Li"]
    units = ["", "Nordskolen", "Børnehuset Æblehaven", "Pædagogisk Psykologisk Rådgivning"]
    return [
        ChainPerson(
            str(at),
            f"{rng.choice(first)} {rng.choice(last)}",
            "Leder",
            rng.randrange(len(LEVELS)),
            rng.choice([None, *range(len(AREAS))]),
            f"{rng.choice(units)} {rng.randrange(count // 8)}".strip()
            if rng.random() < 0.9
            else "",
            str(rng.randrange(at)) if at and rng.random() < 0.97 else None,
        )
        for at in range(count)
    ]


def find_overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes meet; sorted by their tops, so that few need comparing."""
    boxes = sorted(((words.box, words.text) for words in drawing.words), key=lambda one: one[0][1])
    found = []
    for at, (one, text) in enumerate(boxes):
        for other, beside in boxes[at + 1 :]:
            if other[1] >= one[3]:
                break
            if one[0] < other[2] and other[0] < one[2]:
                found.append((text, beside))
    return found


def list_outside(drawing: Drawing) -> list[str]:
    return [
        words.text
        for words in drawing.words
        if words.box[0] < 0
        or words.box[1] < 0
        or words.box[2] > drawing.width
        or words.box[3] > drawing.height
    ]


def flatten(nodes: tuple[OutlineNode, ...]) -> list[str]:
    return [name for node in nodes for name in (node.name, *flatten(node.led))]


def test_the_example_stands_in_bands_by_level_and_columns_by_area():
    people = read_example()
    drawing = draw_chips(people, LEVELS, AREAS)
    assert find_overlaps(drawing) == []
    assert list_outside(drawing) == []
    assert len(drawing.dots) == 50
    assert len(drawing.lines) == 49
    heads = {words.text: words for words in drawing.words}
    assert [heads[level].y for level in LEVELS] == sorted(heads[level].y for level in LEVELS)
    areas = [
        heads[f"{name} · {count}"].x for name, count in zip(AREAS, (15, 20, 5, 5, 5), strict=True)
    ]
    assert areas == sorted(areas)
    assert heads["Dorthe Ravn"].y < heads["Camilla Birk"].y < heads["Bjørn Skov"].y


def test_the_example_has_its_finding_its_counts_and_its_alternative():
    picture = draw_chain(read_example(), LEVELS, AREAS)
    assert picture.title == "50 ledere på 5 niveauer i 5 områder"
    assert picture.header == ("Niveau", *AREAS, "I alt")
    assert [row[-1] for row in picture.rows] == ["1", "5", "12", "19", "13"]
    assert "Koordinator: 13" in picture.alt
    assert picture.note == ""


@pytest.mark.parametrize("draw", [draw_chips, draw_cards])
@pytest.mark.parametrize(("count", "seed"), [(9, 1), (80, 2), (500, 3), (500, 4)])
def test_no_two_texts_overlap_however_tangled_the_chain(draw, count: int, seed: int):
    people = make_chain(count, seed)
    drawing = draw(people, LEVELS, AREAS)
    assert find_overlaps(drawing) == []
    assert list_outside(drawing) == []


def test_a_card_shows_everybody_under_the_leader_with_the_level():
    people = read_example()
    drawing = draw_cards(people, LEVELS, AREAS)
    texts = " ".join(words.text for words in drawing.words)
    assert all(person.name in texts for person in people)
    assert "Under Tina Iversen: 6 enheder, 19 ledere" in texts
    assert len(drawing.cards) == 17


def test_hundreds_are_gathered_in_cards_and_drawn_the_same_each_time():
    people = make_chain(500, 5)
    once, again = (draw_chain(people, LEVELS, AREAS).svg for _ in range(2))
    assert once == again
    assert once.count("<circle") == 0
    assert 'font-size="13px"' in once
    assert 'font-size="12px"' not in once


def test_markup_as_a_name_is_only_text():
    wicked = "<b onload='x'>&amp;"
    person = ChainPerson("1", wicked, wicked, 0, 0, wicked, None)
    for draw in (draw_chips, draw_cards):
        drawing = draw([person], [wicked], [wicked])
        assert any("<b" in words.text for words in drawing.words)
    tree = ElementTree.fromstring(draw_chain([person], [wicked], [wicked]).svg)
    assert {one.tag.rpartition("}")[2] for one in tree.iter()} == {"svg", "rect", "circle", "text"}


def test_several_tops_are_named_and_an_area_may_be_missing():
    people = [
        ChainPerson("1", "Ida", "", 0, 0, "A", None),
        ChainPerson("2", "Bo", "", 1, None, "", "gone"),
    ]
    picture = draw_chain(people, LEVELS, AREAS)
    assert picture.note == "2 har ingen leder på listen: Ida, Bo."
    assert picture.header == ("Niveau", "Dagtilbud", "Uden område", "I alt")


def test_a_circle_is_opened_and_nobody_is_lost():
    people = [
        ChainPerson(str(at), f"Navn {at}", "", 1, 0, "A", str((at + 1) % 3)) for at in range(3)
    ]
    people.append(ChainPerson("self", "Selv", "", 1, 0, "A", "self"))
    assert sorted(flatten(chain_outline(people))) == ["Navn 0", "Navn 1", "Navn 2", "Selv"]
    assert len(draw_chips(people, LEVELS, AREAS).dots) == 4


def test_a_leader_on_the_same_level_stands_above():
    people = [
        ChainPerson("1", "Ida", "", 1, 0, "A", None),
        ChainPerson("2", "Bo", "", 1, 0, "A", "1"),
    ]
    heads = {words.text: words.y for words in draw_chips(people, LEVELS, AREAS).words}
    assert heads["Ida"] < heads["Bo"]


def test_an_outline_follows_the_chain():
    (top,) = chain_outline(read_example())
    assert top.name == "Ivan Thomsen"
    assert [node.name for node in top.led][:2] == ["Tina Iversen", "Mogens Winther"]
    assert len(flatten((top,))) == 50


def test_a_chain_of_two_thousand_links_is_no_problem():
    people = [
        ChainPerson(str(at), f"N{at}", "", 4, 0, "A", str(at - 1) if at else None)
        for at in range(2000)
    ]
    (top,) = chain_outline(people)
    depth = 0
    while top.led:
        (top,) = top.led
        depth += 1
    assert depth == 1999


@given(st.lists(st.tuples(st.integers(-1, 11), st.integers(0, 4)), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_whoever_leads_whom_everybody_is_drawn_once(pairs: list[tuple[int, int]]):
    people = [
        ChainPerson(str(at), f"N{at}", "", level, level % 3, f"E{leader}", str(leader))
        for at, (leader, level) in enumerate(pairs)
    ]
    leaders = find_leaders(people)
    assert all(above is None or above in leaders for above in leaders.values())
    assert sorted(flatten(chain_outline(people))) == sorted(person.name for person in people)
    for draw in (draw_chips, draw_cards):
        drawing = draw(people, LEVELS, AREAS)
        shown = [words.text for words in drawing.words if words.text.startswith("N")]
        assert sorted(set(shown)) == sorted(person.name for person in people)
        assert find_overlaps(drawing) == []
