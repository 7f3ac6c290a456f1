"""`python -m slaspec.review FOLDER` writes the pages of the rules of changes."""

from slaspec.checks.pages.documents import main
from slaspec.review.pages import COMMAND, documents

if __name__ == "__main__":
    main(documents(), COMMAND)
