"""`--output-format FORMAT[=FILE]`: each result to the screen or to a file."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import click

Output = tuple[str, str | None]  # a format, and the file that it goes to (None: the screen)


def outputs_of(wanted: Sequence[str], formats: Sequence[str]) -> list[Output]:
    """What was asked for, in the order given; text on the screen where nothing was."""
    outputs = [_output(each, formats) for each in wanted] or [("text", None)]
    files = [file for _, file in outputs if file is not None]
    if twice := next((file for file in files if files.count(file) > 1), None):
        raise click.UsageError(f"two outputs would be written to '{twice}'")
    return outputs


def _output(wanted: str, formats: Sequence[str]) -> Output:
    form, equals, file = wanted.partition("=")
    if form not in formats:
        near = difflib.get_close_matches(form, formats, 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else f"; there are: {', '.join(formats)}"
        raise click.UsageError(f"there is no output format '{form}'{hint}")
    if equals and not file:
        raise click.UsageError(f"'{wanted}' names no file")
    return form, file or None
