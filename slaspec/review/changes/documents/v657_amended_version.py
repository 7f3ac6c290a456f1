"""Rule V657."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V657",
    name="amended-version",
    owns=("Amendment.amends", "Amends.*", "Amendment.version", "Amendment.apiVersion"),
    material=False,
)
def amended_version(change: Difference) -> Said | None:
    """
    An amendment is written against another text, or makes another version.

    What it compares:
        The agreement with the version that is amended, and the version that comes of it.

    Why:
        Written against another text it does not apply.

    Before:

        kind: Amendment
        version: "1.1"

    After:

        kind: Amendment
        version: "1.2"

    Direction:
        neutral
    """
    what = "the amended text" if change.key == "amends" else "the version that the amendment makes"
    return judged(what, change)
