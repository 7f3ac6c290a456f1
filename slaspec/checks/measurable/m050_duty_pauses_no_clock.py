"""Rule M050."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric

WAITING = "waiting_customer"


@rule(
    id="M050",
    name="duty-pauses-no-clock",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def duty_pauses_no_clock(agreement: Agreement) -> Iterator[Finding]:
    """
    A duty of the customer pauses the clock, and the clock of a target does not obey.

    What it does:
        Finds duties with `if_not: clock_paused` beside a duration metric that does not pause in
        the state `waiting_customer`.

    Why:
        The customer reads that an unanswered question stops the clock, or the provider relies on
        it; the metric counts on. The two clauses give two different credits.

    Wrong:

        duties:
          customer: [{id: answers, text: answer questions, if_not: clock_paused}]
        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: []}

    Right:

        duties:
          customer: [{id: answers, text: answer questions, if_not: clock_paused}]
        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: [waiting_customer]}

    Source:
        ITIL service level management: what the customer owes, and what follows if it is not done,
        stands in the agreement and is measured as it stands.
    """
    duties = (agreement.duties.customer if agreement.duties else None) or ()
    pausing = [duty for duty in duties if duty.if_not == "clock_paused"]
    for target, metric in measured(agreement):
        # Where no pause is said at all, another rule asks for it.
        if not isinstance(metric, DurationMetric) or metric.pause is None:
            continue
        for duty in pausing if WAITING not in metric.pause else ():
            yield finding_at(
                duty.at.of("if_not"),
                f"duty '{duty.id}' pauses the clock, and metric '{metric.id}' does not pause while"
                " it waits for the customer",
                f"add {WAITING} to pause of the metric, or say if_not: none",
                target=target.id,
            )
