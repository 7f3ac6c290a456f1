"""Rule T018."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.time.windows_within import most_windows, windows_of
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="T018", name="misses-do-not-fit-period", severity="warning", aspect="time")
def misses_do_not_fit_period(agreement: Agreement) -> Iterator[Finding]:
    """
    More misses are needed than there are windows in which a target can be missed.

    What it does:
        Counts how many windows of the target can end in the period of a right to terminate, and
        of `improvement` (there the target with the shortest windows), in SLAs, OLAs and UCs.

    Why:
        Three missed months in two months never happen. The customer signs a right that does not
        exist, and finds out when it is needed.

    Wrong:

        termination:
          - {when: {missed: availability, times: 3, in: rolling 2 months}, by: customer}

    Right:

        termination:
          - {when: {missed: availability, times: 3, in: rolling 6 months}, by: customer}

    Source:
        Mueller et al., ISA-10-TR-03 (2010): dead terms of service level agreements.
    """
    windows = windows_of(agreement)
    for right in agreement.termination or ():
        when = right.when
        if when.times is not None and when.in_ is not None and when.missed in windows:
            most = most_windows(when.in_, windows[when.missed])
            if when.times > most:
                yield finding_at(
                    when.at.of("times"),
                    f"{when.missed} must be missed {when.times} times in {when.in_}, in which"
                    f" {most} of its windows can end",
                    f"write times: {most}, or a longer period",
                )
    if agreement.improvement is not None and windows:
        after = agreement.improvement.after
        most = max(most_windows(after.in_, window) for window in windows.values())
        if after.missed > most:
            yield finding_at(
                after.at.of("missed"),
                f"a plan is owed after {after.missed} misses of a target in {after.in_}, in which"
                f" {most} of its windows can end",
                f"write missed: {most}, or a longer period",
            )
