"""Rule D056."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from slaspec.checks.index import index
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

_NUMBER_OF_ID = re.compile(r"-v?[0-9]+(?:-[0-9]+)*$")


@rule(id="D056", name="version-not-rising", severity="warning", aspect="document")
def version_not_rising(book: Book) -> Iterator[Finding]:
    """
    An agreement that follows another one has no higher version.

    What it does:
        Compares agreements of one kind and the same parties whose ids differ in a number at the
        end only (`acme-sla-1`, `acme-sla-2`), where one begins after the other ends.

    Why:
        A statement names an agreement and its version. When the new text bears the old number,
        two texts answer to it.

    Wrong:

        id: acme-sla-2
        version: "2.0"
        effective: {from: 2027-01-01, through: 2027-12-31}
        ---
        kind: SLA
        id: acme-sla-1
        version: "2.0"
        effective: {from: 2026-01-01, through: 2026-12-31}

    Right:

        id: acme-sla-2
        version: "3.0"
        effective: {from: 2027-01-01, through: 2027-12-31}
        ---
        kind: SLA
        id: acme-sla-1
        version: "2.0"
        effective: {from: 2026-01-01, through: 2026-12-31}

    Source:
        ISO/IEC 20000-1:2018, 7.5.3.2: control of changes to documents (version control).
    """
    families: dict[tuple[str, str, object], list[Agreement]] = defaultdict(list)
    for agreement in index(book).agreements:
        stem = _NUMBER_OF_ID.sub("", agreement.id)
        parties = agreement.parties
        sides = (parties.provider, parties.customer) if parties else None
        families[agreement.kind, stem, sides].append(agreement)
    for family in families.values():
        family.sort(key=lambda each: each.effective.from_.value)
        for before, after in pairwise(family):
            end = before.effective.through
            follows = end is not None and end.value < after.effective.from_.value
            if follows and rank(after.version) <= rank(before.version):
                yield finding_at(
                    after.at.of("version"),
                    f"'{after.id}' follows '{before.id}', version {before.version}, and is version"
                    f" {after.version}",
                    f"give '{after.id}' a higher version",
                    document=after.id,
                    related=((f"version of '{before.id}'", before.at.of("version").span),),
                )


def rank(version: str) -> tuple[list[int], str]:
    """Sorts versions: by their numbers, then by their letters."""
    return [int(figure[:18]) for figure in re.findall(r"[0-9]+", version)], version
