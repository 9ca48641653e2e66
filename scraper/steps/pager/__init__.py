"""pager: where a list goes on, and what its pager states.

`MECHANISMS` is the table: each row one way in which lists of portals go on, in the order in which they are believed.
"""

from __future__ import annotations

from dataclasses import replace

from scraper.lists.addresses import read_addresses
from scraper.lists.answers import read_answer
from scraper.model import PageRequest, PurgedPage
from scraper.results import ListPage, Row
from scraper.sites import Site
from scraper.steps.pager.api import read_json_address, read_list_file, read_unit
from scraper.steps.pager.applications import read_application, read_bundle
from scraper.steps.pager.archives import read_archives, read_issue_before, read_year_choice
from scraper.steps.pager.asking import with_token
from scraper.steps.pager.buttons import read_button
from scraper.steps.pager.calls import read_createpage, read_template, read_total_call
from scraper.steps.pager.components import read_component
from scraper.steps.pager.elsewhere import read_attributes, read_frames, read_redirection
from scraper.steps.pager.faces import read_faces
from scraper.steps.pager.following import read_fragment, read_next_answer
from scraper.steps.pager.forms import read_form, read_postback, read_submit, read_typed
from scraper.steps.pager.grids import read_grid
from scraper.steps.pager.jcms import read_dataproxy
from scraper.steps.pager.links import (
    link_header_next,
    read_load_more,
    read_next_link,
    read_numbers,
    read_previous,
    read_rel_next,
    read_select,
    read_steps,
)
from scraper.steps.pager.script_files import beside, read_row_scripts, read_script_files, taken_along
from scraper.steps.pager.sheet import Mechanism, Reading, Sheet, scripts
from scraper.steps.pager.states import read_state
from scraper.steps.pager.successor import read_successor
from scraper.steps.pager.texts import pager_texts
from scraper.steps.pager.totals import read_totals

ROW_SCRIPTS = "pager/row-scripts"  # the page's rows are then those that its scripts make readable, not its menus
MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism(ROW_SCRIPTS, "rows that call functions of a file of the portal", read_row_scripts),
    Mechanism("pager/trs-createpage", "TRS WCM, createPageHTML of the portals' own scripts", read_createpage),
    Mechanism("pager/bundle", "the bundle of an application that pager/application asked for", read_bundle),
    Mechanism("pager/jcms-dataproxy", "大汉 JCMS, jpage and dataproxy.jsp", read_dataproxy),
    Mechanism("pager/postback", "ASP.NET, __doPostBack with the hidden fields of the form", read_postback),
    Mechanism("pager/faces", "JSF, PrimeFaces: partial responses to the page's form", read_faces),
    Mechanism("pager/rel-next", "HTML Living Standard, link type next", read_rel_next),
    Mechanism("pager/form", "old JSP and ASP: a function writes the page number into a form", read_form),
    Mechanism("pager/next-link", "下一页 and its translations; 博达, 帝国, 织梦, phpcms, ASP, PHP", read_next_link),
    Mechanism("pager/submit", "buttons that send their form with the next page", read_submit),
    Mechanism("pager/total-call", "jQuery pagination, laypage and kin: total and address in a script", read_total_call),
    Mechanism("pager/attributes", "pager elements with data-url, data-total and kin", read_attributes),
    Mechanism("pager/numbers", "page numbers without a word for next", read_numbers),
    Mechanism(
        "pager/steps", "the same address with its page's or row's number raised; Bitrix, Plone, SharePoint", read_steps
    ),
    Mechanism("pager/select", "a list of pages to choose from", read_select),
    Mechanism("pager/typed", "a form in which one types the number of a page", read_typed),
    Mechanism("pager/load-more", "load more, with the address in an attribute", read_load_more),
    Mechanism("pager/successor", "an element whose address is the page's own with its number raised", read_successor),
    Mechanism("pager/grid", "layui, EasyUI, bootstrap-table, DataTables and kin: rows fetched by a grid", read_grid),
    Mechanism("pager/json-address", "新点, TRS and others: a script fetches numbered JSON", read_json_address),
    Mechanism("pager/jpaas-unit", "大汉 JPAAS, an element with url, queryData and paramJson", read_unit),
    Mechanism("pager/state", "Next.js, Inertia: the page carries its state as JSON", read_state),
    Mechanism("pager/button", "Livewire, Next.js: buttons whose script numbers the page's own address", read_button),
    Mechanism("pager/component", "AEM, Sitecore: a component names endpoint, number and size", read_component),
    Mechanism("pager/archives", "archives by year, by month or by letter", read_archives),
    Mechanism("pager/year-choice", "years in a list to choose from, sent by a form", read_year_choice),
    Mechanism("pager/issues", "gazettes and bulletins that lead to the issue or the day before", read_issue_before),
    Mechanism("pager/frame", "a list in a frame of its own", read_frames),
    Mechanism("pager/list-file", "a script fetches the whole list as one file", read_list_file),
    Mechanism("pager/template", "a script makes addresses of pages and states no total", read_template),
    Mechanism("pager/fragment", "a part of a page that a script fetched by number", read_fragment),
    Mechanism("pager/application", "Vue, React: an empty page whose bundle asks for the list", read_application),
    Mechanism("pager/script-file", "a pager whose function stands in a file of the portal", read_script_files),
    Mechanism("pager/redirection", "HTML refresh, location.href of an empty page", read_redirection),
)


