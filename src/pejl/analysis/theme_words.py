"""The words of short texts in Danish and English: stems, and the parts of Danish compounds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import snowballstemmer

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SHORTEST_PART = 3
PART = 0.8
LINKS = ("", "s", "e", "er")

DANISH = frozenset(
    """
    ad af aldrig alle alt altid anden andet andre at bare begge blev blive bliver brug bruge
    brugt burde da de dem den denne der deres det dette dig din disse dit du efter eller en
    end ene enhver er et fik flere for forskellige forskelligt fordi fra før få får gang
    gange ganske gennem giver give god godt gode gør gøre gøres gå går ham han handler hans
    har havde have helt hen hende hendes her hinanden hinandens hos hun hvad hvem hver hvert
    hverandre hvilke hvilken hvis hvor hvordan hvorfor hvornår i igen ikke ind inden
    indimellem ingen ingenting intet ja jeg jer jeres kan komme kommer kun kunne lade lidt
    lige man mange med meget mellem men mens mere mest mig min mindre mit mod mulig muligt
    må måde måske når næste nogen noget nogle nok nu ny nye nyt nær og også om omkring op os
    over på rigtig rigtigt samme sammen se ser selv selvom sig sin sine sit skal skulle slet
    som stadig står større største så sådan tage tager tal taler talt til tilbage to tre ud
    uden under var ved vi ville virker være vore vores været vil væk ønske enkelt ens hele
    holder hænger kender laver ligger mangler siger sker sætter synes tror bedre ofte
    sjældent hurtigt hurtigere lang langt længe kort svært nemt tydeligt behov måned måneden
    måneder uge ugen uger år året forår efterår dag dagen dage hus huse plads fast faste
    punkt én ét betyder ringer tæt fælles leder ledere lederen lederne
    """.split()  # noqa: SIM905
)
ENGLISH = frozenset(
    """
    a about after again all also always am an and any are as at be because been before being
    between both but by can cannot could did do does doing don down each even every few for
    from get gets give gives go good had has have having he her here him his how i if in
    into is it its itself just know let like make makes many may me more most much must my
    need needs never no nor not now of off often on one only or other our out over own
    really same see she should so some such than that the their them then there these they
    thing things this those through to too under until up us use very want was way we well
    were what when where which while who whom why will with without work works would you
    your people don't can't it's that's i'm think something anything
    """.split()  # noqa: SIM905
)


class Word(NamedTuple):
    """`text` is the word as written, in lower case, empty for a part of a compound."""

    stem: str
    text: str
    weight: float


def read_words(texts: Sequence[str]) -> list[list[Word]]:
    """Each text's words that say something, with the parts of compounds, in any language's case."""
    rows = [list_words(text) for text in texts]
    known = Counter(word.stem for row in rows for word in row)
    return [[*row, *(part for word in row for part in split_compound(word, known))] for row in rows]


def list_words(text: str) -> list[Word]:
    found = [match.group().lower().strip("-’'") for match in WORD.finditer(text)]
    danish = sum(one in DANISH for one in found) >= sum(one in ENGLISH for one in found)
    stop, language = (DANISH, "danish") if danish else (ENGLISH, "english")
    return [
        Word(stem(one, language), one, 1.0) for one in found if one not in stop and len(one) > 1
    ]


@cache
def find_stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)


@cache
def stem(word: str, language: str) -> str:
    """Snowball's stem, in Danish without the last letter of a doubled consonant or an e."""
    found = str(find_stemmer(language).stemWord(word))
    return found.rstrip("e") if language == "danish" and len(found) > 4 else found


def split_compound(word: Word, known: Counter[str]) -> Iterator[Word]:
    """The stems of the corpus that the word begins or ends with, where what is left is a word of
    the corpus too or at least as long as one."""
    for cut in range(SHORTEST_PART, len(word.stem) - SHORTEST_PART + 1):
        head, tail = word.stem[:cut], word.stem[cut:]
        for link in LINKS:
            bare = head[: len(head) - len(link)] if link and head.endswith(link) else head
            if link and bare == head:
                continue
            if len(bare) >= SHORTEST_PART and known[bare] and bare != word.stem:
                yield Word(bare, "", PART)
        if known[tail]:
            yield Word(tail, "", PART)
