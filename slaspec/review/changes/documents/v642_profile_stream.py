"""Rule V642."""

from __future__ import annotations

from slaspec.review.changes.parts import parts_that_differ
from slaspec.review.changes.wording import instead, listed
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V642",
    name="profile-stream",
    owns=(
        "Profile.timezone",
        "Profile.tickets",
        "Profile.outages",
        "HoursOfWeek.*",
        "HolidayVolume.*",
        "PriorityFlow.*",
        "Waiting.*",
        "Reclassified.*",
        "ReopenedFlow.*",
        "GroupFlow.*",
        "BulkClose.*",
        "Closing.*",
        "TicketFlow.*",
        "OutageClass.*",
        "OutageFlow.*",
    ),
    material=False,
)
def profile_stream(change: Difference) -> Said | None:
    """
    The records of a simulated stream come or run otherwise.

    What it compares:
        `tickets`, `outages` and `timezone` of a profile, part by part.

    Why:
        What is expected and what is at risk is simulated with these records: figures of before and
        after are of two streams.

    Before:

        kind: Profile

    After:

        kind: Profile
        outages:
          per_year: 36
          components: {wan: 100%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}

    Direction:
        neutral
    """
    if change.key == "timezone":
        return Said("neutral", instead("the time zone of simulated records", change))
    if change.sort != "changed":
        ending = "are simulated now" if change.sort == "added" else "are simulated no more"
        return Said("neutral", f"{change.key} {ending}")
    parts = listed(parts_that_differ(change.base, change.head))
    return Said("neutral", f"simulated {change.key} come otherwise: {parts}")
