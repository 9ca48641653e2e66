"""Mend a text: the steps in their order, each on what the one before it left.

entities → chains → single characters → seams → codes → script → indents → width. Every step gives its edits;
`scraper.repairs.revise` keeps the books, so undoing always gives the text as it came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from scraper.model import Change, Mended, TextEvidence, Unresolved
from scraper.repairs import revise
from scraper.steps.restore.alphabets import mend_alphabets
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.chains import mend_chains
from scraper.steps.restore.characters import mend_characters
from scraper.steps.restore.codes import CodesFound, evidence_of, judge_codes, mend_codes
from scraper.steps.restore.damage import distinct, is_han, outside, remaining_damage
from scraper.steps.restore.eastern import mend_eastern
from scraper.steps.restore.entities import mend_entities
from scraper.steps.restore.escapes import mend_escapes
from scraper.steps.restore.punctuation import Widths, mend_blanks, mend_indents, mend_widths, widths_of
from scraper.steps.restore.script import ScriptProof, has_genuine_form, mend_script, merged_forms
from scraper.steps.restore.seams import mend_seams
from scraper.steps.restore.seven_bits import mend_seven_bits
from scraper.steps.restore.signs import Signs, look, recounted, scripts_by_line
from scraper.steps.restore.western import mend_western

MOST_EDITS = 4_500  # repairs of a page, and as much damage that is only told: with the work, about 50 ms
PAGE_UNITS = 30_000  # work on one page, repairs apart
APPLY = 0.5  # a repair less sure than this is left and listed
LEAST_TRADITIONAL = 5  # characters: with fewer, a text is not written in Traditional
_MOST_PASSES = 3  # after the first: text was damaged three times over, at most
_SHORT = 80  # Han characters: a text that short need not hold a merged form
_STRONG_FORMS = 3  # different ones that prove a conversion by themselves
_SURE = 0.8  # so sure a cut code proves a kit
_LEAST_SIMPLIFIED = 3  # characters of Simplified alone in a line that is written in it
_HEAD_LINES = 3
_PROSE = re.compile(r"[。；：、“”（）:;]|[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]")
_PARTS = re.compile("[,，_|\\-]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mended text and what it showed about its damage."""

    mended: Mended
    evidence: TextEvidence
    is_exhausted: bool = False  # the budget was spent: some damage was not tried


def mend(text: str, evidence: TextEvidence, known: Sequence[Change] = (), pages: int = 1) -> Outcome:
    """Mend a text by what it shows itself and what `evidence` tells of its site.

    `known`: repairs that the step before could tell, from the bytes; sorted. `pages`: as many have work done on them as
    a text may have. A text without a sign of damage comes back
    as the same object.
    """
    signs = look(text)
    if signs.is_clean and not may_be_converted(signs, text, evidence):
        return Outcome(Mended(text), page_evidence(signs, CodesFound(), None))
    return _Bench(revise(Mended(text), known), evidence, signs, Budget(PAGE_UNITS * pages, MOST_EDITS * pages)).run(
        text
    )


def may_be_converted(signs: Signs, text: str, evidence: TextEvidence) -> bool:
    """Tell whether the script of a text may be a machine's, though it shows no other sign of damage."""
    if evidence.script == "zh-Hans":
        return True
    return signs.traditional >= LEAST_TRADITIONAL and (bool(evidence.codes) or not has_genuine_form(text))


