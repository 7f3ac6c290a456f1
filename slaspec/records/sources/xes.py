"""
XES event logs (IEEE 1849), plain or `.gz`: the XML of process mining.

A row is an event. The names of columns are the keys of its attributes (`time:timestamp`,
`lifecycle:transition`, `org:group`); `trace:KEY` is an attribute of its trace, and so is `id`
without saying: `id: concept:name` is the case, `state: concept:name` the activity. Values are
texts as they are written, times keep their offset. A `<global>` value stands for an attribute
that an event or trace lacks, except that of a time: nobody recorded it. Attributes within
attributes, extensions and classifiers say nothing that a column could name. The events of a trace
are in the order of the file; `reported` is the first unless it is mapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.records.reading.mapping import TICKET_KINDS, mistake
from slaspec.records.sources.byte_streams import READ_BYTES, Bounded, open_packed
from slaspec.records.sources.csv_faults import PACKED
from slaspec.records.sources.keyed import Keyed
from slaspec.records.sources.xes_log import EXPORT, XesLog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import ExitStack
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "xes"
RECORDS = TICKET_KINDS


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> XesFile:
    """The events of one log."""
    if source.layout == "snapshot":
        sentence = "a log of events has no layout: snapshot"
        raise mistake(source, sentence, "say layout: events", "layout")
    return XesFile(source, file, shown, progress)


class XesFile(Keyed):
    """
    One open log, streamed.

    Raises `LocatedError` (`file:line:column`) where it is none, or has a document type (DTD):
    entities can make a small file endless, or fetch what is not in it. `EnvironmentFault` where
    it cannot be read.
    """

    def _begin(self, stack: ExitStack) -> Iterator[tuple[int, Mapping[str, str]]]:
        self._bytes, unpacked = open_packed(stack, self._file, self._shown, self._progress)
        bounded = Bounded(unpacked, refuse_nul=False, has_lines=False)
        return self._events(bounded)

    def _events(self, content: Bounded) -> Iterator[tuple[int, Mapping[str, str]]]:
        log = XesLog(self.wanted, self.refusal)
        with self._faults_of_stream(lambda: log.line):
            block = content.read(READ_BYTES)
            if packed := PACKED.get(block[:2]):
                raise self.refusal(f"{packed}, not XES", 1, 1, EXPORT)
            while block:
                yield from log.read(block)
                block = content.read(READ_BYTES)
            yield from log.end()
