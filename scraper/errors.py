"""The errors of chengxi, told apart by who must act.

ChengxiError
├── UsageError      the user: a wrong argument, target, configuration or output folder; nothing was started (exit 2)
│   ├── SiteError   the author of a site file: file, key and cure are named; the crawl does not start
│   └── BusyError   nobody: another process writes into this archive, and ends by itself
├── PageError       nobody: this page is set aside with the reason, the crawl goes on
├── DamageError     the operator: what stands in the archive is not what was written (exit 1)
└── StorageError    the operator: the disk is full or failing; stop at once (exit 75)
"""


def printable(text: str, keep: str = "") -> str:
    """Give a text as it may reach a terminal: whatever steers one, or turns writing round, is a space.

    `keep`: blanks that stay, such as line feeds.
    """
    return "".join(char if char.isprintable() or char == "\u3000" or char in keep else " " for char in text)


class ChengxiError(Exception):
    """The root: whatever chengxi raises on purpose."""

    exit_code = 1


class UsageError(ChengxiError):
    """What was asked for cannot be started; the message names the place and the cure."""

    exit_code = 2


class SiteError(UsageError):
    """A site file is wrong; the message names file, key and cure."""


class BusyError(UsageError):
    """Another process writes into this archive; the message names it."""


class PageError(ChengxiError):
    """A page cannot be read; it is set aside with `reason`."""

    def __init__(self, reason: str, outcome: str = "bad_content") -> None:
        """Keep the sentence for `reasons`, which may quote the other side, and the outcome of the set-aside line."""
        self.reason = printable(reason)
        super().__init__(self.reason)
        self.outcome = outcome


class DamageError(ChengxiError):
    """What stands in the archive is not what was written; the message names the place and the cure."""


class StorageError(ChengxiError):
    """The output can no longer be written; everything acknowledged so far is kept."""

    exit_code = 75
