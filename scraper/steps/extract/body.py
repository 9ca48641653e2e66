"""The body: which blocks of the page are the article's own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from lxml.html import HtmlElement

from scraper.model import Block, Flow
from scraper.profile import Profile
from scraper.steps.extract.classifier import Numbers, likelihoods
from scraper.steps.extract.containers import Container, find_container
from scraper.steps.extract.features import look, reading_units
from scraper.steps.extract.frame import without_frame, without_invitations
from scraper.steps.extract.runs import around_first_run, common, completed, members
from scraper.steps.extract.second_opinion import is_worth_asking, second_opinion
from scraper.steps.extract.tail import without_tail

# From which guess on a block is taken. Pages of Han text lose lines sooner than they gain foreign ones; on others,
# teasers in whole sentences are the danger (measured by cross-validation on the open half).
LIKELY_HAN = 0.35
LIKELY_OTHER = 0.5
LIKELY_LINK = 0.9  # of Han text: a line that is a link is a teaser sooner than the name of a file of the article
LEAST = 0.1
RELATIVE = 0.4
SANDWICHED = 0.05  # a line between two lines of the body is taken with less
ITEM_SANDWICHED = 0.005  # an item of a list between them with less still: `<dd>28416</dd>` says little by itself
MAX_SANDWICH = 8  # blocks between the two
VOTED = 0.4  # how sure another extractor's answer is where the own one found next to nothing
_COUNTED = re.compile(r"附件|附[:：]|\d{1,2}[.．、]\s?(?!\d)")
_ITEMS = frozenset({"li", "ul", "ol", "dl", "dt", "dd"})
_PASTED = "section"  # of which WeChat's editors set each line in one of its own
_INLINE = frozenset({"font", "span"})  # templates make containers of these too: a line may begin within and end outside
MIN_OUTSIDE = 150  # reading units of likely text outside an empty container, from which on the container is distrusted
_UNCOVERED = 2  # times all visible text: what a hidden container must hold to be the body
PLACE_BONUS = 0.3  # what a block gains within the box that holds the body on the host's other pages
OUTSIDE_FACTOR = 0.7  # and what it loses outside
FORM_SHARE = 2 / 3  # of a page's text; as much as this in shared lines is a form that the section fills in each time


@dataclass(frozen=True, slots=True)
class Body:
    """The indices of the body's blocks in reading order, how it was found, and how sure that is."""

    blocks: tuple[int, ...] = ()
    method: str = "none"
    confidence: float = 0.0
    box: int = -1

    @property
    def is_guessed(self) -> bool:
        """Tell whether no container of a known CMS holds it."""
        return self.box < 0


def find_body(flow: Flow, tree: HtmlElement, window_title: str, profile: Profile) -> Body:
    """Find the body: the container of a known CMS where it holds the page's text, else what the classifier finds.

    What the neighbours show moves the guesses: shared lines are template, their running text stands where the body is.
    """
    container = find_container(flow)
    inside: list[int] = []
    if container is not None and flow.blocks:
        is_hidden = flow.boxes[container[0]].is_hidden
        inside = [at for at in _inside(flow, container[0]) if flow.blocks[at].is_hidden == is_hidden]
        units = reading_units(flow.blocks)
        # A script may show the body once it is loaded; a hidden copy of it, for reading aloud, is no body.
        rest = units * np.array([not block.is_hidden for block in flow.blocks])
        if is_hidden and float(units[inside].sum()) < _UNCOVERED * float(rest.sum()):
            container, inside = None, []
        elif _is_full(units, inside, np.ones(len(units), bool)):  # whatever the classifier would say of the rest
            return _contained(flow, inside, container)
    seen = look(flow, window_title)
    likely = _with_neighbours(flow, likelihoods(flow, seen), seen.units, profile)
    if container is not None and _is_full(seen.units, inside, likely >= LIKELY_HAN):
        return _contained(flow, inside, container)
    is_han = _is_han(flow)
    enough, linked = (LIKELY_HAN, LIKELY_LINK) if is_han else (LIKELY_OTHER, LIKELY_OTHER)
    chosen = _sandwiched(flow, likely, enough, linked)
    if is_han:
        chosen = around_first_run(flow, chosen, seen.units, window_title)
    chosen = completed(flow, chosen)
    if is_worth_asking(flow, chosen, float(seen.units[chosen].sum())):
        voted = second_opinion(flow, tree)
        if float(seen.units[voted].sum()) > float(seen.units[chosen].sum()):
            return Body(without_tail(flow, voted), "extract/vote", VOTED)
    chosen = without_invitations(flow, without_frame(flow, chosen))
    return Body(without_tail(flow, chosen), "extract/classifier", _confidence(chosen, likely, seen.units))


