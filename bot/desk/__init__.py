"""The acts, once for every face."""
