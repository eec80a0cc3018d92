"""The monthly report: from what the record holds of a month to words, and from words to Markdown or a page."""
