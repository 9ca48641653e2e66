"""Catalogue, full text, query language, export and SQL: everything that is derived from the article lines."""
