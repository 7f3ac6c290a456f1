"""The portfolio and the ticket history that `slaspec demo` runs on."""
