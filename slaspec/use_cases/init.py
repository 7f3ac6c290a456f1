"""A starting portfolio: contracts that check green, what an editor and a build server need."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from slaspec.errors import UsageError
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR, Zone
from slaspec.language.schemas import folder as schemas

HOME = Path(__file__).resolve().parent.parent / "_starter"
SCHEMAS = "schemas/v1"
DATES = (((1, 1), "New Year's Day"), ((12, 25), "Christmas Day"), ((12, 26), "Second day"))
_ONE_DAY = timedelta(days=1)


def starting_portfolio(first: date, zone: Zone) -> Mapping[str, str]:
    """
    The files of a portfolio whose agreements begin on a date and last two years: text by path.

    The schemas lie beside the contracts, so that an editor needs no network. Raises `UsageError`
    for a date too near to the ends of the calendar.
    """
    if not FIRST_YEAR < first.year < LAST_YEAR - 4:
        raise UsageError(f"a portfolio cannot begin on {first}")
    said = _said(first, zone)
    files = {_target(path): _filled(path.read_text("utf-8"), said) for path in _templates()}
    copied = {
        f"{SCHEMAS}/{path.name}": path.read_text("utf-8")
        for path in sorted(schemas().glob("*.schema.json"))
    }
    return {**files, **copied}


def require_free(folder: Path, names: Iterable[str]) -> None:
    """Raises `UsageError`, with what is in the way, where a file could not be written anew."""
    taken = sorted({found for name in names for found in _in_the_way(folder, PurePosixPath(name))})
    if taken:
        raise UsageError(
            f"nothing was written, because there is already: {', '.join(taken)}"
            " (name an empty folder, as in: slaspec init service-levels)"
        )


def _in_the_way(folder: Path, name: PurePosixPath) -> Iterator[str]:
    if os.path.lexists(folder / name):
        yield str(name)
    for parent in name.parents:
        if os.path.lexists(folder / parent) and not (folder / parent).is_dir():
            yield str(parent) if parent.name else str(folder)


def _templates() -> list[Path]:
    return sorted(path for path in HOME.rglob("*") if path.is_file())


def _target(path: Path) -> str:
    """The name that a template gets; a folder `_vscode` becomes `.vscode`."""
    first, *rest = path.relative_to(HOME).parts
    return "/".join([f".{first[1:]}" if first.startswith("_") else first, *rest])


def _filled(text: str, said: Mapping[str, str]) -> str:
    for name, value in said.items():
        text = text.replace(f"<<{name}>>", value)
    return text


def _said(first: date, zone: Zone) -> dict[str, str]:
    last = _two_years_later(first) - _ONE_DAY
    known = date(first.year, 1, 1), date(last.year + 1, 12, 31)
    return {
        "from": str(first),
        "through": str(last),
        "signed": str(first - timedelta(days=14)),
        "year": str(first.year),
        "timezone": str(zone),
        "known-from": str(known[0]),
        "known-through": str(known[1]),
        "closed": "\n".join(_closed(known[0].year, known[1].year)),
        "day-1": str(first),
        "day-2": str(first + _ONE_DAY),
    }


def _two_years_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 2)
    except ValueError:  # 29 February
        return date(day.year + 2, 3, 1)


def _closed(first: int, last: int) -> Iterator[str]:
    for year in range(first, last + 1):
        for (month, day), name in DATES:
            yield f'  - {{date: {date(year, month, day)}, name: "{name}"}}'