__all__ = ["MECHANISMS", "beside", "read_pager"]


def read_pager(page: PurgedPage, request: PageRequest, rows: tuple[Row, ...], site: Site) -> ListPage:
    """Read where the list goes on and what its pager states; the first mechanism that knows a next page is believed."""
    raw = page.decoded.raw
    addresses = read_addresses(page.tree, page.decoded.text, request.base or raw.url, page.decoded.encoding.used)
    sheet = Sheet(raw.url, page.decoded.text, page.tree, addresses, request, rows)
    chosen, mechanism = Reading(), None
    if target := link_header_next(raw.header("link"), raw.url):
        chosen, mechanism = Reading((sheet.ask(target, request.position + 1),)), "pager/link-header"
    answer = read_answer(page.decoded.text, site.zone)
    if answer is not None and (answer.kind != "datastore" or "dataproxy" in request.url):
        chosen, mechanism = read_next_answer(sheet, answer), f"pager/{answer.kind}"
    elif (following := _by_layout(sheet, site)) is not None:
        chosen, mechanism = following, "pager/site-file"
    for row in MECHANISMS:
        if mechanism is not None:
            break
        reading = row.read(sheet)
        if reading is not None and (reading.next_pages or reading.total_pages):
            chosen, mechanism = reading, row.id
    rows = () if mechanism == ROW_SCRIPTS else rows
    totals = read_totals(pager_texts(page.tree), scripts(sheet))
    chosen = with_token(taken_along(_in_step(chosen, totals.here, sheet), sheet), sheet)
    return ListPage(
        url=raw.url,
        rows=rows,
        next_pages=chosen.next_pages,
        total_rows=chosen.total_rows if chosen.total_rows is not None else totals.rows,
        total_pages=chosen.total_pages or totals.pages,
        mechanism=mechanism,
        reasons=()
        if rows or chosen.next_pages
        else ("no repeated rows with a link and a date were found on this page",),
    )


def _in_step(reading: Reading, here: int | None, sheet: Sheet) -> Reading:
    """Number the pages from where the pager says that this one is, and go back for a page that slipped past.

    Where pages are numbered from the oldest (博达), a list that grew by a page between two requests gives the address
    of page 2 to page 3. The page before is asked for then, and from it the rest once more, since rows have moved: an
    empty query makes these requests new ones.
    """
    expected = sheet.request.position
    pages = reading.next_pages
    if sheet.request.url.endswith("?"):
        pages = tuple(_anew(request) for request in pages)
    if here is None or here <= expected or expected == 1 or len(pages) > 1:
        return replace(reading, next_pages=pages)
    pages = tuple(replace(request, position=here + 1) for request in pages)
    back = read_previous(sheet, here - 1)
    return replace(reading, next_pages=(*(_anew(request) for request in (back.next_pages if back else ())), *pages))


def _anew(request: PageRequest) -> PageRequest:
    return request if "?" in request.url else replace(request, url=request.url + "?")


def _by_layout(sheet: Sheet, site: Site) -> Reading | None:
    """Read the next page where the site file tells where its link is."""
    path = site.layout(None).next
    if path is None:
        return None
    found = sheet.tree.xpath(path)
    element = found[0] if isinstance(found, list) and found else None
    url = sheet.addresses.of_element(element) if element is not None and hasattr(element, "tag") else None
    return Reading((sheet.ask(url, sheet.request.position + 1),) if url else ())
