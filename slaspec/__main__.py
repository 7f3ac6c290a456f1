"""`python -m slaspec`."""

from slaspec.cli import main

main()
