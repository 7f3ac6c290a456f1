"""Rule D113."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Profile
from slaspec.records.simulate.profile_faults import faults


@rule(id="D113", name="profile-hours-wrong", severity="error", aspect="document")
def profile_hours_wrong(profile: Profile) -> Iterator[Finding]:
    """
    A day of a profile has not 24 hours, or no hour of the week has any records.

    What it does:
        Counts the numbers of each day in `hours_of_week`, and looks whether one is above 0.

    Why:
        With a number left out, all hours after it come an hour too early.

    Wrong:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 100%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}
          hours_of_week:
            mon: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            tue: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            wed: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            thu: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            fri: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            sat: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            sun: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    Right:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 100%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}

    Source:
        ISO 8601-1:2019, 4.3.7: a calendar day has the hours 00 to 23.
    """
    for fault in faults(profile):
        if fault.aspect == "hours":
            yield finding_at(fault.at, fault.sentence, fault.help)