class _Bench:
    """One text on its way through the steps; lives for one call of `mend`."""

    def __init__(self, mended: Mended, evidence: TextEvidence, signs: Signs, budget: Budget) -> None:
        self.mended = mended
        self.evidence = evidence
        self.signs = signs
        self.budget = budget
        self.refused: set[str] = set()
        self.unread: set[str] = set()  # lines that say nothing, whatever table they are read by
        self.seamless: str | None = None  # the text, where no seam was found in it
        self.has_cut_code = False

    @property
    def text(self) -> str:
        """Give the text as it stands now."""
        return self.mended.text

    def run(self, original: str) -> Outcome:
        """Take the steps, and again while they find something: what one layer hid, the next pass sees."""
        signs = self.signs
        found = self._pass()
        at = 0
        while self.mended.changes and at < _MOST_PASSES and not self.budget.is_spent:
            before = self.text
            self.signs = look(before)
            if not self.signs.is_clean:
                self._pass()
            if self.text == before:
                break
            at += 1
        damage = remaining_damage(self.text, self.unread, self.budget.repairs + 1)
        damage = damage[: self.budget.take(len(damage))]
        mended = replace(self.mended, unresolved=distinct((*self.mended.unresolved, *damage)))
        if not mended.changes:
            mended = Mended(original, (), mended.unresolved)
        widths = widths_of(original) if found.is_own_proof else None
        return Outcome(mended, page_evidence(signs, found, widths), self.budget.is_spent)

    def _pass(self) -> CodesFound:
        """Take each step once."""
        before = self.mended
        is_lost = False
        garbled: set[str] = set()
        if self.signs.has_entity or self.signs.odd:
            self._apply(mend_escapes(self.text))
            self._apply(mend_seven_bits(self.text))
        if self.signs.has_entity:
            self._apply(mend_entities(self.text))
        if (
            self.signs.has_salad
            or self.signs.has_rare_window
            or self.signs.foreign
            or self.signs.odd
            or self.mended is not before
        ):
            mojibake = mend_chains(self.text, self.budget, self.refused)
            western = mend_western(self.text, mojibake.edits, self.budget, garbled)
            western = outside({line for line in mojibake.unread if is_han(line)}, western, self.text)
            self.unread = mojibake.unread | garbled
            others = mend_alphabets(self.text, [*mojibake.edits, *western], self.budget) if self.signs.foreign else []
            eastern = mend_eastern(self.text, self.unread, self.budget)
            self.unread -= {edit.before for edit in eastern}
            by_span = {edit.span: edit for edit in (*mojibake.edits, *western, *others, *eastern)}
            self._apply([by_span[span] for span in sorted(by_span)])
            is_lost = bool(mojibake.lost) and not mojibake.edits
        if self.signs.odd or "\\" in self.text or self.mended is not before:
            self._apply(outside(self.unread, mend_characters(self.text, self.budget.repairs + 1), self.text))
        if not is_lost and (self.signs.has_rare_window or self.signs.has_question):
            seams = mend_seams(self.text, self.budget) if self.text != self.seamless else []
            self.seamless = self.text if not seams else None
            self.has_cut_code |= any(edit.rule == "restore/cut-code" and edit.confidence >= _SURE for edit in seams)
            self._apply(outside(garbled, seams, self.text))
        found = judge_codes(self.text, self.evidence)
        codes = mend_codes(found, self.text, self.evidence)
        self._apply(codes)
        self._script_and_width(found, has_codes=bool(codes))
        self._apply(mend_indents(self.text))
        self._apply(mend_blanks(self.text))
        return found

    def _apply(self, edits: list[Change]) -> None:
        edits = edits[: self.budget.take(len(edits))]
        sure = [edit for edit in edits if edit.confidence >= APPLY]
        left = tuple(
            Unresolved(edit.rule, edit.span, edit.reason, (edit.after, *edit.alternatives))
            for edit in edits
            if edit.confidence < APPLY
        )
        if left:
            self.mended = replace(self.mended, unresolved=(*self.mended.unresolved, *left))
        self.mended = revise(self.mended, sure)

    def _script_and_width(self, found: CodesFound, *, has_codes: bool) -> None:
        if self.mended.changes:
            self.signs = recounted(self.signs, self.text)
        proof = _script_proof(self.text, found, self.evidence, self.signs, has_kit=has_codes or self.has_cut_code)
        if proof is None or not self.budget.may_repair():
            return
        skipped = _foreign_lines(self.text)
        # An include or a footer in Simplified went through no converter: it has a width of its own.
        unconverted = skipped if self.evidence.script == "zh-Hans" else skipped | _simplified_lines(self.text)
        # Nor did a line in neither script, as far as its characters tell: labels of the template have their own marks.
        before = widths_of(_without(self.text, unconverted | _plain_lines(self.text)))
        self._apply(list(islice(mend_script(self.text, proof, skipped), self.budget.repairs + 1)))
        if before.is_narrowed and not _author_is_narrow(self.evidence):
            reason = f"{before.narrow} half-width marks beside Han and none of full width on a converted page"
            if self.evidence.script == "zh-Hans" and not has_codes:
                reason = f"{before.narrow} half-width marks, none of full width, on a site that writes Simplified"
            self._apply(mend_widths(self.text, reason, 0.8, unconverted))


