"""What a check of an installation says to the one who looks after it.

A room's `AppConfig.doctor` names its checks: functions without arguments that yield findings.
`pejl doctor` runs them all, in the order of INSTALLED_APPS.
"""

from typing import Literal

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """What was found, and what to do about it. A note is worth a look, a fault has to be mended."""

    state: Literal["well", "note", "fault"]
    said: str
    mend: str = ""


def well(said: str) -> Finding:
    return Finding("well", said)


def note(said: str, mend: str) -> Finding:
    return Finding("note", said, mend)


def fault(said: str, mend: str) -> Finding:
    return Finding("fault", said, mend)
