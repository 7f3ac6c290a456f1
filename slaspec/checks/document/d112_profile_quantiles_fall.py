"""Rule D112."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Profile
from slaspec.records.simulate.profile_faults import faults


@rule(id="D112", name="profile-quantiles-fall", severity="error", aspect="document")
def profile_quantiles_fall(profile: Profile) -> Iterator[Finding]:
    """
    A higher quantile of a profile is less than a lower one, or a part is more than the whole.

    What it does:
        Compares the quantiles of every list in their order, and parts of a time with 100%. None is
        beyond p100, and none stands twice.

    Why:
        The 90th percentile holds all that the median holds: it cannot be less. One of the two was
        typed in another unit, or into the wrong row.

    Wrong:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 100%}
          classes: {down: {share: 100%, duration: {p50: 2h, p90: 30min}}}

    Right:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 100%}
          classes: {down: {share: 100%, duration: {p50: 30min, p90: 2h}}}

    Source:
        Hyndman and Fan (1996), Sample quantiles in statistical packages: quantiles never fall.
    """
    for fault in faults(profile):
        if fault.aspect == "quantiles":
            yield finding_at(fault.at, fault.sentence, fault.help)
