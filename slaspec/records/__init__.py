"""What happened: tickets and outages in one canonical, columnar shape."""
