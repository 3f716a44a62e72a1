"""What we show, as platform-neutral values."""
