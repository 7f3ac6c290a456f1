"""
The pages of what is reported while a file is read, before there is a contract to judge.

`Y…` is about the text of a file (`language/document.py`, `events.py`, `read.py`), `S…` about its
shape (`language/shape.py`, `structure.py`), `R…` about records (`records/reasons.py`). The rules
act there; here is what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slaspec.checks.pages import of_records as record_pages
from slaspec.checks.pages import of_shapes as shape_pages
from slaspec.checks.pages import of_texts as text_pages

READING_RULES: Mapping[str, tuple[str, Any]] = {
    "Y001": ("not-yaml", text_pages.NotYaml),
    "Y002": ("duplicate-key", text_pages.DuplicateKey),
    "Y003": ("alias-or-merge-key", text_pages.AliasOrMergeKey),
    "Y004": ("tag", text_pages.Tag),
    "Y005": ("not-one-document", text_pages.NotOneDocument),
    "Y006": ("top-level-not-a-mapping", text_pages.TopLevelNotAMapping),
    "Y007": ("hidden-character", text_pages.HiddenCharacter),
    "Y008": ("ambiguous-value", text_pages.AmbiguousValue),
    "Y009": ("empty-value", text_pages.EmptyValue),
    "Y010": ("unusual-key", text_pages.UnusualKey),
    "Y011": ("misleading-layout", text_pages.MisleadingLayout),
    "Y012": ("too-large-file", text_pages.TooLargeFile),
    "Y013": ("not-utf-8", text_pages.NotUtf8),
    "Y014": ("not-a-regular-file", text_pages.NotARegularFile),
    "S001": ("unknown-key", shape_pages.UnknownKey),
    "S002": ("missing-key", shape_pages.MissingKey),
    "S003": ("wrong-type", shape_pages.WrongType),
    "S004": ("unknown-word", shape_pages.UnknownWord),
    "S005": ("not-a-quantity", shape_pages.NotAQuantity),
    "S006": ("contradictory-keys", shape_pages.ContradictoryKeys),
    "S007": ("out-of-bounds", shape_pages.OutOfBounds),
    "S008": ("unknown-kind", shape_pages.UnknownKind),
}
RECORD_RULES: Mapping[str, tuple[str, Any]] = {
    "R001": ("no-id", record_pages.NoId),
    "R002": ("duplicate-ticket", record_pages.DuplicateTicket),
    "R003": ("unreadable-sequence", record_pages.UnreadableSequence),
    "R004": ("unknown-label", record_pages.UnknownLabel),
    "R005": ("unreadable-time", record_pages.UnreadableTime),
    "R006": ("time-in-a-dst-gap", record_pages.TimeInADstGap),
    "R007": ("ambiguous-time", record_pages.AmbiguousTime),
    "R008": ("no-time", record_pages.NoTime),
    "R009": ("no-state", record_pages.NoState),
    "R010": ("no-service", record_pages.NoService),
    "R011": ("no-start", record_pages.NoStart),
    "R012": ("ends-before-it-begins", record_pages.EndsBeforeItBegins),
    "R013": ("unreadable-figure", record_pages.UnreadableFigure),
    "R014": ("incomplete-history", record_pages.IncompleteHistory),
    "R101": ("file-refused", record_pages.FileRefused),
    "R102": ("nothing-usable", record_pages.NothingUsable),
}
