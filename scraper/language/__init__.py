"""The language model: how much like Chinese (or any web text) a string is, in bits."""

from scraper.language.model import LanguageModel, code_points, model

__all__ = ["LanguageModel", "code_points", "model"]
