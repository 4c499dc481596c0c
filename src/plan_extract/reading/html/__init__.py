"""Web pages: the plan's text without the page around it, from HTML and MHTML files."""

from plan_extract.reading.html.document import read_html, read_mhtml

__all__ = ["read_html", "read_mhtml"]
