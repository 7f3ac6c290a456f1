"""The other documents: calendars, matrices, catalogues, sources, parties, ledgers."""
