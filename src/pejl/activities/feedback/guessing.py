"""What one thought would come, held against what came: for that one alone. Pure."""

from msgspec import Struct

from pejl.activities.feedback.rules import Guess
from pejl.activities.feedback.tallies import Tally


class Compared(Struct, frozen=True):
    """A guess and the truth. `gap` is the guessed mark minus the mean of those given, one decimal,
    None where either is missing; `edge` where the mean is said as at most or at least. `most`: the
    prompts that most wrote to, by number, and whether one of them was guessed (None: no guess)."""

    gap: float | None
    edge: str
    most: tuple[int, ...]
    right: bool | None


def compare_guess(guess: Guess, tally: Tally) -> Compared:
    """Of a route that may be shown: `tally` holds its texts and the rating of its marks."""
    rating = tally.rating
    gap = round(guess.mark - rating.mean, 1) if guess.mark and rating else None
    counts = [len(told) for told in tally.told]
    highest = max(counts, default=0)
    most = tuple(at for at, count in enumerate(counts) if highest and count == highest)
    right = int(guess.most) in most if guess.most and most else None
    edge = rating.edge.value if rating and rating.edge else ""
    return Compared(gap, edge, most, right)
