"""From the bytes of one answer to entries: pure, no network, no clock."""
