"""Portals served on loopback, for the demonstration and for tests."""
