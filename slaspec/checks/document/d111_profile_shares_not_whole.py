"""Rule D111."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Profile
from slaspec.records.simulate.profile_faults import faults


@rule(id="D111", name="profile-shares-not-whole", severity="error", aspect="document")
def profile_shares_not_whole(profile: Profile) -> Iterator[Finding]:
    """
    Shares of a profile do not add up to the whole, or are more than all.

    What it does:
        Adds up the shares of services, priorities, levels, states, counts, groups, components and
        classes, which are 100% together; and looks that no share of records exceeds 100%.

    Why:
        What the rest of the records would be is nobody's word: a stream would have to invent it.

    Wrong:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 70%, network: 20%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}

    Right:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 70%, network: 30%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}

    Source:
        Kolmogorov's second axiom: the probability of the whole is one.
    """
    for fault in faults(profile):
        if fault.aspect == "shares":
            yield finding_at(fault.at, fault.sentence, fault.help)
