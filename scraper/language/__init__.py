"""The language model: how much like Chinese (or any web text) a string is, in bits."""

from scraper.language.model import Codes, LanguageModel, code_points, model

__all__ = ["Codes", "LanguageModel", "code_points", "model"]
