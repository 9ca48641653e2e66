"""The web page over an archive."""
