"""The catalogue and full-text index over the article lines, the query language, export and SQL."""
