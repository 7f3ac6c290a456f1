"""What else an agreement says: parties, term, duties, governance."""
