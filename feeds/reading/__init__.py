"""Reading an announcement: pure, deterministic, every fact with its words."""
