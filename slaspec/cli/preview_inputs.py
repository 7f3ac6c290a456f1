"""What `slaspec preview` can be given: agreements and a period, and what they are judged by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from slaspec.cli.settings import day, today
from slaspec.errors import UsageError

MONTHS, SEED = 1000, 1
OPTIONS = (
    click.option(
        "--records",
        multiple=True,
        metavar="SOURCE=FILE",
        help="replay: the records of a data source, or service=NAME of its database; repeatable",
    ),
    click.option(
        "--measured",
        metavar="FILE",
        help="figures in place of records, CSV or YAML: target, objective, window, and value, or"
        " down, or good and total, or outages",
    ),
    click.option(
        "--simulate",
        metavar="PROFILE",
        help="months that did not happen, in place of records: how likely and large credits are",
    ),
    click.option("--months", type=int, metavar="N", help=f"how many of them (default: {MONTHS:,})"),
    click.option("--seed", type=int, metavar="S", help=f"the seed of them (default: {SEED})"),
    click.option(
        "--accrue",
        is_flag=True,
        help="estimate a period that is not over: earned so far, open, expected of the rest",
    ),
    click.option("--all", "all_", is_flag=True, help="every agreement whose term the period is in"),
    click.option("--contracts", metavar="DIR", help="the root of the contracts"),
    click.option(
        "--charges", metavar="FILE", help="CSV: period, service, amount, currency, invoice"
    ),
    click.option("--history", metavar="DIR", help="the folder of the statements that were issued"),
    click.option(
        "--as-of",
        type=day,
        metavar="DATE",
        help="what was known at 00:00 that day (default: today)",
    ),
    click.option(
        "--against-tool",
        is_flag=True,
        help="the reason of each verdict on which the source's own tool differs",
    ),
)


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what a preview is made of."""
    for option in OPTIONS[::-1]:
        command = option(command)
    return command


@dataclass(frozen=True)
class Inputs:
    """The options as they were said."""

    records: tuple[str, ...]
    measured: str | None
    simulate: str | None
    months: int | None
    seed: int | None
    accrue: bool
    all_: bool
    contracts: str | None
    charges: str | None
    history: str | None
    as_of: date | None
    against_tool: bool

    def __post_init__(self) -> None:
        given = {
            "--records": bool(self.records),
            "--measured": self.measured is not None,
            "--simulate": self.simulate is not None,
        }
        said = [name for name, is_said in given.items() if is_said]
        if not said:
            raise UsageError(f"nothing to judge by: give {', '.join(given)}")
        if self.accrue and not self.records:
            raise UsageError("--accrue estimates from records: give --records SOURCE=FILE")
        if len(said) > 1 and not (self.accrue and self.measured is None):
            raise UsageError(f"{' and '.join(said)} cannot be given together")
        for name, value in (("--months", self.months), ("--seed", self.seed)):
            if value is not None and self.simulate is None:
                raise UsageError(f"{name} is of --simulate PROFILE")
        if self.against_tool and (self.measured or self.simulate or self.accrue):
            raise UsageError("--against-tool compares records with their own tool: say --records")
        if self.history is not None and self.simulate is not None and not self.accrue:
            raise UsageError("--history is of what happened, and these months did not happen")

    @property
    def day(self) -> date:
        """The date as of which everything is known."""
        return self.as_of or today()

    @property
    def files(self) -> dict[str, str]:
        """The files of records by their data source."""
        pairs: dict[str, str] = {}
        for given in self.records:
            source, equals, file = given.partition("=")
            if not (source and equals and file):
                raise UsageError(f"--records '{given}' is not of the form SOURCE=FILE")
            if source in pairs:
                raise UsageError(f"--records names '{source}' twice")
            pairs[source] = file
        return pairs

    @property
    def read(self) -> list[str | None]:
        """Every file that is read."""
        return [*self.files.values(), self.measured, self.charges]

    def asked(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """The agreements (none for all of them) and the period that the arguments say."""
        *agreements, period = words
        if self.all_ and agreements:
            raise UsageError(f"--all is every agreement: leave '{agreements[0]}' out")
        if not agreements and not self.all_:
            raise UsageError(f"'{period}' alone is no agreement and period; or say --all")
        return tuple(agreements), period
