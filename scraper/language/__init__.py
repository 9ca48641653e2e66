"""The language model: how likely a run of characters is as Chinese text."""
