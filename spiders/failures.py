"""What went wrong on the way, told as an outcome and a sentence."""

from __future__ import annotations

from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from service_identity import VerificationError
from twisted.internet.error import CertificateError, ConnectionDone, ConnectionLost, VerifyError
from twisted.web._newclient import ParseError

from scraper.model import Outcome
from scraper.store.exchange import Failure
from spiders.address_guard import GuardedResolver

_TLS_ERRORS = (SSL.Error, VerificationError, CertificateError, VerifyError)


def causes(error: BaseException) -> list[BaseException]:
    """Give an error, what it was raised from, and the reasons that Twisted keeps inside, outermost first."""
    found: list[BaseException] = []
    queue: list[BaseException | None] = [error]
    while queue and len(found) < 20:
        item = queue.pop(0)
        if item is None or item in found:
            continue
        found.append(item)
        queue.append(item.__cause__)
        reasons = getattr(item, "reasons", None) or []
        queue.extend(getattr(reason, "value", None) for reason in reasons)
        sub_failure = getattr(item, "subFailure", None)
        queue.append(getattr(sub_failure, "value", None))
    return found


def is_tls_failure(error: BaseException) -> bool:
    """Tell whether the TLS handshake failed, so that nothing was asked yet."""
    return any(isinstance(cause, _TLS_ERRORS) for cause in causes(error))


# Kinds of errors, the most telling first: outcome, sentence, and whether asking again may help.
_KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Outcome, str, bool], ...] = (
    (CannotResolveHostError, "unreachable", "the name {host} does not resolve", True),
    (DownloadCancelledError, "too_large", "the response is larger than the limit", False),
    ((DownloadTimeoutError, TimeoutError), "unreachable", "{host} did not answer in time", True),
    (DownloadConnectionRefusedError, "unreachable", "{host} refuses the connection", True),
    (ResponseDataLossError, "bad_content", "the response ended before all of it had come", True),
    (ParseError, "bad_content", "the answer is not HTTP ({told})", False),
    (_TLS_ERRORS, "unreachable", "no TLS connection to {host} could be made", True),
    (ConnectionDone, "unreachable", "{host} closed the connection without an answer", True),
    (ConnectionLost, "unreachable", "the connection to {host} broke before an answer came", True),
)


def failure_of(error: BaseException, url: str) -> Failure:
    """Tell an error of the download as an outcome and a sentence."""
    chain = causes(error)
    host = urlsplit(url).hostname or "?"
    if isinstance(error, CannotResolveHostError) and (reason := GuardedResolver.refused.get(host)):
        return Failure("refused_address", reason)
    for kind, outcome, sentence, is_passing in _KINDS:
        if found := next((cause for cause in chain if isinstance(cause, kind)), None):
            told = str(found.args[0] if found.args else "")[:80]
            return Failure(outcome, sentence.format(host=host, told=told), is_passing)
    told = str(chain[-1]) or type(chain[-1]).__name__
    return Failure("unreachable", f"the connection to {host} failed ({told[:160]})", is_passing=True)
