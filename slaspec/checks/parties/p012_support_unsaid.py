"""Rule P012."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_outward, unsaid
from slaspec.checks.rule import rule
from slaspec.checks.targets import TICKETS, measured
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric


@rule(id="P012", name="support-unsaid", severity="warning", aspect="parties")
def support_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    A clock starts when something is reported, and nobody says how and when it can be reported.

    What it does:
        Asks every SLA and UC with targets on the time of tickets for `support`: the channels with
        their contacts and hours. Agreements on availability alone are not asked, nor OLAs, where
        tickets are passed on in the tool.

    Why:
        A mail at 22:00 to a desk that closes at 17:00 is reported at 22:00 for the customer and at
        08:00 for the provider. Ten hours of a limit of five lie between them.

    Wrong:

        kind: SLA
        # support is missing

    Right:

        support:
          - {channel: phone, contact: "+47 21 00 00 00", hours: 24x7, targets: [resolution]}

    Source:
        ISO/IEC 19086-1:2016, cloud service support component: support plans, methods, hours and
        contacts are stated.
    """
    if not is_outward(agreement) or agreement.support:
        return
    timed = [
        target.id
        for target, metric in measured(agreement)
        if isinstance(metric, DurationMetric) and metric.records in TICKETS
    ]
    if timed:
        yield from unsaid(
            agreement,
            f"does not say how and when something is reported, and the clock of {timed[0]} starts"
            " with it",
            f"add support: [{{channel: phone, contact: …, hours: 24x7, targets: [{timed[0]}]}}]",
        )
