"""What a service costs in a window: by the agreement, or by a file of charges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from slaspec.errors import LocatedError, QuantityError, UsageError
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.governance import ServiceLine
from slaspec.language.model.node import Place
from slaspec.remedies.money import decimals, exact_text, money_shown
from slaspec.remedies.periods import MONTHS, Period


class Charged(NamedTuple):
    """What a service cost in a window, of which one part comes back and another comes once."""

    recurring: Decimal
    one_off: Decimal


Row = Decimal | Charged
Rows = Mapping[tuple[str, str], Row]


@dataclass(frozen=True)
class Basis:
    """An exact amount that percentages are taken of, and how it came about."""

    amount: Fraction
    words: str


class Charges:
    """
    The charges of one agreement, in its currency.

    `rows` are those of a charges file, by window name and service: final, never prorated again;
    rows of other windows and agreements may stand among them. A row may tell what of it comes once.
    With `recurring_for`, the place of a term, what comes once is left out.
    Raises `UsageError` for a row that is no amount, or below zero.
    """

    def __init__(
        self, agreement: Agreement, rows: Rows | None = None, recurring_for: Place | None = None
    ) -> None:
        self.currency = agreement.currency or ""
        self._agreement = agreement
        self._rows = dict(rows or {})
        self._recurring_for = recurring_for
        for (window, service), row in self._rows.items():
            for amount in row if isinstance(row, Charged) else (row,):
                if not isinstance(amount, Decimal) or not amount.is_finite() or amount < 0:
                    raise UsageError(f"the charge of '{service}' in {window} is {amount}")

    def recurring(self, at: Place) -> Charges:
        """
        The same without what comes once.

        What the agreement states is charged period after period; a row of a file that does not say
        what it is raises `LocatedError` at `at` when it is asked for.
        """
        return Charges(self._agreement, self._rows, at)

    def lines(self, service: str, at: Place) -> list[ServiceLine]:
        """The lines of a service in the agreement; `LocatedError` at `at` when there is none."""
        found = [line for line in self._agreement.services or () if line.service == service]
        if not found:
            raise LocatedError(
                f"agreement '{self._agreement.id}' has no service '{service}'",
                str(at.span),
                "name a service that stands under `services`",
            )
        return found

    def of(self, service: str, period: Period, share: Fraction, at: Place) -> Basis:
        """
        The charge of a service in a window: its row in the file, else what the agreement says.

        `share` is the part of the window that is charged. Raises `LocatedError` where no charge
        is known, where its period has no exact part in the window, and for another currency.
        """
        row = self._rows.get((period.name, service))
        if row is not None:
            return self._row(service, period, row)
        parts = [self._stated(line, period, share) for line in self.lines(service, at)]
        return _sum(parts)

    def contracted(self, period: Period, share: Fraction, at: Place) -> Basis:
        """
        The charges of all services: what the agreement states, else the row of the file.

        Raises `LocatedError` as `of` does, and when the agreement has no services.
        """
        lines = self._agreement.services or ()
        if not lines:
            raise LocatedError("the agreement has no services", str(at.span), "add `services`")
        rowed = dict.fromkeys(line.service for line in lines if not _states(line))
        parts = [self._stated(line, period, share) for line in lines if line.service not in rowed]
        return _sum([*parts, *(self.of(service, period, share, at) for service in rowed)])

    def invoiced(self, period: Period, at: Place) -> Basis:
        """
        The charges of all services as they were invoiced: a row for each, be it of 0.

        Raises `LocatedError` where the file tells none of a service, or there is no file.
        """
        services = dict.fromkeys(line.service for line in self._agreement.services or ())
        for service in services or ("",):
            if (period.name, service) not in self._rows:
                whose = f"of {service}" if service else "of any service"
                raise LocatedError(
                    f"no invoiced charge {whose} is known in {period.name}",
                    str(at.span),
                    "give all that was invoiced in a charges file (--charges FILE), 0.00 for what"
                    " cost nothing",
                )
        return _sum([self.of(service, period, Fraction(1), at) for service in services])

    def _row(self, service: str, period: Period, row: Row) -> Basis:
        amount = sum(map(Fraction, self._counting(service, period, row)), Fraction(0))
        without = " without one-off charges" if self._recurring_for is not None else ""
        return Basis(
            amount,
            f"the charge of {service} in {period.name} by the charges file{without}"
            f" ({money_shown(amount, self.currency)})",
        )

    def _counting(self, service: str, period: Period, row: Row) -> Iterator[Decimal]:
        """The amounts of a row that count."""
        if self._recurring_for is None:
            yield from row if isinstance(row, Charged) else (row,)
        elif isinstance(row, Charged):
            yield row.recurring
        else:
            raise LocatedError(
                f"whether the charge of {service} in {period.name} by the charges file holds"
                " one-off charges is not said, and the base leaves them out",
                str(self._recurring_for.span),
                "add the column kind (recurring or one_off) to the charges file",
            )

    def _stated(self, line: ServiceLine, period: Period, share: Fraction) -> Basis:
        charge = line.charge
        if charge is None or charge.amount is None or charge.per is None:
            raise LocatedError(
                f"no charge is known for service '{line.service}' in {period.name}",
                str(line.at.span),
                "write charge: {amount: …, per: month}, or give the charge in a charges file",
            )
        if charge.amount.currency != self.currency:
            raise LocatedError(
                f"the charge of '{line.service}' is in {charge.amount.currency}, the agreement in"
                f" {self.currency}; currencies are never added",
                str(charge.at.of("amount").span),
                f"state the charge in {self.currency}",
            )
        converted = conversion(charge.per, period.kind)
        if converted is None:
            raise LocatedError(
                f"a charge per {charge.per} has no exact part in a {period.kind}: no charge is"
                f" known for service '{line.service}' in {period.name}",
                str(charge.at.of("per").span),
                f"state the charge per {period.kind}, or give it in a charges file",
            )
        amount = Fraction(charge.amount.amount) * converted * share
        how = [f"{charge.amount} per {charge.per}"]
        how += [f"x {exact_text(converted)}"] if converted != 1 else []
        how += [f"x {period.inside_days}/{period.days} days"] if share != 1 else []
        how += [f"= {money_shown(amount, self.currency)}"] if len(how) > 1 else []
        words = f"the charge of {line.service} in {period.name} ({' '.join(how)})"
        return Basis(amount, words)


def conversion(per: str, kind: str) -> Fraction | None:
    """What part of an amount per week, month, quarter or year falls on a window; None: no exact."""
    if per == kind:
        return Fraction(1)
    if per == "week" or kind == "week":
        return None
    return Fraction(MONTHS[kind], MONTHS[per])


def known_currency(agreement: Agreement) -> str:
    """The agreement's currency; `LocatedError` when it has none or the code is not in use."""
    if agreement.currency is None:
        raise LocatedError(
            f"agreement '{agreement.id}': 'currency' is not said",
            str(agreement.at.span),
            "write currency: EUR (a code of ISO 4217)",
        )
    try:
        decimals(agreement.currency)
    except QuantityError as error:
        place = agreement.at.of("currency").span
        raise LocatedError(str(error), str(place), "write a code like EUR") from None
    return agreement.currency


def _states(line: ServiceLine) -> bool:
    return line.charge is not None and line.charge.amount is not None


def _sum(parts: list[Basis]) -> Basis:
    total = sum((part.amount for part in parts), Fraction(0))
    return Basis(total, " + ".join(part.words for part in parts))
