"""A report as a PDF of A4 pages, off the event loop; matplotlib is heavy and imported on first use."""

import asyncio
import io

from core.adapters.report_pdf import blocks
from core.adapters.report_pdf.page import Pages
from core.adapters.report_pdf.style import ACCENT, BOLD, GAP, INNER, LEFT, SOFT, TOP
from core.ports.reports import ReportSheet

EMBED_WHOLE = 42
"""TrueType as it is: the text can be searched and copied."""


class PdfReports:
    """One at a time: two would need twice the memory and be no quicker."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Semaphore(1)

    async def pdf(self, sheet: ReportSheet) -> bytes:
        async with self._one_at_a_time:
            return await asyncio.to_thread(_painted, sheet)


def _painted(sheet: ReportSheet) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import PdfPages

    pages = Pages()
    _head(pages, sheet)
    if sheet.tiles:
        blocks.tiles(pages, sheet.tiles)
        pages.room(GAP - 0.12)
    blocks.charts(pages, sheet.charts)
    for table in sheet.grids:
        blocks.grid(pages, table)
    for remark in sheet.remarks:
        pages.paragraph(remark, 7.5, color=SOFT)
        pages.room(0.03)
    out = io.BytesIO()
    facts = {"Creator": "Rite", "Producer": None, "CreationDate": None, **sheet.facts}
    with rc_context({"pdf.fonttype": EMBED_WHOLE}), PdfPages(out, metadata=facts) as file:
        for figure in pages.numbered(sheet.page, f"{sheet.title} · {sheet.subtitle}"):
            file.savefig(figure)
    return out.getvalue()


def _head(pages: Pages, sheet: ReportSheet) -> None:
    pages.box(LEFT, TOP - 0.2, 0.5, 0.06, ACCENT)
    for line in pages.wrapped(sheet.title, INNER, 22, BOLD)[:2]:
        pages.write(LEFT, pages.room(0.4) + 0.2, line, 22, weight=BOLD)
    pages.write(LEFT, pages.room(0.28) + 0.12, pages.fitted(sheet.subtitle, INNER, 11), 11, color=SOFT)
    pages.room(0.1)
    for sentence in sheet.said:
        pages.paragraph(sentence, 10)
        pages.room(0.04)
    pages.room(0.12)
