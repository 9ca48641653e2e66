"""record: article and verdict become one line of the output."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from scraper import __version__
from scraper.fields import (
    ArticleLine,
    AttachmentLine,
    DateLine,
    EncodingLine,
    ExtractionLine,
    HttpLine,
    LinkLine,
    Record,
    RemovalLine,
    RepairLine,
    SectionSeen,
    SetAsideLine,
    UnresolvedLine,
)
from scraper.model import Listing, Mended, PurgedPage, RawPage
from scraper.profile import Profile
from scraper.results import Article, Verdict
from scraper.sites import Site
from scraper.urls import article_id, canonical

APPLIED = 0.9  # a repair under this confidence is applied and its article marked


def record(  # noqa: PLR0913 - the last step knows all that came before
    article: Article, verdict: Verdict, page: PurgedPage, listing: Listing | None, site: Site, profile: Profile
) -> Record:
    """Make the line: an article line where the verdict is `article`, else a set-aside line.

    Revision, run and place in the archive are filled in by the store.
    """
    raw = page.decoded.raw
    section = (listing.section if listing else None) or (article.breadcrumbs[-1] if article.breadcrumbs else None)
    if verdict.outcome != "article":
        return SetAsideLine(
            url=raw.url,
            site=site.name,
            section=section,
            outcome=verdict.outcome,
            reasons=verdict.reasons,
            title=article.title.text or None,
            http=_http(raw),
            fetched_at=_time(raw),
        )
    facts = article.facts
    mended = {"title": article.title, "text": article.text, "source": facts.source, "author": facts.author}
    url = canonical(raw.url)
    encoding = page.decoded.encoding
    return ArticleLine(
        id=article_id(url),
        url=raw.url,
        canonical_url=url,
        site=site.name,
        portal_name=facts.portal_name,
        section=section,
        sections=_sections(listing),
        breadcrumbs=article.breadcrumbs,
        title=article.title.text or None,
        list_title=listing.title if listing else None,
        subtitle=facts.subtitle,
        text=article.text.text,
        html=article.html or None,
        language=article.language,
        published=article.published,
        dates=tuple(DateLine(date.origin, date.raw, date.value) for date in article.dates),
        source=facts.source.text or None,
        author=facts.author.text or None,
        document_number=facts.document_number,
        index_number=facts.index_number,
        issuer=facts.issuer,
        subject=facts.subject,
        validity=facts.validity,
        region_code=facts.region_code,
        keywords=facts.keywords,
        summary=facts.summary,
        attachments=tuple(AttachmentLine(link.url, link.text) for link in article.attachments),
        images=article.images,
        links=tuple(LinkLine(link.url, link.text) for link in article.links),
        content_sha256=content_sha256(article.title.text, article.text.text),
        repairs=tuple(line for name, value in mended.items() for line in _repairs(name, value)),
        unresolved=tuple(line for name, value in mended.items() for line in _unresolved(name, value)),
        removed=tuple(
            RemovalLine(part.rule, part.part, part.offset, part.text, part.confidence, part.reason)
            for part in article.removed
        ),
        flags=_flags(article, verdict, page, mended),
        encoding=EncodingLine(encoding.used, encoding.header, encoding.meta, encoding.bom),
        http=_http(raw),
        fetched_at=_time(raw),
        extraction=ExtractionLine(article.method, round(article.confidence, 3), __version__, profile.digest),
    )


def content_sha256(title: str, text: str) -> str:
    """Give the digest by which equal articles are known: SHA-256 of title, line feed, text."""
    return hashlib.sha256(f"{title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def _sections(listing: Listing | None) -> tuple[SectionSeen, ...]:
    if listing is None or listing.section is None or listing.section_url is None:
        return ()
    return (SectionSeen(listing.section, listing.section_url),)


def _repairs(name: str, value: Mended) -> Iterator[RepairLine]:
    for change in value.changes:
        yield RepairLine(
            change.rule,
            name,
            change.span,
            change.before,
            change.after,
            change.confidence,
            change.reason,
            change.alternatives,
        )


def _unresolved(name: str, value: Mended) -> Iterator[UnresolvedLine]:
    for damage in value.unresolved:
        yield UnresolvedLine(damage.rule, name, damage.span, damage.reason, damage.alternatives)


def _flags(article: Article, verdict: Verdict, page: PurgedPage, mended: dict[str, Mended]) -> tuple[str, ...]:
    flags = [*page.flags, *article.flags, *verdict.flags]
    if any(value.unresolved for value in mended.values()):
        flags.append("unresolved_damage")
    if any(change.confidence < APPLIED for value in mended.values() for change in value.changes):
        flags.append("uncertain_repair")
    return tuple(dict.fromkeys(flags))


def _http(raw: RawPage) -> HttpLine:
    return HttpLine(raw.status, raw.header("etag"), raw.header("last-modified"))


def _time(raw: RawPage) -> str | None:
    return raw.fetched_at.isoformat(timespec="seconds") if raw.fetched_at else None
