"""Output files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from errno import EISDIR
from pathlib import Path

from slaspec.errors import EnvironmentFault


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write one file: the old one or the new one, never half. Raises as `write_together` does."""
    write_together({path: content})


def write_together(contents: Mapping[Path, str | bytes]) -> None:
    """
    Write several files, each by way of a temporary one in its folder; text as UTF-8.

    All are written before the first takes its place, so that a folder that cannot be written or a
    full disk leaves every old file as it was; they take their places in the order given. Raises
    `EnvironmentFault` with a sentence.
    """
    waiting: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            if path.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
            waiting[path] = _temporary(path)
            _fill(waiting[path], content)
        for path, temporary in list(waiting.items()):
            temporary.replace(path)
            del waiting[path]
    except OSError as error:
        raise EnvironmentFault(f"'{path}' cannot be written: {error.strerror}") from None
    finally:  # also when interrupted
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def _temporary(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    return Path(name)


def encoded(content: str | bytes) -> bytes:
    """What lies on the disk: text as UTF-8, bytes as they are."""
    return content.encode("utf-8") if isinstance(content, str) else content


def _fill(temporary: Path, content: str | bytes) -> None:
    with temporary.open("wb") as file:
        file.write(encoded(content))
        file.flush()
        os.fsync(file.fileno())
    temporary.chmod(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
