"""What the elements of HTML do to the flow of a page's text. Tables only."""

from __future__ import annotations

from lxml import etree

# Elements that begin and end a line, by the HTML Standard's rendering section (15.3).
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main "
    "menu nav ol optgroup p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
)
CUT = "chengxi-cut"  # the tag that stands where purge took an element out; its tail stays
# What a reader does not read as text of the page.
_SKIPPED_NAMES = (
    f"{CUT} script style noscript template title select textarea button svg iframe object audio video canvas map "
    "noframes"
)
# Phrasing content that never holds a body of its own; elements that the standard does not know may (`<ucapcontent>`).
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big br cite code data del dfn em hr i img input ins kbd label mark nobr q "
    "rp rt ruby s samp small strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_MAYBE_BOXES = frozenset({"font", "span"})  # these hold a body where they have an id
_LINE_BREAKS = frozenset({"br", "hr"})
# What an element does to the flow, from the least; an element that is in none of the tables is a box.
COMMENT, SKIP, PLAIN, LINK, BREAK, MAYBE, BOX, BLOCK = range(8)
KINDS: dict[object, int] = {
    etree.Comment: COMMENT,
    **dict.fromkeys(_INLINE, PLAIN),
    "a": LINK,
    **dict.fromkeys(_LINE_BREAKS, BREAK),
    **dict.fromkeys(_MAYBE_BOXES, MAYBE),
    **dict.fromkeys(_BLOCK_NAMES.split(), BLOCK),
    **dict.fromkeys(_SKIPPED_NAMES.split(), SKIP),
}
PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
CELLS = frozenset({"td", "th"})
LAYOUT = ("table", "ul", "ol", "form", "h1", "h2", "script")  # in a row of data none of these stands
# What the steps ask for by name: gathered in the one walk, since each search through a tree takes a tenth of it.
TAGGED = ("title", "meta", "link", "base", "script", "a", "img", "iframe", "frame", "time", "sup", "ins", "marquee")
