"""
The pages of what is reported while a file is read, before there is a contract to judge.

`Y…` is about the text of a file (`language/document.py`, `events.py`, `read.py`), `S…` about its
shape (`language/shape.py`, `structure.py`). The rules act there; here is what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slaspec.checks import shape_pages, text_pages

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
