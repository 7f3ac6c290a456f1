"""What a table may weigh whose size is no file's: a view, or a packed column, may be endless."""

MOST_ROWS = 200_000_000
LONGEST_CELL = 1 << 24  # characters


def too_many_rows(what: str) -> str:
    """The sentence for a table that is larger than any export."""
    return f"{what} more than {MOST_ROWS:,} rows"
