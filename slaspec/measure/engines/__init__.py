"""Where a plan is run. Engines decide where, never what: all give identical integers."""
