"""Scrapy, item side: a page becomes a record in worker processes, a record a line in the committed logs."""
