"""What several announcements say together. Pure."""
