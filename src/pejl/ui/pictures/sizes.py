"""The uses of a picture, and the letters each of them needs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Use = Literal["screen", "beside", "third", "page", "phone"]


MOST_LINES = (3, 2, 1)  # of a label, as there is room


@dataclass(frozen=True)
class Size:
    """`width` of the whole picture, `text` and `small` letters, in pixels.

    Labels take at most the share `labels` of the width, or `stacked` stand over what they name.
    Letters, circles and the lines of a label give way where a picture would be taller than
    `tallest`; no letter becomes smaller than `small`.
    """

    width: int
    text: int
    small: int
    tallest: int
    labels: float = 0.44
    stacked: bool = False

    def list_letters(self) -> Iterator["Size"]:
        """The same with its own letters, and with smaller ones."""
        for text in (self.text, (self.text + self.small) // 2, self.small):
            yield replace(self, text=text)


# On the screen a pixel is one of 1920 x 1080: "screen" is as wide as the page, under a sentence of
# two lines; "beside" leaves a third of it to words; of "third" there are three in a row.
SIZES: dict[Use, Size] = {
    "screen": Size(1720, 46, 36, 430, labels=0.58),
    "beside": Size(1120, 40, 36, 620, labels=0.49),
    "third": Size(536, 36, 30, 320, labels=0.62),
    "page": Size(760, 17, 15, 2000),
    "phone": Size(328, 16, 14, 2000, stacked=True),
}
