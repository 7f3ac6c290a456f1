"""
Tickets as columns: what every source is turned into, and what the measuring engine reads.

Instants are int64 seconds since 1970-01-01T00:00:00Z; `ABSENT` where the record has none.
Labels of the source are already mapped to our words; codes index the name tuples beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from slaspec.language.model.metric import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from slaspec.findings import Finding

    Int64 = NDArray[np.int64]
    Int32 = NDArray[np.int32]
    Int8 = NDArray[np.int8]
    Progress = Callable[[int], None]

ABSENT = -(2**63)
STATES: tuple[str, ...] = get_args(State)
NO_CODE = -1


@dataclass(frozen=True)
class StateHistory:
    """
    One row per event, ticket by ticket, in the order of the source's own sequence.

    `first` has one entry per ticket and one more: the events of ticket i are rows
    `first[i]` to `first[i + 1]`. `state` indexes `STATES`; `priority` and `group` index the name
    tuples of `Tickets` (`NO_CODE` where the event has none).
    """

    first: Int64
    at: Int64
    state: Int8
    priority: Int32
    group: Int32


@dataclass(frozen=True)
class Tickets:
    """
    Records of one kind from one source, one entry per ticket.

    `stamps` holds the instants of canonical events (`reported`, `resolved`, `closed`, …) that the
    source states itself; with a `history`, stop events come from there as well. `tool_met` is the
    tool's own verdict: 1 met, 0 missed, `NO_CODE` unknown; `tool_elapsed` is in seconds.
    `fields` are further mapped columns as text, for filters. `ids` may be empty where nobody asks
    which tickets they are.
    """

    source: str
    kind: str
    ids: Sequence[str]
    services: tuple[str, ...]
    service: Int32
    priorities: tuple[str, ...]
    priority_first: Int32
    priority_final: Int32
    last_state: Int8
    stamps: Mapping[str, Int64]
    history: StateHistory | None = None
    groups: tuple[str, ...] = ()
    tool_met: Int8 | None = None
    tool_elapsed: Int64 | None = None
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.service)


@dataclass(frozen=True)
class ReadReport:
    """
    What became of the rows of one file.

    `tickets_read` = tickets used + the sum of `excluded` (reason to number of tickets): asserted
    by every reader. `findings` locate each excluded ticket's first fault (`file:row:column`).
    `precision_seconds` is the finest step seen in the times (1 or 60); `time_reversals` counts
    the used tickets whose times run backwards in the source's own sequence. `digest` is the
    SHA-256 of the file's bytes as given; `records` is what its records are called. `gaps` counts
    the changes whose old value is not the new value of the change before, None where the source
    does not say what was before: something is missing in between. `notes` are what the source
    says of its own rows, in its words.
    """

    source: str
    file: str
    rows_read: int
    tickets_read: int
    tickets_used: int
    excluded: Mapping[str, int]
    findings: tuple[Finding, ...] = ()
    precision_seconds: int = 1
    time_reversals: int = 0
    digest: str = ""
    records: str = "tickets"
    gaps: int | None = None
    notes: tuple[str, ...] = ()