def _script_proof(
    text: str, found: CodesFound, evidence: TextEvidence, signs: Signs, *, has_kit: bool
) -> ScriptProof | None:
    """Say why a page may be converted, or None."""
    if has_kit:
        return ScriptProof("the page carries a cloaking kit's codes, which go with its conversion", 0.98, is_full=True)
    if evidence.script == "zh-Hans":
        return ScriptProof("the site is known to write Simplified", 0.95, is_full=True)
    is_written = signs.traditional >= max(LEAST_TRADITIONAL, 0.08 * signs.han, signs.simplified)
    if not is_written or found.contradicted:
        return None
    if has_genuine_form(text):
        return None
    merged, strong = merged_forms(text)
    proof = None
    if _site_is_converted(evidence) and (merged or signs.han < _SHORT):
        reason = "other pages of the site were converted, and nothing here was typed as Traditional"
        proof = ScriptProof(reason, 0.85, is_full=True)
    elif merged and widths_of(text).is_narrowed and len(mend_indents(text)) > 1:
        reason = "merged forms, marks all narrowed and indents turned to question marks: one machine did all three"
        proof = ScriptProof(reason, 0.85, is_full=True)
    elif strong >= _STRONG_FORMS and merged > _STRONG_FORMS:
        reason = f"{merged} forms that only conversion leaves, and no genuine Traditional one"
        proof = ScriptProof(reason, 0.8, is_full=False)
    return proof


def _site_is_converted(evidence: TextEvidence) -> bool:
    counts = dict(evidence.counts)
    machine = counts.get("converted_pages", 0)
    return machine >= 3 and counts.get("traditional_pages", 0) < 0.1 * machine


def _author_is_narrow(evidence: TextEvidence) -> bool:
    """Tell whether the site's converted pages keep full width: then narrow marks are their author's own."""
    counts = dict(evidence.counts)
    return counts.get("converted_wide", 0) >= 3 and counts.get("converted_wide", 0) > 2 * counts.get(
        "converted_narrow", 0
    )


def _foreign_lines(text: str) -> frozenset[int]:
    """Give the numbers of lines with a script and a width of their own, which went through no converter.

    Strings of catchwords at the head, as injected headlines are; and lines that hold more characters of Simplified
    alone than Traditional ones.
    """
    head = enumerate(text.split("\n", _HEAD_LINES)[:_HEAD_LINES])
    catchwords = {number for number, line in head if _is_catchwords(line)}
    return frozenset(
        number
        for number, (simplified, traditional) in enumerate(scripts_by_line(text))
        if number in catchwords or (simplified >= _LEAST_SIMPLIFIED and 0 < 2 * traditional < simplified)
    )


def _simplified_lines(text: str) -> frozenset[int]:
    """Give the numbers of lines in Simplified alone."""
    return frozenset(
        number
        for number, (simplified, traditional) in enumerate(scripts_by_line(text))
        if simplified >= _LEAST_SIMPLIFIED and not traditional
    )


def _plain_lines(text: str) -> frozenset[int]:
    """Give the numbers of lines in which nothing shows a converter; none where they are all the page has."""
    lines = scripts_by_line(text)
    plain = frozenset(number for number, (_, traditional) in enumerate(lines) if not traditional)
    return plain if len(plain) < len(lines) else frozenset()


def _is_catchwords(line: str) -> bool:
    parts = _PARTS.split(line)
    return sum(len(part) >= 4 for part in parts) >= 3 and not _PROSE.search(line)


def _without(text: str, skipped: frozenset[int]) -> str:
    if not skipped:
        return text
    return "\n".join(line for number, line in enumerate(text.split("\n")) if number not in skipped)


def page_evidence(signs: Signs, found: CodesFound, widths: Widths | None) -> TextEvidence:
    """Count what the site's other pages can use; `widths` of a page that proves a kit by itself."""
    counts = {"pages": 1, "codes": sum(code.is_valid for code in found.codes)}
    if widths is not None:
        counts["converted_pages"] = 1
        counts["converted_narrow" if widths.is_narrowed else "converted_wide"] = 1
    elif signs.traditional > 20 and signs.traditional > 4 * signs.simplified:
        counts["traditional_pages"] = 1
    elif signs.simplified > 20:
        counts["simplified_pages"] = 1
    return TextEvidence(codes=evidence_of(found), counts=tuple(sorted((k, v) for k, v in counts.items() if v)))
