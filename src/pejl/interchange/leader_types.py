"""Plain values of importing leaders. All of them turn into JSON and back with msgspec."""

from msgspec import Struct

from pejl.interchange.leader_fields import Field


class KnownLeader(Struct, frozen=True):
    """A leader who is stored already; "" is none."""

    name: str
    email: str
    title: str = ""
    level: str = ""
    area: str = ""
    unit: str = ""
    leader_email: str = ""


class Leader(Struct, frozen=True):
    """A leader as understood; `row` as the file's reader counts, "" is none or not yet known."""

    row: int
    name: str
    email: str
    title: str
    level: str
    area: str
    unit: str
    leader_email: str


class Doubt(Struct, frozen=True):
    """Something a person should look at.

    `row` is None for what concerns the whole file. `proposal` is a value for the mend
    {row: {field: proposal}}; "" proposes to leave the field empty, None proposes nothing.
    `blocking`: nothing may be stored until it is mended. `needs_answer`: nothing may be stored
    until it is mended or the proposal is accepted. Neither: good to know.
    """

    row: int | None
    field: Field | None
    code: str
    message: str
    proposal: str | None = None
    blocking: bool = False
    needs_answer: bool = False


class Change(Struct, frozen=True):
    """`fields` holds for each field that changes (from, to)."""

    email: str
    name: str
    fields: dict[str, tuple[str, str]]


class Changes(Struct, frozen=True):
    """By e-mail. `missing` are stored but not in the file, and stay unless a person says so."""

    new: list[str]
    changed: list[Change]
    unchanged: list[str]
    missing: list[str]


class Understanding(Struct, frozen=True):
    """`levels` from the top, `areas` as they first appear; both include what stays stored."""

    leaders: list[Leader]
    doubts: list[Doubt]
    levels: list[str]
    areas: list[str]
    changes: Changes

    @property
    def ready(self) -> bool:
        """Whether all of it may be stored as it is."""
        return not any(doubt.blocking or doubt.needs_answer for doubt in self.doubts)
