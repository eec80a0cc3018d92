"""What we say, where and when."""
