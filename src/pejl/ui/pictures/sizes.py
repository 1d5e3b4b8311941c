"""The three uses of a picture, and the letters each of them needs."""

from dataclasses import dataclass
from typing import Literal

Use = Literal["screen", "page", "phone"]


@dataclass(frozen=True)
class Size:
    """`width` of the whole picture, `text` and `small` letters, in pixels.

    `stacked`: labels stand over what they name, since beside it there is no room.
    Labels are kept to fewer lines where a picture would be taller than `tallest`.
    """

    width: int
    text: int
    small: int
    tallest: int
    stacked: bool = False


SIZES: dict[Use, Size] = {
    "screen": Size(1200, 32, 28, 860),
    "page": Size(760, 17, 15, 2000),
    "phone": Size(328, 16, 14, 2000, stacked=True),
}
