"""Rule V643."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V643",
    name="profile-history",
    owns=("Profile.fitted_from", "FittedFrom.*"),
    material=False,
)
def profile_history(change: Difference) -> Said | None:
    """
    The figures of a profile were counted in other records.

    What it compares:
        `fitted_from` of a profile.

    Why:
        It says how far the figures of the stream can be trusted.

    Before:

        kind: Profile
        fitted_from: {source: tickets.csv,
                      sha256: "0000000000000000000000000000000000000000000000000000000000000000",
                      rows: 900, records: 400,
                      from: 2025-01-01, through: 2025-06-30, smallest_group: 20}

    After:

        kind: Profile
        fitted_from: {source: tickets.csv,
                      sha256: "1111111111111111111111111111111111111111111111111111111111111111",
                      rows: 1800, records: 800,
                      from: 2025-01-01, through: 2025-12-31, smallest_group: 20}

    Direction:
        neutral
    """
    return Said("neutral", f"the records that the profile was counted in were {change.sort}")
