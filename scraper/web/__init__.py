"""The web page: search, read, compare, plot, coverage. Nothing is asked of any other server."""
