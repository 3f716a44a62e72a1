"""Reports as PDF, drawn with matplotlib in the house's own type and colours."""

from core.adapters.report_pdf.painter import PdfReports

__all__ = ["PdfReports"]
