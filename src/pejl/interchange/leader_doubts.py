"""What one can doubt about the chain."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.interchange.leader_chain import Chain, Directory, Node
from pejl.interchange.leader_types import Doubt
from pejl.interchange.names import read_email

NAMED = 12
CIRCLE_NAMED = 100
COMPARED = 50


def doubt_chain(chain: Chain, directory: Directory) -> list[Doubt]:
    found = [
        doubt
        for i, node in enumerate(chain.nodes)
        if node.row is not None and node.leader and chain.leaders[i] is None
        for doubt in doubt_leader(chain, i, directory)
    ]
    return [*found, *doubt_circles(chain), *doubt_tops(chain)]


def doubt_leader(chain: Chain, index: int, directory: Directory) -> Iterator[Doubt]:
    """`index` is someone in the file whose leader is given but was not found."""
    node = chain.nodes[index]
    found = directory.find(node.leader)
    if found == [index]:
        text = _("%(name)s is given as own leader. At the top the field is left empty.")
        yield ask(node, "own_leader", text % {"name": show_name(node)}, "")
    elif found:
        emails = [show_email(chain.nodes[i]) for i in found[:NAMED]]
        values = {"name": node.leader, "emails": name_some(emails, len(found))}
        text = _("More than one person is called “%(name)s”: %(emails)s. Choose the e-mail.")
        yield ask(node, "ambiguous_leader", text % values, choose_namesake(chain, index, found))
    else:
        near = directory.nearest.find(read_email(node.leader), node.email)
        yield ask(node, "unknown_leader", describe_unknown(node.leader, near, directory), near)


def describe_unknown(leader: str, near: str | None, directory: Directory) -> str:
    values = {"name": leader}
    if near is None:
        return _("The leader “%(name)s” is not in the list.") % values
    values["near"] = directory.nodes[directory.by_email[near]].name or near
    return _("The leader “%(name)s” is not in the list. Is it %(near)s?") % values


def ask(node: Node, code: str, message: str, proposal: str | None) -> Doubt:
    return Doubt(node.row, "leader", code, message, proposal, needs_answer=True)


def choose_namesake(chain: Chain, index: int, found: list[int]) -> str | None:
    """The only one of them in the same unit, else in the same area, else the only other one."""
    node = chain.nodes[index]
    others = [chain.nodes[i] for i in found[:COMPARED] if i != index]
    in_unit = [other for other in others if node.unit and other.unit == node.unit]
    in_area = [other for other in others if node.area and other.area == node.area]
    for group in (in_unit, in_area, others):
        if len(group) == 1 and group[0].email:
            return group[0].email
    return None


def doubt_circles(chain: Chain) -> Iterator[Doubt]:
    for circle in chain.circles:
        rows = [row for i in circle if (row := chain.nodes[i].row) is not None]
        if rows:
            round_trip = [*circle, circle[0]]
            people = [show_name(chain.nodes[i]) for i in round_trip[:CIRCLE_NAMED]]
            text = _("The chain goes in a circle: %(names)s. One of them has another leader.")
            message = text % {"names": name_some(people, len(round_trip), " → ")}
            yield Doubt(min(rows), "leader", "circle", message, blocking=True)


def doubt_tops(chain: Chain) -> Iterator[Doubt]:
    """More than one who is led by nobody, unless nobody is said to lead anybody."""
    tops = [
        node
        for node, leader in zip(chain.nodes, chain.leaders, strict=True)
        if leader is None and not node.leader
    ]
    if len(tops) > 1 and any(node.row is not None for node in tops):
        names = name_some([show_name(node) for node in tops[:NAMED]], len(tops))
        text = _("%(count)d people have no leader: %(names)s.")
        yield Doubt(None, "leader", "several_tops", text % {"count": len(tops), "names": names})


def show_name(node: Node) -> str:
    return node.name or node.email or _("row %(row)s") % {"row": node.row}


def show_email(node: Node) -> str:
    return node.email or _("row %(row)s") % {"row": node.row}


def name_some(names: list[str], count: int, joiner: str = ", ") -> str:
    """`names` are the first of `count`."""
    if len(names) == count:
        return joiner.join(names)
    more = {"names": joiner.join(names), "more": count - len(names)}
    return _("%(names)s and %(more)d more") % more
