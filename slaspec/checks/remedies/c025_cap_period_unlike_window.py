"""Rule C025."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed, used_remedies
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import RollingWindow, Window
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Cap
from slaspec.language.model.target import Target

_WHOLE_WINDOWS = {"month": ("month",), "quarter": ("month", "quarter")}


@rule(
    id="C025",
    name="cap-period-unlike-window",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def cap_period_unlike_window(agreement: Agreement) -> Iterator[Finding]:
    """
    A cap is for a month, and what it should cut is paid for a quarter, a year or a week.

    What it does:
        Compares the period of every cap per month or quarter with the windows of the targets that
        it binds: they must lie in it whole.

    Why:
        The credit of a quarter under a cap of a month is cut to one month's cap, or to three.
        Nobody has agreed which, and the difference is a factor of three.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability, window: quarter,
             objective: {availability: 99.9%}, remedies: [network-credit]}
        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network},
             caps: [{per: month, at_most: 25%, of: {charge: network}, excess: lost}]}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability, window: quarter,
             objective: {availability: 99.9%}, remedies: [network-credit]}
        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network},
             caps: [{per: window, at_most: 25%, of: {charge: network}, excess: lost}]}

    Source:
        Precise reading of the contract language: a percentage of a cap is of the charges of its
        own period; it says nothing of windows that reach beyond that period.
    """
    for at, cap, targets in _bound(agreement):
        windows = ((target, _window(agreement, target)) for target in targets)
        beyond = [(t.id, w) for t, w in windows if w is not None and not _whole(str(cap.per), w)]
        words = listed(_words(window) for _, window in beyond) if beyond else ""
        for target, _ in beyond:
            yield finding_at(
                at,
                f"the cap of {cap.at_most} is per {cap.per}, and {listed(id for id, _ in beyond)}"
                f" {'are' if len(beyond) > 1 else 'is'} judged by {words}: nobody has agreed how a"
                f" window beyond the {cap.per} is cut",
                "write per: window, or give these targets a remedy (with its cap) or an agreement"
                " of their own",
                target=target,
            )


def _bound(agreement: Agreement) -> Iterator[tuple[Place, Cap, list[Target]]]:
    """Each cap with the place of its period and the targets whose remedies it cuts."""
    pairs = list(followed(agreement))
    for remedy in used_remedies(agreement):
        for cap in remedy.caps or ():
            yield cap.at.of("per"), cap, [t for t, bound in pairs if bound.id == remedy.id]
    for cap in agreement.caps or ():
        owing = {t.id: t for t, bound in pairs if bound.nature != "bonus"}
        yield cap.at.of("per"), cap, list(owing.values())


def _window(agreement: Agreement, target: Target) -> Window | None:
    metric = next((m for m in agreement.metrics or () if m.id == target.metric), None)
    found: Window | None = answer("window", target, metric, agreement.interpretation)
    return found


def _whole(per: str, window: Window) -> bool:
    """Whether every window lies in one period of the cap; only months and quarters are judged."""
    each = window.every if isinstance(window, RollingWindow) else window
    return per not in _WHOLE_WINDOWS or each in _WHOLE_WINDOWS[per]


def _words(window: Window) -> str:
    if isinstance(window, RollingWindow):
        return f"{window.rolling}, every {window.every}"
    return window if isinstance(window, str) else f"contract year {window.contract_year}"
