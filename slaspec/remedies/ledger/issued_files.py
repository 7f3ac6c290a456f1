"""
Issued statements, read back from their files.

A file is what `slaspec preview -o statement.json` wrote (`schemas/output/statement.schema.json`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from slaspec.errors import LocatedError, UsageError
from slaspec.language.ledgers import states_of
from slaspec.measure.results import WindowSpan
from slaspec.remedies.earlier.history import PastLine, PastVerdict
from slaspec.remedies.ledger.issued import Issued, Named
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.ledger import Entry

FORMAT = "slaspec-statement/"
_ONE_DAY = timedelta(days=1)
_LONGEST_QUOTED = 160


def read_issued(
    files: Iterable[tuple[Path, str]],
    agreement: Agreement,
    others: Iterable[str],
    entries: Sequence[Entry] = (),
) -> tuple[Issued, ...]:
    """
    The issued statements of an agreement among some files, the earliest first.

    Each file is named as it is shown. Statements of `others`, the agreements beside it, are passed
    over. Raises `LocatedError` for a file that is no statement, for one of an unknown agreement,
    of another currency or of a time outside the term, for two statements of one window, and for
    one whose digest is not that of the ledger's `entries`; `UsageError` for an unreadable file.
    """
    passed_over = {*others} - {agreement.id}
    found: list[Issued] = []
    for path, shown in files:
        text = _text(path, shown)
        data = _statement(text, shown)
        if data is not None and data["agreement"] not in passed_over:
            _require_ours(data, agreement, text, shown)
            found.append(_issued(data, agreement, text, shown))
    found.sort(key=lambda issued: (issued.as_of, issued.file))
    _require_one_each(found)
    _require_digests(found, entries)
    return tuple(found)


def read_statement(path: Path, shown: str, agreement: Agreement) -> Issued:
    """One issued statement, also one that corrects others; raises for it as `read_issued` does."""
    text = _text(path, shown)
    data = _statement(text, shown)
    if data is None:
        _refuse("this is not a statement, but another file that slaspec wrote", text, shown)
    _require_ours(data, agreement, text, shown)
    return _issued(data, agreement, text, shown)


def statements_in(folder: Path, shown: str) -> list[tuple[Path, str]]:
    """The JSON files of a folder by name; `UsageError` where there is no such folder."""
    if not folder.is_dir():
        raise UsageError(f"there is no folder '{shown}' of issued statements")
    return [(path, f"{shown}/{path.name}") for path in sorted(folder.glob("*.json"))]


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise LocatedError("this is not UTF-8 text, so no statement", f"{shown}:1:1") from None
    except OSError as error:
        raise UsageError(f"'{shown}' cannot be read: {error.strerror}") from None


def _statement(text: str, shown: str) -> dict[str, Any] | None:
    """The data of a statement; None for another file that slaspec writes beside it."""
    try:
        data: Any = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        _refuse("this is not JSON, so no statement", text, shown)
    said = data.get("format") if isinstance(data, dict) else None
    if not isinstance(said, str) or not said.startswith("slaspec-"):
        _refuse("this is not a statement that slaspec wrote", text, shown)
    if not said.startswith(FORMAT):
        return None
    _validate(data, said, text, shown)
    return dict(data)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _validate(data: dict[str, Any], said: str, text: str, shown: str) -> None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    from slaspec.language.schemas import folder

    schema = json.loads((folder("output") / "statement.schema.json").read_text("utf-8"))
    wanted = schema["properties"]["format"]["const"]
    if said != wanted:
        _refuse(
            f"this statement is of the format {said[:40]}, and {wanted} is read",
            text, shown, "format",
        )  # fmt: skip
    error = best_match(Draft202012Validator(schema).iter_errors(data))
    if error is not None:
        where = "/".join(str(step) for step in error.absolute_path) or "the document"
        _refuse(
            f"this is no complete statement: {where}: {error.message[:_LONGEST_QUOTED]}",
            text, shown, *(step for step in error.absolute_path if isinstance(step, str)),
        )  # fmt: skip


def _require_ours(data: dict[str, Any], agreement: Agreement, text: str, shown: str) -> None:
    if data["agreement"] != agreement.id:
        _refuse(
            f"this statement is of agreement '{data['agreement']}', which is not here",
            text, shown, "agreement",
        )  # fmt: skip
    if data["currency"] != agreement.currency:
        _refuse(
            f"this statement is in {data['currency']}, and '{agreement.id}' in"
            f" {agreement.currency}; currencies are never added",
            text, shown, "currency",
        )  # fmt: skip
    effective = agreement.effective
    first, ends = effective.from_.value.isoformat(), effective.ends
    for window in data["windows"]:
        if window["through"] < first or (ends is not None and window["from"] > ends.text):
            _refuse(
                f"this statement is of {window['name']}, outside the term of '{agreement.id}'",
                text, shown, "windows", "name",
            )  # fmt: skip


def _issued(data: dict[str, Any], agreement: Agreement, text: str, shown: str) -> Issued:
    zone = str(agreement.timezone or "UTC")
    windows = {_named(each, each["name"]): _window(each, zone) for each in data["windows"]}
    try:
        return Issued(
            file=shown,
            sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            as_of=data["run"]["as_of"],
            windows=tuple(windows.values()),
            adjusts=tuple(data["adjusts"]),
            verdicts=tuple(_verdict(each, windows) for each in data["verdicts"]),
            lines=tuple(_line(each, windows) for each in data["lines"]),
            amounts=tuple(Decimal(each["amount"]) for each in data["lines"]),
        )
    except KeyError as error:
        said = f"window {error.args[0][0]} is not among the windows of this statement"
        _refuse(said, text, shown, "windows")


def _named(data: dict[str, Any], name: str) -> Named:
    """Which window: windows of two kinds may bear one name."""
    return name, data["from"], data["through"]


def _window(data: dict[str, Any], zone: str) -> WindowSpan:
    first, last = date.fromisoformat(data["from"]), date.fromisoformat(data["through"])
    begin, end = midnight(first, zone), midnight(last + _ONE_DAY, zone)
    return WindowSpan(begin, end, data["name"], data["from"], data["through"])


def _verdict(data: dict[str, Any], windows: dict[Named, WindowSpan]) -> PastVerdict:
    return PastVerdict(
        target=data["target"],
        objective=data["objective"],
        window=windows[_named(data, data["window"])],
        verdict=data["verdict"],
        value=_value(data),
        unit=data["unit"],
    )


def _value(data: dict[str, Any]) -> Fraction | None:
    """The exact value; a share, which is written in percent, from 0 to 1."""
    if data["exact"] is None:
        return None
    return Fraction(data["exact"]) / (100 if data["unit"] == "%" else 1)


def _line(data: dict[str, Any], windows: dict[Named, WindowSpan]) -> PastLine:
    lapsed = Decimal(data["lapsed"] if data["lapsed_uses_cap"] else "0")
    return PastLine(
        target=data["target"],
        objective=data["objective"],
        window=windows[_named(data, data["window"])],
        remedy=data["remedy"],
        record=data["record"],
        nature=data["nature"],
        amount=Decimal(data["amount"]),
        carried=Fraction(data["carried_out"]),
        kind=data["kind"],
        lapsed=lapsed,
    )


def _require_one_each(found: Sequence[Issued]) -> None:
    owner: dict[str, str] = {}
    for each in found:
        for window in each.credited:
            if window in owner:
                raise LocatedError(
                    f"'{owner[window]}' is a statement of {window} as well: its lines would be"
                    " credited twice",
                    f"{each.file}:1:1",
                    "keep the one that was issued",
                )
            owner[window] = each.file
    for each in found:
        for window in each.adjusts:
            if window not in owner:
                raise LocatedError(
                    f"this statement adjusts {window}, and the statement of {window} is not here",
                    f"{each.file}:1:1",
                    "put the statement as it was issued beside it",
                )


def _require_digests(found: Sequence[Issued], entries: Sequence[Entry]) -> None:
    """The files are those whose digests the ledger tells."""
    for window in dict.fromkeys(span.name for each in found for span in each.windows):
        files = [each for each in found if window in {span.name for span in each.windows}]
        for entry in states_of(entries, window):
            if entry.sha256 is not None and entry.sha256 not in {each.sha256 for each in files}:
                raise LocatedError(
                    f"'{files[0].file}' is not the statement of {window} that was {entry.state}:"
                    f" the ledger names another SHA-256 than its {files[0].sha256[:12]}…",
                    str(entry.at.of("sha256").span),
                    "put the file back as it was issued",
                )


def _refuse(message: str, text: str, shown: str, *keys: str) -> NoReturn:
    """End the reading at the line of the last of some keys that the text has."""
    position = 0
    for key in keys:
        position = max(position, text.find(f'"{key}":', position))
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    raise LocatedError(message, f"{shown}:{line}:{column}", "give the file as slaspec wrote it")
