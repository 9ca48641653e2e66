"""Scrapy, fetching side: one spider for every portal, its middlewares and its settings."""
