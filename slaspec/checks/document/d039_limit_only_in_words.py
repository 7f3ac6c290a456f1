"""Rule D039."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement

_LIMIT = re.compile(
    r"[0-9]+(?:[.,][0-9]+)? ?(?:%|per ?cent|(?:working |business |calendar )?"
    r"(?:seconds?|minutes?|mins?|hours?|h|days?|weeks?|months?)\b)",
    re.IGNORECASE,
)


@rule(id="D039", name="limit-only-in-words", severity="warning", aspect="document")
def limit_only_in_words(agreement: Agreement) -> Iterator[Finding]:
    """
    A duty states a time or a share in its text only.

    What it does:
        Looks for figures like `2 working days` or `98 %` in the text of duties without `within`,
        in SLAs, OLAs and UCs.

    Why:
        A figure in a sentence is a promise that nobody measures: it is not in any report, and
        nothing follows when it is missed.

    Wrong:

        duties:
          customer:
            - {id: answers, text: answer questions within 2 working days, if_not: none}

    Right:

        duties:
          customer:
            - {id: answers, text: answer questions, within: {working_days: 2, due: end_of_day},
               if_not: none}

    Source:
        ISO/IEC 19086-1:2016: a service level objective is stated with a metric.
    """
    duties = agreement.duties
    if duties is None:
        return
    for side, entries in (("customer", duties.customer), ("provider", duties.provider)):
        for duty in entries or ():
            figure = _LIMIT.search(duty.text) if duty.within is None else None
            if figure is not None:
                measure = " or add a target for it" if side == "provider" else ""
                yield finding_at(
                    duty.at.of("text"),
                    f"'{figure[0]}' in the text of duty '{duty.id}' is measured by nobody",
                    f"write within: 2h or within: {{working_days: 2, due: end_of_day}}{measure}",
                )
