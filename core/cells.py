"""Cells of tables that people open in a spreadsheet."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet takes a cell that begins so for a formula."""


def harmless(cell: str) -> str:
    """A cell that begins like a formula is kept as text."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def as_typed(cell: str) -> str:
    """What `harmless` wrote, read back."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_DANGEROUS) else cell
