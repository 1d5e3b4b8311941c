"""Filling a form as a leader might: pure, the rng is passed in."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from pejl.rehearsal.page import Field, Form
from pejl.rehearsal.sentences import pick_sentences

CONTROL = ("kind", "item", "key")


def fill_form(form: Form, rng: Random, *, bias: float, today: date) -> list[tuple[str, str]]:
    """Name and value for each field that is sent. `bias` moves answers on scales, in steps."""
    pairs: list[tuple[str, str]] = []
    points = share_points(form, rng)
    choose_whom(form, rng, bias)
    choose_owner(form, rng)
    for fields in form.fields.values():
        first = fields[0]
        if first.kind == "radio":
            pairs.append((first.name, pick_radio(form, fields, rng, bias)))
        elif first.kind == "checkbox" and first.hint == "few":
            pairs += [(first.name, one.value) for one in rng.sample(fields, min(2, len(fields)))]
        elif first.kind == "checkbox":
            pairs += [(one.name, one.value or "on") for one in fields if rng.random() < 0.5]
        elif first.hint == "place":
            pairs += give_places(fields, rng)
        elif first.kind == "number":
            pairs += [(one.name, str(next(points, 0))) for one in fields]
        else:
            pairs += [(one.name, value) for one in fields for value in fill_field(one, rng, today)]
    return pairs


def give_places(fields: list[Field], rng: Random) -> Iterator[tuple[str, str]]:
    """Each place once, mostly to what stands early."""
    free = list(fields[0].options)
    order = sorted(range(len(fields)), key=lambda at: at + rng.gauss(0, len(fields) / 2))
    given = dict(zip(order, free, strict=False))
    return ((one.name, given.get(at, "")) for at, one in enumerate(fields))


def pick_radio(form: Form, fields: list[Field], rng: Random, bias: float) -> str:
    if fields[0].hint == "stance":
        return pick_stance(form, rng, bias)
    if fields[0].hint == "stand":
        return rng.choices(fields, STANDS)[0].value
    if fields[0].hint == "way":
        return rng.choices(fields, WAYS)[0].value
    if fields[0].name in DIALOGUE:
        return pick_rating(form, fields, rng, bias)
    return pick_step(fields, rng, bias)


WAYS = (5, 1)  # most answer what they are asked, some decline
STANDS = (6, 3, 1)  # most can sign, some can live with it, few cannot


def pick_rating(form: Form, fields: list[Field], rng: Random, bias: float) -> str:
    """What one names is important; how well it works depends on whom it is with, and from where one
    looks."""
    whom = form.fields["whom"][0].value
    common, ours = Random(whom).uniform(2, 4.6), Random(f"{bias} {whom}").uniform(1.4, 4.8)
    middle = (common + ours) / 2 if fields[0].name == "works" else 4.2
    return fields[max(0, min(len(fields) - 1, round(rng.gauss(middle, 0.7)) - 1))].value


DIALOGUE = ("important", "works")


def pick_step(fields: list[Field], rng: Random, bias: float) -> str:
    """Around the middle of the options, moved by the bias."""
    middle = (len(fields) - 1) / 2
    at = round(rng.gauss(middle + bias, len(fields) / 6))
    return fields[max(0, min(len(fields) - 1, at))].value


def pick_stance(form: Form, rng: Random, bias: float) -> str:
    """As people do: some statements nearly all agree with, some divide the chain."""
    about = Random(form.fields["statement"][0].value)
    popular, steep = about.uniform(-0.4, 1.2), about.choice((0, 0, 0, 0.9, -0.9))
    score = popular + steep * bias + rng.gauss(0, 0.5)
    return "agree" if score > 0.2 else "disagree" if score < -0.2 else "pass"


def choose_whom(form: Form, rng: Random, bias: float) -> None:
    """With whom, before the rest of it: those of one level mostly think of the same. And about
    what: mostly the same with each of those."""
    if "whom" not in form.fields:
        return
    whom = form.fields["whom"][0]
    often = {
        value: likely * (Random(value).uniform(0.4, 1) + Random(f"{bias} {value}").uniform(0, 0.8))
        for value, likely in zip(whom.options, whom.likely, strict=True)
    }
    usual = sorted(whom.options, key=lambda value: -often[value])
    number = int(form.fields["item"][0].value[1:])
    at = number - 1 if rng.random() < 0.8 else rng.randrange(len(usual))
    whom.value = usual[min(at, len(usual) - 1)]
    for about in form.fields.get("focus", ()):
        first = Random(f"focus {whom.value}").choice(about.options)
        about.value = first if rng.random() < 0.65 else rng.choice(about.options)


def choose_owner(form: Form, rng: Random) -> None:
    """Mostly oneself; who helps one is known then, and left open for another owner."""
    if "owner" not in form.fields or not form.fields["owner"][0].value:
        return
    owner, own = form.fields["owner"][0], rng.random() < OWN
    owner.value = owner.value if own else rng.choice(owner.options)
    for one in (field for fields in form.fields.values() for field in fields):
        if one.hint == "helper":
            fit = [who for who, likely in zip(one.options, one.likely, strict=True) if likely]
            one.options = fit if own else []


OWN = 0.7  # share of next steps that one proposes for oneself


def share_points(form: Form, rng: Random) -> Iterator[int]:
    """A budget over the number fields, within what each may have."""
    fields = [one for fields in form.fields.values() for one in fields if one.kind == "number"]
    given = [one.least for one in fields]
    for _point in range(form.budget):
        open_ = [at for at, one in enumerate(fields) if given[at] < (one.most or form.budget)]
        if not open_:
            break
        weights = [1 / (at + 1) for at in open_]
        given[rng.choices(open_, weights)[0]] += 1
    return iter(given)


def pick_date(one: Field, rng: Random, today: date) -> str:
    """Within what the field allows, and about two weeks to three months from now."""
    first = max(one.earliest, (today + timedelta(days=14)).isoformat())
    last = min(one.latest or "9999-12-31", (today + timedelta(days=90)).isoformat())
    begins, ends = date.fromisoformat(min(first, one.latest or first)), date.fromisoformat(last)
    return (begins + timedelta(days=rng.randrange(max(1, (ends - begins).days)))).isoformat()


def fill_field(one: Field, rng: Random, today: date) -> list[str]:
    if one.kind == "hidden":
        return [one.value]
    if one.kind == "select" and one.hint in ("whom", "about", "owner"):
        return [one.value]
    if one.kind == "select":
        wanted = rng.choice(one.options) if one.options and rng.random() < 0.7 else one.value
        return [wanted or (one.options[0] if one.options else "")]
    if one.kind == "date":
        return [pick_date(one, rng, today)]
    text = rng.choice(pick_sentences(one.hint))
    needed = one.required or one.hint == "need"  # no action without its need
    return [text[: one.longest or None]] if needed or rng.random() < 0.8 else [""]
