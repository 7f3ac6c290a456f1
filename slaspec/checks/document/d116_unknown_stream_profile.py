"""Rule D116."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Profile, Scenario


@rule(id="D116", name="unknown-stream-profile", severity="error", aspect="document")
def unknown_stream_profile(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario gives a stream of a profile that is not there, or on dates that are reversed.

    What it does:
        Looks up the profile of each seeded stream in the book, and compares its dates.

    Why:
        Without the profile nobody knows what happened in the scenario.

    Wrong:

        kind: Scenario
        given:
          records:
            - source: itsm-export
              stream: {profile: desk, seed: 7, from: 2026-04-01, through: 2026-04-30}

    Right:

        kind: Scenario
        given:
          records:
            - source: itsm-export
              stream: {profile: acme-profile, seed: 7, from: 2026-04-01, through: 2026-04-30}
        ---
        kind: Profile
        title: Stream of Acme

    Source:
        ISO/IEC/IEEE 29119-3:2021: a test case names the data that it runs on.
    """
    known = index(book)
    for given in scenario.sources:
        if (stream := given.stream) is None:
            continue
        profiles = [each.id for each in book.of(Profile)]
        if stream.profile not in profiles and not known.may_stand_in_a_faulty_file(stream.profile):
            said = f"there is no profile '{stream.profile}'"
            help = instead_of(stream.profile, profiles, "profiles")
            yield finding_at(stream.at.of("profile"), said, help)
        if stream.through.value < stream.from_.value:
            said = f"the stream is through {stream.through}, before it is from {stream.from_}"
            yield finding_at(stream.at.of("through"), said, "write the later date behind through")
