"""
A pytest plugin that writes down what is proved while the tests of backing run.

`SLASPEC_RECORD_PROOFS` names the file: a JSON line for each objective that is not backed, with the
codes of its reasons and the documents of its book.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from slaspec.backing import proof as engine

_PROOF = engine._proof
_seen: set[str] = set()


def _recorded(known: Any, promise: Any) -> Any:
    found = _PROOF(known, promise)
    if found is not None and found.verdict == "not_backed":
        name = "" if promise.priority == "all" else f"/{promise.priority}"
        fixture = {
            "objective": f"{promise.agreement.id}#{promise.target.id}{name}",
            "codes": [reason.code for reason in found.conditions],
            "documents": [f.document.data for f in known.book.files if f.document is not None],
        }
        _seen.add(json.dumps(fixture, sort_keys=True, default=str))
    return found


engine._proof = _recorded


def pytest_sessionfinish() -> None:
    """Write what was seen, sorted."""
    text = "".join(f"{line}\n" for line in sorted(_seen))
    Path(os.environ["SLASPEC_RECORD_PROOFS"]).write_text(text, "utf-8")
