"""What a source is, for whoever thinks of following it: its format, its quirks, the feeds a page names."""
