"""Where on a web page the plan stands: the element that holds most words that are no links."""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER = (
    "script, style, noscript, template, iframe, object, embed, svg, canvas, button, select, input, textarea, "
    "nav, aside, [hidden], [aria-hidden=true], del"
)
_AROUND = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|sidebar|breadcrumbs?|footer|topbar|comments?|related|share|social|banner|advert"
    r"|ads|popup|modal|cookie|login|search|pagination|tags?|toolbar|widget|lien-?quan|binh-?luan)(?:$|[-_\s])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_LINK_DEPTH = 6
_STEP_IN = 0.72
_MAX_STEPS = 80


def find_main(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the plan, with what is no text taken out of it; None for an empty page."""
    body = tree.body
    if body is None:
        return None
    for node in tree.css(_NEVER):
        node.decompose()
    whole = _own_words(body)
    for node in list(body.css("[class], [id], [style], [title], header, footer")):
        if _is_around(node) and _own_words(node) < 0.4 * max(whole, 1):
            node.decompose()
    _drop_link_lists(body)
    return _step_in(body)


def _is_around(node: LexborNode) -> bool:
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or ""):
        return True
    if node.tag in ("header", "footer") or attributes.get("title") in ("header", "footer"):
        return True
    if node.tag in ("body", "html", "article", "main", "table", "tr", "td", "p", "span", "b", "a"):
        return False
    return bool(_AROUND.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"))


def _own_words(node: LexborNode) -> int:
    """The letters of an element that are not those of its links (links count a tenth)."""
    whole = len(node.text(deep=True, separator=" "))
    linked = sum(len(link.text(deep=True, separator=" ")) for link in node.css("a"))
    return whole - (9 * min(linked, whole)) // 10


def _drop_link_lists(body: LexborNode) -> None:
    """Take out lists that are hardly more than links: other pages, other documents."""
    holders: dict[int, LexborNode] = {}
    links: Counter[int] = Counter()
    for link in body.css("a"):
        node = link.parent
        for _ in range(_LINK_DEPTH):
            if node is None or node.tag == "body":
                break
            if node.tag in ("ul", "ol", "div", "section"):
                holders[node.mem_id] = node
                links[node.mem_id] += 1
            node = node.parent
    for key, count in links.items():
        node = holders[key]
        if count < 4 or node.css_first("p, table") or node.parent is None:
            continue
        whole = len(node.text(deep=True, separator=" ").strip())
        linked = sum(len(link.text(deep=True, separator=" ").strip()) for link in node.css("a"))
        if linked > 0.8 * whole:
            _empty(node)


def _empty(node: LexborNode) -> None:
    """Take out what a node holds (the node stays, so that others found before stay valid)."""
    for child in list(node.iter(include_text=True)):
        child.remove()


def _step_in(body: LexborNode) -> LexborNode:
    """Go from the body inwards while one child holds nearly all words."""
    node = body
    for _ in range(_MAX_STEPS):
        words = _own_words(node)
        inner = [
            child for child in node.iter(include_text=False) if child.tag not in ("p", "pre", "span", "b", "ol", "ul")
        ]
        best = max(inner, key=_own_words, default=None)
        if best is None or _own_words(best) < _STEP_IN * words or _is_data_table(best):
            return node
        node = best
    return node


def _is_data_table(node: LexborNode) -> bool:
    """Whether a table is one of figures and not one that lays out a page."""
    if node.tag in ("tbody", "tr", "td"):
        return False
    return node.tag == "table" and not any(len(cell.text(deep=True)) > 1_500 for cell in node.css("td"))
