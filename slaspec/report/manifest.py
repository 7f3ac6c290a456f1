"""What was written by one call, and from what: the digest of each file, listed last."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slaspec.use_cases.preview import Preview

FORMAT = "slaspec-manifest/1"


def manifest_data(
    previews: Sequence[Preview],
    contents: Mapping[Path, bytes],
    folder: Path,
    credit_note: bytes | None = None,
) -> dict[str, Any]:
    """
    Plain data, as in `schemas/output/manifest.schema.json`.

    `contents` are the written files, named from `folder`, in which the manifest lies;
    `credit_note` are the bytes of the facts of a credit note.
    """
    return {
        "format": FORMAT,
        "statements": [
            {
                "agreement": preview.agreement.id,
                "version": preview.agreement.version,
                "period": preview.period,
                "run": dict(preview.run),
            }
            for preview in previews
        ],
        "credit_note": None if credit_note is None else _digest(credit_note),
        "files": [
            {
                "file": Path(os.path.relpath(file, folder)).as_posix(),
                "bytes": len(content),
                "sha256": _digest(content),
            }
            for file, content in contents.items()
        ],
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
