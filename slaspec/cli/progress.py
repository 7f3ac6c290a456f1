"""How far the reading of records is, for whoever waits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def reading(records: Iterable[str]) -> Iterator[Callable[[int], None] | None]:
    """A bar over the bytes of the files, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    size = sum(Path(file).stat().st_size for file in records if Path(file).is_file())
    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading records", total=size)
        yield lambda read: bar.update(task, advance=read)
