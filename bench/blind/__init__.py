"""Pages of a blind trial: hacked, clean that look bad, and none at all, on the markup of twelve families; text of our own.

Written before anything was mended by them. `spam_other` holds a second lot of words, which no rule was made for.
"""
