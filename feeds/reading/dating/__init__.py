"""When the event of an announcement took place: expressions of dates, resolved by the publication date."""
