"""Rule M044."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.checks.unanswered import place_of_answer, times_records
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement


@rule(id="M044", name="assign-to-stop", severity="warning", aspect="measurable")
def assign_to_stop(agreement: Agreement) -> Iterator[Finding]:
    """
    A record that is never closed is never missed.

    What it does:
        Finds targets on the time of records that count in the window of their stop
        (`assign_to: stop`).

    Why:
        A ticket that is far over its limit counts nowhere while it is open. Whoever keeps the
        worst tickets open until next month has met this one.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: [], assign_to: stop}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: [], assign_to: decided}

    Source:
        Precise reading of the contract language: with `stop`, an open record over its limit is
        only shown as what could add up to the window.
    """
    for target, metric in measured(agreement):
        levels = (target, metric, agreement.interpretation)
        if times_records(target, metric) and answer("assign_to", *levels) == "stop":
            yield finding_at(
                place_of_answer("assign_to", *levels),
                "records count in the window of their stop: one that is over its limit and still"
                " open is missed in no window, and only shown as what could add up",
                "write assign_to: decided, so that it is missed when its limit is exceeded",
                target=target.id,
            )