def _is_full(units: Numbers, inside: list[int], is_text: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    """Tell whether a container holds as much as all text outside it, or little text stands outside."""
    outside = float(units[is_text].sum() - units[inside][is_text[inside]].sum())
    return float(units[inside].sum()) >= outside or outside < MIN_OUTSIDE


def _contained(flow: Flow, inside: list[int], container: tuple[int, Container]) -> Body:
    index, row = container
    return Body(without_tail(flow, without_invitations(flow, inside)), row.id, 0.95, index)


def _inside(flow: Flow, index: int) -> list[int]:
    """Give the blocks of a container; a line may begin before `<font id=Zoom>` or end behind it, so text decides."""
    box = flow.boxes[index]
    inside = members(flow, index)
    if box.tag not in _INLINE:
        return inside
    held = set(box.element.iter())
    near = {*inside, *(at for at, block in enumerate(flow.blocks) if block.box == box.parent)}
    return [at for at in sorted(near) if _is_held(flow.blocks[at], box.element, held)]


def _is_held(block: Block, container: HtmlElement, held: set[HtmlElement]) -> bool:
    """Tell whether all text of the line stands within the container."""
    nodes = [piece.node for piece in block.pieces if not isinstance(piece.text, str) or piece.text.strip()]
    return all(node in held and not (node is container and slot == "tail") for node, slot in nodes)


def _with_neighbours(flow: Flow, likely: Numbers, units: Numbers, profile: Profile) -> Numbers:
    """Lower the guesses for lines that stand on many pages of the host, raise them in the place of the body.

    In that place an office says the same over and over (whom it writes to, whom to ask, 特此通知, its name): there the
    page alone decides; where the host has no such place, among the paragraphs beside the page's own. A section may
    publish one form over and over (weekly tables, lists of names): where shared lines are most of a page's text and
    the host has no such place, all are its own.
    """
    if not profile.is_ripe or not len(likely):
        return likely
    inside = _in_place(flow, profile.place)
    guesses = likely if inside is None else likely + PLACE_BONUS * inside
    shared = np.array(profile.shared(flow, guesses.tolist()))
    text = np.where(likely >= LIKELY_HAN, units, 0.0)
    own = np.where(shared, 0.0, text)
    if inside is not None and (own[inside].any() or not own.any()):
        raised = np.where(shared, likely, np.where(likely > 0, likely + PLACE_BONUS, 0.0))
        moved = np.where(inside, raised, np.where(shared, 0.0, likely * OUTSIDE_FACTOR))
    elif text[shared].sum() > text.sum() * FORM_SHARE:
        moved = likely
    else:
        moved = np.where(shared & ~_beside(flow, own), 0.0, likely)
    return np.asarray(np.clip(moved, 0, 1), dtype=np.float32)


def _beside(flow: Flow, own: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell for each block whether it is a paragraph beside most of the page's own: in the same box, of the same tag.

    `own`: the reading units of each block that are the page's own text.
    """
    seats = [(flow.boxes[block.box].parent, flow.boxes[block.box].tag) for block in flow.blocks]
    sizes: dict[tuple[int, str], float] = {}
    for seat, size in zip(seats, own.tolist(), strict=True):
        sizes[seat] = sizes.get(seat, 0.0) + size
    most = max(sizes, key=sizes.__getitem__)
    return np.array([seat == most and sizes[most] > 0 for seat in seats], bool)


def _in_place(flow: Flow, place: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]] | None:
    """Tell for each block whether it stands in the one box of that label; None where there is not one such box."""
    boxes = [
        index for index, box in enumerate(flow.boxes) if place and box.label.strip() == place and not box.is_hidden
    ]
    if len(boxes) != 1:
        return None
    inside = np.zeros(len(flow.blocks), bool)
    inside[members(flow, boxes[0])] = True
    return inside


def region_of(flow: Flow, body: Body, chosen: Sequence[int]) -> HtmlElement | None:
    """Give the element that holds the body: the CMS container, else the tightest box around all chosen blocks."""
    if body.box >= 0:
        return flow.boxes[body.box].element
    if not chosen:
        return None
    path = common(flow, chosen)
    return flow.boxes[path[0]].element if path else None


def _sandwiched(flow: Flow, likely: Numbers, enough: float, linked: float) -> list[int]:
    """Give the blocks likely from `enough` on, and the short lines and headings between them that share their place.

    `linked`: how likely a line that is a link must be at least.
    """
    if len(likely) and enough > float(likely.max()) >= LEAST:
        enough = float(likely.max()) * RELATIVE  # nothing is clear: what stands out is taken, the confidence tells it
    keep = [
        value >= (max(enough, linked) if block.is_linked else enough) and not block.is_hidden
        for value, block in zip(likely.tolist(), flow.blocks, strict=True)
    ]
    spots = [index for index, is_kept in enumerate(keep) if is_kept]
    for low, high in pairwise(spots):
        if high - low > 1 and sum(not block.is_row for block in flow.blocks[low + 1 : high]) < MAX_SANDWICH:
            seats = {_seat(flow, flow.blocks[low]), _seat(flow, flow.blocks[high])}
            for index in range(low + 1, high):
                keep[index] |= _is_between(flow, flow.blocks[index], float(likely[index]), seats)
    return [index for index, is_kept in enumerate(keep) if is_kept]


def _is_between(flow: Flow, block: Block, likely: float, seats: set[int]) -> bool:
    """Tell whether a line between two of the body belongs to it: seen, beside them or in a list there.

    It may be a link where the document counts its files, which stand above the signature (GB/T 9704-2012, 7.3.4).
    """
    if block.is_hidden or _seat(flow, block) not in seats:
        return False
    if block.is_linked:
        return not block.is_row and _COUNTED.match(block.text) is not None
    is_item = block.is_row or flow.boxes[block.box].tag in _ITEMS
    return likely > (ITEM_SANDWICHED if is_item else SANDWICHED)


def _seat(flow: Flow, block: Block) -> int:
    """Give the box in which a line stands, or in which the list, the table of data, the section of it stands."""
    box = flow.boxes[block.box]
    if block.is_row:
        while box.tag != "table" and box.parent >= 0:
            box = flow.boxes[box.parent]
        return box.parent
    while box.tag in _ITEMS and box.parent >= 0 and flow.boxes[box.parent].tag in _ITEMS:
        box = flow.boxes[box.parent]
    seat = box.parent
    while seat >= 0 and flow.boxes[seat].tag == _PASTED:
        seat = flow.boxes[seat].parent
    return seat


def _is_han(flow: Flow) -> bool:
    """Tell whether more than a fifth of the page's characters are Han."""
    text = "".join(block.text for block in flow.blocks)
    return (len(text.encode("utf-8", "surrogatepass")) - len(text)) / 2 > len(text) / 5


def _confidence(chosen: list[int], likely: Numbers, units: Numbers) -> float:
    """Give how clear the choice was: mean distance of the guesses from one half, weighed by length, 0 to 0.9."""
    if not chosen:
        return 0.0
    weights = units + 1
    return float(0.9 * (np.abs(likely - 0.5) * 2 * weights).sum() / weights.sum())
