"""`python -m slaspec.cli`."""

from slaspec.cli import main

main()
