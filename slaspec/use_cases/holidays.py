"""Public holidays of a country as closed dates: said by a library, pinned in a calendar file."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from slaspec.errors import EnvironmentFault, UsageError
from slaspec.language.document import Document
from slaspec.language.model import Calendar
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR
from slaspec.language.read import ReadFile, read_file, read_text
from slaspec.service_time.faults import faults
from slaspec.use_cases.closed_dates import NotInserted, with_dates

ENGLISH = "en_US"
PUBLIC = ("public",)  # what is public is asked by name: the library's default may change


class Holiday(NamedTuple):
    """A date and its name."""

    date: date
    name: str


@dataclass(frozen=True)
class Holidays:
    """Public holidays by date, and who said so: country, language, version of the library."""

    country: str
    language: str
    version: str
    dates: tuple[Holiday, ...]
    subdivision: str = ""

    @property
    def source(self) -> dict[str, Any]:
        """What a calendar says under `holidays_from`."""
        said = {
            "country": self.country,
            "subdivision": self.subdivision,
            "language": self.language,
            "categories": list(PUBLIC),
            "library": "holidays",
            "version": self.version,
        }
        return {key: value for key, value in said.items() if value}


class Inserted(NamedTuple):
    """The new text of a calendar file, and what was added to it."""

    text: str
    added: tuple[Holiday, ...]


def holidays_of(
    country: str, years: Iterable[int], subdivision: str | None = None, language: str | None = None
) -> Holidays:
    """
    The public holidays of some years, as the installed library `holidays` knows them; offline.

    Observed days stand beside the holiday that they are for. Raises `EnvironmentFault` where the
    library is not installed, `UsageError` for a country, subdivision, language or year that it
    does not know.
    """
    library = _library()
    wanted = sorted(set(years))
    for year in wanted:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise UsageError(f"{year} is outside {FIRST_YEAR} to {LAST_YEAR}")
    known = library.list_supported_countries(include_aliases=False)
    if country not in known:
        raise UsageError(f"there are no holidays of country '{country}'{_country(country, known)}")
    if subdivision is not None and subdivision not in known[country]:
        raise UsageError(
            f"{country} has no subdivision '{subdivision}'{_instead(subdivision, known[country])}"
        )
    spoken = _language(library, country, language)
    found: Any = library.country_holidays(
        country, subdiv=subdivision, years=wanted, language=spoken, categories=PUBLIC
    )
    dates = tuple(Holiday(day, found[day]) for day in sorted(found))
    silent = [year for year in wanted if year not in {each.date.year for each in dates}]
    if silent:
        raise UsageError(f"nothing is known of the holidays of {country} in {silent[0]}")
    return Holidays(country, spoken or "default", library.__version__, dates, subdivision or "")


def block(found: Holidays) -> str:
    """The lines of a calendar: where the dates came from, and the dates."""
    lines = [_source(found), "closed:", *(f"  {_entry(each)}" for each in found.dates)]
    return "\n".join(lines) + "\n"


def insert(file: Path, found: Holidays) -> Inserted:
    """
    The text of a calendar file with the holidays that it lacks; every other line stays as it is.

    A date that stands there keeps its name. Raises `UsageError` where the file is no calendar
    without faults, `NotInserted` where lines cannot be put in without touching others.
    """
    before = read_file(file, str(file))
    calendar = _calendar(before)
    there = {each.date.value for each in calendar.closed or ()}
    added = tuple(each for each in found.dates if each.date not in there)
    text = file.read_bytes().decode("utf-8")
    if not added:
        return Inserted(text, ())
    assert before.document is not None  # a file with a contract has a document
    entries = {each.date: _entry(each) for each in added}
    source = None if calendar.holidays_from is not None else _source(found)
    result = with_dates(text, before.document, calendar, entries, source)
    _require_intended(before.document, result, added, found)
    return Inserted(result, added)


def _library() -> Any:
    try:
        import holidays
    except ModuleNotFoundError:
        raise EnvironmentFault(
            "the library of holidays is not installed: pip install 'slaspec[authoring]'"
        ) from None
    return holidays


def _country(said: str, known: Iterable[str]) -> str:
    """The code of a country that was named in words, or the nearest codes."""
    from holidays.registry import COUNTRIES

    codes = {name.replace("_", " "): entry[1] for name, entry in COUNTRIES.items()}
    codes |= {alias.lower(): entry[1] for entry in COUNTRIES.values() for alias in entry[1:]}
    near = difflib.get_close_matches(said.lower(), codes, 1, 0.7)
    if near and codes[near[0]] in set(known):
        return f"; did you mean {codes[near[0]]}?"
    return "; name it by its two letters, as NO"


def _instead(said: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(said.upper(), known, 1, 0.5)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; there are: {', '.join(known)}" if known else "; it has none"


def _language(library: Any, country: str, said: str | None) -> str | None:
    """The language of the names, said outright: else it would be that of the machine."""
    known = library.list_localized_countries().get(country, [])
    if said is not None and said not in known:
        raise UsageError(f"no names of {country} in '{said}'{_instead(said, known)}")
    if said is None:
        return ENGLISH if ENGLISH in known else next(iter(known), None)
    return said


def _entry(holiday: Holiday) -> str:
    return f"- {{date: {holiday.date}, name: {json.dumps(holiday.name, ensure_ascii=False)}}}"


def _source(found: Holidays) -> str:
    said = ", ".join(f"{key}: {json.dumps(value)}" for key, value in found.source.items())
    return f"holidays_from: {{{said}}}"


def _calendar(read: ReadFile) -> Calendar:
    if read.findings:
        first = read.findings[0]
        raise UsageError(f"{first.span}: {first.message}; mend the file first")
    if not isinstance(read.contract, Calendar):
        raise UsageError(f"'{read.file}' is no document of kind Calendar")
    return read.contract


def _require_intended(
    before: Document, text: str, added: Sequence[Holiday], found: Holidays
) -> None:
    """The new text says what the old one said, and the new dates; nothing else, nothing less."""
    after = read_text(text.encode("utf-8"), before.file)
    fresh = [{"date": str(each.date), "name": each.name} for each in added]
    intended: dict[str, Any] = {**before.data}
    intended.setdefault("holidays_from", found.source)
    said = {} if after.document is None else {**after.document.data}
    same = _sorted([*intended.pop("closed", []), *fresh]) == _sorted(said.pop("closed", []))
    if not same or said != intended or not isinstance(after.contract, Calendar):
        raise NotInserted(f"the dates cannot be put into '{before.file}' line by line")
    for fault in faults(after.contract):
        raise UsageError(f"'{before.file}' was not changed: {fault.sentence}; {fault.help}")


def _sorted(closed: list[Any]) -> list[Any]:
    return sorted(closed, key=lambda entry: str(entry["date"]))
