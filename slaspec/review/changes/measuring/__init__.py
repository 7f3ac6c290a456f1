"""How it is measured: metrics, exclusions, and the questions of the interpretation."""
