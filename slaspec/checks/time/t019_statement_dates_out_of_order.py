"""Rule T019."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.checks.time.spans import least_days, most_days, surely_longer
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import Claim


@rule(id="T019", name="statement-dates-out-of-order", severity="warning", aspect="time")
def statement_dates_out_of_order(agreement: Agreement) -> Iterator[Finding]:
    """
    A statement comes before its data is final, or after it could have been objected to or claimed.

    What it does:
        Compares, in SLAs, OLAs and UCs, when a `statement` is due with when its data closes; a
        claim that is counted from the end of the window with when the statement is due; and the
        time to object with when the report comes. Only what is wrong in every month is reported.

    Why:
        Each date is reasonable by itself. Together the customer has to claim by the fifth what it
        learns on the tenth.

    Wrong:

        statement: {due: 3 working days, data_closes: 5 working days, late_data: next_statement}

    Right:

        statement: {due: 5 working days, data_closes: 5 working days, late_data: next_statement}

    Source:
        Credits of published cloud agreements lapse 15 to 60 days after the month; a statement that
        comes later shows what is lost.
    """
    statement, reporting = agreement.statement, agreement.reporting
    due = statement.due if statement else None
    if statement and due and statement.data_closes and surely_longer(statement.data_closes, due):
        yield finding_at(
            statement.at.of("due"),
            f"the statement is due after {due}, and its data is final after"
            f" {statement.data_closes}",
            f"write due: {statement.data_closes}, or longer",
        )
    comes = due or (reporting.due if reporting else None)
    for claim in _claims(agreement):
        if claim.within and comes and surely_longer(comes, claim.within):
            yield finding_at(
                claim.at.of("within"),
                f"a claim lapses {claim.within} after the window, and the figures come after"
                f" {comes}",
                "count the claim from: report, or write a longer within",
            )
    if statement and due and statement.object_within and reporting and reporting.due:
        ends = (most_days(due), most_days(statement.object_within))
        if None not in ends and least_days(reporting.due) > sum(each or 0 for each in ends):
            yield finding_at(
                statement.at.of("object_within"),
                f"objections end {statement.object_within} after the statement, and the report"
                f" comes after {reporting.due}",
                "let the report be due with the statement, or write a longer object_within",
            )


def _claims(agreement: Agreement) -> Iterator[Claim]:
    """Claims that are counted from the end of a window, each once."""
    claims = {
        id(claim): claim
        for remedy in used_remedies(agreement)
        if (claim := answer("claim", remedy, agreement.interpretation)) is not None
    }
    return (claim for claim in claims.values() if claim.from_ == "window_end")
