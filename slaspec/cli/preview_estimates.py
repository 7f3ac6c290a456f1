"""`slaspec preview --simulate` and `--accrue`: what a period may come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from slaspec.cli.preview_inputs import MONTHS, SEED
from slaspec.cli.preview_several import PLACE
from slaspec.cli.progress import reading
from slaspec.errors import SlaspecError, UsageError

if TYPE_CHECKING:
    from slaspec.cli.preview_inputs import Inputs
    from slaspec.cli.statement_outputs import Wanted
    from slaspec.language.book import Book
    from slaspec.use_cases.accrual import Accrual
    from slaspec.use_cases.exposure import Exposure
    from slaspec.use_cases.portfolio import Failure

_Estimate = TypeVar("_Estimate", "Exposure", "Accrual")
SUFFIXES = (".json", ".txt")


def simulate(
    book: Book, agreements: Sequence[str], period: str, inputs: Inputs, written: Wanted
) -> int:
    """Print the distribution of credits over simulated months, agreement by agreement."""
    from slaspec.report.estimates_json import exposure_data
    from slaspec.report.exposure_text import exposure_text
    from slaspec.use_cases.exposure import exposures
    from slaspec.use_cases.portfolio import each_by_itself

    _require_format(written, len(agreements))

    def of(ids: Sequence[str]) -> Sequence[Exposure]:
        return exposures(
            book,
            ids,
            period,
            str(inputs.simulate),
            as_of=inputs.day,
            months=MONTHS if inputs.months is None else inputs.months,
            seed=SEED if inputs.seed is None else inputs.seed,
            charges=inputs.charges,
        )

    failures: tuple[Failure, ...] = ()
    try:
        found = tuple(of(agreements))
    except SlaspecError:  # of one of them: it does not hide the others
        found, failures = each_by_itself(agreements, lambda each: of([each])[0])
    _show(found, failures, written, exposure_text, exposure_data)
    return int(bool(failures))


def accrue(
    book: Book, agreements: Sequence[str], period: str, inputs: Inputs, written: Wanted
) -> int:
    """Print the estimate of a period that is not over, agreement by agreement."""
    from slaspec.report.accrual_text import accrual_text
    from slaspec.report.estimates_json import accrual_data
    from slaspec.use_cases.accrual import Forecast, accrual
    from slaspec.use_cases.evidence import Replay
    from slaspec.use_cases.portfolio import each_by_itself
    from slaspec.use_cases.preview_of_several import sources_of_each

    _require_format(written, len(agreements))
    own = sources_of_each(book, agreements, period, inputs.files)
    forecast = None
    if inputs.simulate is not None:
        months = MONTHS if inputs.months is None else inputs.months
        seed = SEED if inputs.seed is None else inputs.seed
        forecast = Forecast(inputs.simulate, months, seed)
    with reading(inputs.files.values()) as progress:

        def of(id: str) -> Accrual:
            files = {source: inputs.files[source] for source in own[id]}
            return accrual(
                book,
                id,
                period,
                Replay(files, progress=progress),
                as_of=inputs.day,
                forecast=forecast,
                charges=inputs.charges,
                history=inputs.history,
            )

        found, failures = each_by_itself(agreements, of)
    _show(found, failures, written, accrual_text, accrual_data)
    return int(bool(failures) or any(r.findings for each in found for r in each.reports))


def _require_format(written: Wanted, agreements: int) -> None:
    for file in written.files:
        if file.suffix not in SUFFIXES:
            raise UsageError(f"an estimate is written to {' or '.join(SUFFIXES)}, not to '{file}'")
        if agreements > 1 and PLACE not in str(file):
            raise UsageError(f"each agreement has a file of its own: write '{PLACE}' in '{file}'")
    if written.manifest is not None:
        raise UsageError("--manifest is of a statement, and this is an estimate")


def _show(
    found: Sequence[_Estimate],
    failures: Sequence[Failure],
    written: Wanted,
    text: Callable[[_Estimate], str],
    data: Callable[[_Estimate], dict[str, Any]],
) -> None:
    """Write the files of all agreements, or none, and print their texts."""
    from slaspec.report.files import write_together
    from slaspec.report.findings_json import to_json
    from slaspec.report.portfolio_text import failures_text

    contents: dict[Path, str | bytes] = {}
    for each in found:
        for file in written.files:
            named = Path(str(file).replace(PLACE, each.agreement.id))
            contents[named] = to_json(data(each)) if file.suffix == ".json" else text(each)
    write_together(contents)
    click.echo("\n".join(text(each) for each in found), nl=False)
    if failures:
        click.echo("\n" + "\n".join(failures_text(failures)))
