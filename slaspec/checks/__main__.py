"""`python -m slaspec.checks FOLDER` writes the pages of all rules; pages of no rule are removed."""

from slaspec.checks.pages.documents import COMMAND, documents, main

if __name__ == "__main__":
    main(documents(), COMMAND)
