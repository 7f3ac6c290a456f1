"""`python -m slaspec.checks FOLDER` writes the pages of all rules; pages of no rule are removed."""

import sys
from pathlib import Path

from slaspec.checks.pages.documents import COMMAND, documents

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"one folder is wanted: {COMMAND}")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = documents()
    for old in folder.glob("[A-Z]*[0-9].md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
