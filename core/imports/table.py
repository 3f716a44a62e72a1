"""A table in a file as people's programs write them: encoding and delimiter found out, rows of plain cells. Pure."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from core.cells import harmless
from core.errors import InvalidAnswer

LARGEST = 1024 * 1024
MOST_ROWS = 1000
MOST_COLUMNS = 40
LONGEST_CELL = 4000
DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
TOO_LARGE = f"That table is over {LARGEST // (1024 * 1024)} MB. Send it in parts."
A_WORKBOOK = "That is a workbook, and I read plain tables. Save it as CSV (File, Save as) and send me that."
NO_TABLE = "I found no table in that file. The first row names the columns; type import for a template."
TOO_MANY = f"That table has more than {MOST_ROWS:,} rows. Send it in parts."


@dataclass(frozen=True)
class Row:
    """`number` is the one a spreadsheet shows: the header is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(data: bytes) -> Table:
    """Raises InvalidAnswer with a sentence for what is too large, too long or no table at all."""
    check_size(len(data))
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise InvalidAnswer(A_WORKBOOK)
    text = _decoded(data)
    if "\x00" in text:
        raise InvalidAnswer(NO_TABLE)
    lines = _records(text)
    header = next((cells for _, cells in lines if any(cells)), None)
    if header is None:
        raise InvalidAnswer(NO_TABLE)
    body = [(number, cells) for number, cells in lines if any(cells)][1:]
    if len(body) > MOST_ROWS:
        raise InvalidAnswer(TOO_MANY)
    return Table(tuple(header), tuple(Row(number, tuple(cells)) for number, cells in body))


def check_size(size: int) -> None:
    """Raises InvalidAnswer before anything is fetched."""
    if size > LARGEST:
        raise InvalidAnswer(TOO_LARGE)


def _decoded(data: bytes) -> str:
    """UTF-8 where it is, with or without a mark; else what western spreadsheets write."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _records(text: str) -> list[tuple[int, list[str]]]:
    """(number, cells) of each record; "sep=;" on top, as Excel writes it, is no record."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    delimiter = _delimiter(text)
    if first.casefold().startswith("sep=") and len(first) <= 5:
        delimiter, text = first[4:] or ",", rest
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    found = []
    try:
        for number, cells in enumerate(reader, start=1):
            found.append((number, [cell.strip()[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS]]))
            if number > MOST_ROWS * 2:
                raise InvalidAnswer(TOO_MANY)
    except csv.Error as error:
        raise InvalidAnswer(NO_TABLE) from error
    return found


def _delimiter(text: str) -> str:
    """The one that cuts the first lines into the most columns, the same number in each."""
    lines = [line for line in text.split("\n", 12)[:12] if line.strip()][:8]

    def columns(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        alike = sum(count == counts[0] for count in counts) if counts else 0
        return (counts[0] if counts and counts[0] > 1 else 0, alike)

    return max(DELIMITERS, key=lambda delimiter: columns(delimiter))


def written(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table for any spreadsheet: UTF-8 with its mark, and no cell that a spreadsheet would run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")
