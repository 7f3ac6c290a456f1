"""Charges from a file: what each service cost in each window."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from slaspec.errors import LocatedError, QuantityError, UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.quantities import Money
from slaspec.measure.windows import named

NEEDED = ("period", "service", "amount")
OPTIONAL = ("currency", "invoice")


class Charge(NamedTuple):
    """One row: the window's name, the service, the amount, and where it stands."""

    window: str
    service: str
    money: Money
    at: str


def read_charges(
    file: Path, book: Book, agreement: Agreement, windows: Collection[str]
) -> dict[tuple[str, str], Decimal]:
    """
    The charges of an agreement by window name and service from a CSV file.

    Columns: `period`, `service`, `amount` (`40000.00 EUR`, or a number beside a `currency`
    column), and `invoice` if there is one. Amounts are final. Rows of other windows, and of
    services of other agreements, are passed over; but a service whose rows are all of other
    windows than these is a mistake. Raises `LocatedError` at the row for it, for anything else,
    for a second charge of one service and window, and for another currency.
    """
    ours = _services(agreement)
    known = ours.union(*(_services(book.whole(each)) for each in book.of(Agreement)))
    found: dict[tuple[str, str], Decimal] = {}
    last: dict[str, Charge] = {}
    for charge in _rows(file, known):
        key = (charge.window, charge.service)
        if charge.service not in ours:
            continue
        if charge.money.currency != agreement.currency:
            wanted = agreement.currency or "which is not said"
            message = f"{charge.money} is not in the agreement's currency ({wanted})"
            raise LocatedError(message, charge.at)
        if key in found:
            raise LocatedError(f"a second charge for {key[1]} in {key[0]}", charge.at)
        found[key] = charge.money.amount
        last[charge.service] = charge
    if not found:
        raise LocatedError(
            f"no row is a charge of '{agreement.id}'",
            f"{file}:1:1",
            "add its charges, or leave it out",
        )
    for service, charge in last.items():
        if not any((window, service) in found for window in windows):
            raise LocatedError(
                f"'{service}' has charges, but none for {' or '.join(windows)}",
                charge.at,
                "write the name of the window into period",
            )
    return found


def _services(agreement: Agreement) -> frozenset[str]:
    return frozenset(line.service for line in agreement.services or ())


def _rows(file: Path, services: Collection[str]) -> Iterator[Charge]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text, strict=True)
            names = reader.fieldnames or ()
            _check_header(file, names)
            for row in reader:
                yield _charge(row, f"{file}:{reader.line_num}:1", services)
    except csv.Error as error:
        raise LocatedError(f"this is not CSV: {error}", f"{file}:{reader.line_num}:1") from None
    except UnicodeDecodeError:
        raise UsageError(f"'{file}' is not UTF-8 text") from None
    except OSError as error:
        raise UsageError(f"'{file}' cannot be read: {error.strerror}") from None


def _check_header(file: Path, names: Sequence[str]) -> None:
    """Refuse a header from which an amount could be read wrongly."""
    help = f"the columns are {', '.join(NEEDED)} and, if you like, {' and '.join(OPTIONAL)}"
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        raise LocatedError("the cells are not separated by commas", f"{file}:1:1", help)
    for i, name in enumerate(names, 1):
        if name in names[: i - 1]:
            raise LocatedError(f"column '{name}' stands twice", f"{file}:1:{i}", help)
        if name not in (*NEEDED, *OPTIONAL):
            raise LocatedError(f"column '{name}' is not known", f"{file}:1:{i}", help)
    if missing := [name for name in NEEDED if name not in names]:
        raise LocatedError(f"column '{missing[0]}' is missing", f"{file}:1:1", help)


def _charge(row: dict[str, str], at: str, services: Collection[str]) -> Charge:
    if None in row or None in row.values():
        raise LocatedError("this row has another number of cells than the header", at)
    window, service = row["period"].strip(), row["service"].strip()
    try:
        named(window)
        text = row["amount"].strip()
        money = Money(f"{text} {row['currency'].strip()}" if row.get("currency") else text)
    except (QuantityError, UsageError) as error:
        raise LocatedError(str(error), at) from None
    if service not in services:
        help = f"the agreements have {', '.join(sorted(services)) or 'no services'}"
        raise LocatedError(f"no agreement has a service '{service}'", at, help)
    if money.amount < 0:
        raise LocatedError(f"a charge is never negative: {money}", at)
    return Charge(window, service, money, at)
