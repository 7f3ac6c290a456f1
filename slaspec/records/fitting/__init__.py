"""A history to a profile: aggregates of what happened, never of a few records."""
