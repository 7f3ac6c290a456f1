"""Charges from a file: what each service cost in each window."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from slaspec.errors import LocatedError, QuantityError, UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.quantities import Money
from slaspec.measure.windows import named
from slaspec.remedies.charges import Charged, Row
from slaspec.use_cases.csv_rows import csv_rows

NEEDED = ("period", "service", "amount")
OPTIONAL = ("currency", "invoice", "kind")
KINDS = ("recurring", "one_off")


class Charge(NamedTuple):
    """
    One row: the window's name, the service, the amount, where it stands, its invoice and its kind.

    The kind is empty where the file has no such column.
    """

    window: str
    service: str
    money: Money
    at: str
    invoice: str = ""
    kind: str = ""


def read_charges(
    file: Path, book: Book, agreement: Agreement, windows: Collection[str]
) -> dict[tuple[str, str], Row]:
    """
    The charges of an agreement by window name and service from a CSV file.

    Columns: `period`, `service`, `amount` (`40000.00 EUR`, or a number beside a `currency`
    column), and `invoice` if there is one. A column `kind` tells of each row whether it is
    `recurring` or `one_off`: a service may then have one of each in a window. Amounts are final.
    Rows of other windows, and of services of other agreements, are passed over; but a service
    whose rows are all of other windows than these is a mistake. Raises `LocatedError` at the row
    for it, for anything else, for a second charge of one service, window and kind, and for another
    currency.
    """
    ours = _services(agreement)
    known = ours.union(*(_services(book.whole(each)) for each in book.of(Agreement)))
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    last: dict[str, Charge] = {}
    for charge in _rows(file, known):
        key = (charge.window, charge.service)
        if charge.service not in ours:
            continue
        if charge.money.currency != agreement.currency:
            wanted = agreement.currency or "which is not said"
            message = f"{charge.money} is not in the agreement's currency ({wanted})"
            raise LocatedError(message, charge.at)
        of_kinds = found.setdefault(key, {})
        if charge.kind in of_kinds:
            what = f"a second {charge.kind} charge" if charge.kind else "a second charge"
            raise LocatedError(f"{what} for {key[1]} in {key[0]}", charge.at)
        of_kinds[charge.kind] = charge.money.amount
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
    return {key: _row(of_kinds) for key, of_kinds in found.items()}


def _row(of_kinds: Mapping[str, Decimal]) -> Row:
    """The charge of one service and window by its kinds; of a file without kinds it is one."""
    if "" in of_kinds:
        return of_kinds[""]
    recurring, one_off = (of_kinds.get(kind, Decimal(0)) for kind in KINDS)
    return Charged(recurring, one_off)


def has_charges(file: Path, book: Book, id: str) -> bool:
    """Whether a file has charges of an agreement; raises as `read_charges` does for a bad row."""
    ours = _services(book.agreement(id))
    known = ours.union(*(_services(book.whole(each)) for each in book.of(Agreement)))
    return any(charge.service in ours for charge in _rows(file, known))


def read_invoices(file: Path, book: Book, agreement: Agreement) -> dict[tuple[str, str], str]:
    """
    The invoice that charged each service in each window, where the column `invoice` names it.

    Of two kinds of charge it is that of the recurring one.
    """
    ours = _services(agreement)
    known = ours.union(*(_services(book.whole(each)) for each in book.of(Agreement)))
    rows = [each for each in _rows(file, known) if each.invoice and each.service in ours]
    rows.sort(key=lambda charge: charge.kind != "one_off")
    return {(charge.window, charge.service): charge.invoice for charge in rows}


def _services(agreement: Agreement) -> frozenset[str]:
    return frozenset(line.service for line in agreement.services or ())


def _rows(file: Path, services: Collection[str]) -> Iterator[Charge]:
    with csv_rows(file) as reader:
        names = next(reader, [])
        _check_header(file, names)
        for cells in reader:
            at = f"{file}:{reader.line_num}:1"
            if len(cells) not in (0, len(names)):
                raise LocatedError("this row has another number of cells than the header", at)
            if cells:
                yield _charge(dict(zip(names, cells, strict=True)), at, services)


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
    window, service = row["period"].strip(), row["service"].strip()
    try:
        named(window)
        text = row["amount"].strip()
        money = Money(f"{text} {row['currency'].strip()}" if row.get("currency") else text)
    except (QuantityError, UsageError) as error:
        help = "" if row.get("currency") else "a column 'currency' may say the currency of each row"
        raise LocatedError(str(error), at, help) from None
    if service not in services:
        help = f"the agreements have {', '.join(sorted(services)) or 'no services'}"
        raise LocatedError(f"no agreement has a service '{service}'", at, help)
    if money.amount < 0:
        raise LocatedError(f"a charge is never negative: {money}", at)
    kind = row.get("kind", "").strip()
    if "kind" in row and kind not in KINDS:
        raise LocatedError(f"'{kind}' is no kind of charge", at, "write recurring or one_off")
    return Charge(window, service, money, at, row.get("invoice", "").strip(), kind)
