"""Who leads whom: finds each one's nearest leader among the file's and the stored people."""

from collections.abc import Mapping
from dataclasses import dataclass

from pejl.interchange.leader_nearest import Nearest
from pejl.interchange.leader_rows import Draft
from pejl.interchange.leader_types import KnownLeader
from pejl.interchange.names import read_email, read_name


@dataclass(slots=True, frozen=True)
class Node:
    """A person in the chain; `row` is None for one who is stored but not in the file."""

    row: int | None
    name: str
    email: str
    level: str
    area: str
    unit: str
    leader: str


class Directory:
    """Finds people by e-mail, or by name in either order, whatever the case."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.by_email = {node.email: i for i, node in enumerate(nodes) if node.email}
        self.by_name: dict[str, list[int]] = {}
        self.by_words: dict[tuple[str, ...], list[int]] = {}
        for i, node in enumerate(nodes):
            if node.name:
                self.by_name.setdefault(node.name.casefold(), []).append(i)
                self.by_words.setdefault(sort_words(node.name), []).append(i)
        self.nearest = Nearest([(node.name, node.email) for node in nodes])

    def find(self, text: str) -> list[int]:
        """Everyone that `text` may mean; nobody for one who is not there."""
        if "@" in text:
            found = self.by_email.get(read_email(text))
            return [] if found is None else [found]
        straight = self.by_name.get(read_name(text).casefold())
        return straight or self.by_words.get(sort_words(text), [])


def sort_words(name: str) -> tuple[str, ...]:
    return tuple(sorted(name.casefold().replace(",", " ").split()))


def list_nodes(drafts: list[Draft], known: Mapping[str, KnownLeader]) -> list[Node]:
    """The drafts in their order, then those who are only stored."""
    given = [Node(d.row, d.name, d.email, d.level, d.area, d.unit, d.leader) for d in drafts]
    emails = {draft.email for draft in drafts}
    stored = [
        Node(None, k.name, email, k.level, k.area, k.unit, k.leader_email.lower())
        for email, k in known.items()
        if email not in emails
    ]
    return given + stored


@dataclass(slots=True, frozen=True)
class Chain:
    """`leaders[i]` is the index of the one who leads `nodes[i]`; `depths[i]` counts from the top.

    None where there is nobody, or nobody is known; a depth is None in and below a circle.
    """

    nodes: list[Node]
    leaders: list[int | None]
    depths: list[int | None]
    circles: list[list[int]]


def build_chain(directory: Directory) -> Chain:
    nodes = directory.nodes
    leaders: list[int | None] = []
    for i, node in enumerate(nodes):
        found = directory.find(node.leader) if node.leader else []
        leaders.append(found[0] if len(found) == 1 and found[0] != i else None)
    depths, circles = measure_depths(leaders)
    return Chain(nodes, leaders, depths, circles)


def measure_depths(leaders: list[int | None]) -> tuple[list[int | None], list[list[int]]]:
    """Each one's distance to the top, and the circles, each person visited once."""
    depths: list[int | None] = [None] * len(leaders)
    circles: list[list[int]] = []
    done = [False] * len(leaders)
    for start in range(len(leaders)):
        path: list[int] = []
        place: dict[int, int] = {}
        here: int | None = start
        while here is not None and not done[here] and here not in place:
            place[here] = len(path)
            path.append(here)
            here = leaders[here]
        if here is not None and here in place:
            circles.append(path[place[here] :])
        depth: int | None = -1
        if here is not None:
            depth = None if here in place else depths[here]
        for person in reversed(path):
            done[person] = True
            depth = None if depth is None else depth + 1
            depths[person] = depth
    return depths, circles
