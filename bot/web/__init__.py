"""The page: for now its health and one screen of status."""
