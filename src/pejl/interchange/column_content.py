"""What the cells of a column say about what it holds."""

from pejl.interchange.names import simplify

LOOKED_AT = 500
ENOUGH = 0.5


def find_email_columns(rows: list[list[str]]) -> list[int]:
    """Columns of addresses, the one with most different addresses first (the others repeat)."""
    found = []
    for column in range(max(map(len, rows[:LOOKED_AT]), default=0)):
        cells = [
            row[column].strip().lower() for row in rows[:LOOKED_AT] if row[column : column + 1]
        ]
        filled = [cell for cell in cells if cell]
        addresses = [cell for cell in filled if cell.count("@") == 1 and " " not in cell]
        if filled and len(addresses) > ENOUGH * len(filled):
            found.append((-len(set(addresses)), column))
    return [column for _count, column in sorted(found)]


def find_name_column(rows: list[list[str]], email_column: int, taken: set[int]) -> int | None:
    """The column whose words are in the addresses of their rows, if most are."""
    pairs = [
        (row, row[email_column].lower().partition("@")[0])
        for row in rows[:LOOKED_AT]
        if "@" in "".join(row[email_column : email_column + 1])
    ]
    best, share = None, ENOUGH
    for column in range(max((len(row) for row, _local in pairs), default=0)):
        hits = sum(
            any(len(word) > 1 and word in local for word in simplify(cell).split())
            for row, local in pairs
            for cell in row[column : column + 1]
        )
        if column not in taken and hits > share * len(pairs):
            best, share = column, hits / len(pairs)
    return best
