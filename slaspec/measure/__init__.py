"""Records x metric x target x window to measured values, exactly."""
