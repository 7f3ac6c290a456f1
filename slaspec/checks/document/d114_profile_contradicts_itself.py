"""Rule D114."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Profile
from slaspec.records.simulate.profile_faults import faults


@rule(id="D114", name="profile-contradicts-itself", severity="error", aspect="document")
def profile_contradicts_itself(profile: Profile) -> Iterator[Finding]:
    """
    A profile says one thing and leaves out what it needs, or says it twice.

    What it does:
        Looks for a profile of nothing, shares of priorities beside `levels`, waiting without how,
        levels without a matrix, hand-overs without groups, more counts than there can be, a
        priority that changes to itself, and states in which nothing waits.

    Why:
        A figure that no draw reads looks as if it decided something.

    Wrong:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 100%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}
          together: [90%, 10%]

    Right:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 70%, network: 30%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}
          together: [90%, 10%]

    Source:
        ISO/IEC/IEEE 29148:2018, 5.2.6: a set of statements is consistent and complete.
    """
    for fault in faults(profile):
        if fault.aspect == "together":
            yield finding_at(fault.at, fault.sentence, fault.help)
