"""chengxi (澄溪): an archive of government portals that researchers can trust."""

__version__ = "0.1.0"
