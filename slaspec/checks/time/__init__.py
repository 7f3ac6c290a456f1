"""Rules on service hours: calendars, their dates, and the terms that they must cover."""
