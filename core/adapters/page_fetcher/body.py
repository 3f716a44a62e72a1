"""What a site sends, taken in with a limit on both sides of its compression, and turned into text."""

import codecs
import re
import zlib
from collections.abc import AsyncIterable

from core.ports.pages import Unreadable

LARGEST = 2 * 1024 * 1024
TOO_LARGE = "That page is over 2 MB, which is more than I read."
BROKEN = "That site's page arrived broken."
_WINDOW = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_LOOKED_AT = 2048
_PARTS = (*(f"iso8859-{part}" for part in range(1, 17)), *(f"cp125{part}" for part in range(9)))
_EAST = "big5 big5hkscs cp932 cp949 euc_jp euc_kr gb18030 gb2312 gbk iso2022_jp shift_jis tis-620 cp874"
_WEB = frozenset(
    f"utf-8 utf-16 utf-16-le utf-16-be ascii cp866 koi8-r koi8-u mac-roman mac-cyrillic {_EAST}".split(" ")
).union(_PARTS)
"""Codecs that pages are written in. Python knows others, some of which take hours for a page ("punycode")."""


async def take_in(stream: AsyncIterable[bytes], encoding: str) -> bytes:
    """The whole content, decompressed piece by piece. Raises Unreadable for one that is too large or broken."""
    if encoding not in ("", "identity", *_WINDOW):
        raise Unreadable("That site sends its page in a form I don't know.")
    unzip = zlib.decompressobj(_WINDOW[encoding]) if encoding in _WINDOW else None
    content, received = bytearray(), 0
    async for piece in stream:
        received += len(piece)
        if received > LARGEST:
            raise Unreadable(TOO_LARGE)
        try:
            content += unzip.decompress(piece, LARGEST + 1 - len(content)) if unzip else piece
        except zlib.error as error:
            raise Unreadable(BROKEN) from error
        if len(content) > LARGEST:
            raise Unreadable(TOO_LARGE)
    if unzip is not None and not unzip.eof:
        raise Unreadable(BROKEN)
    return bytes(content)


def text_of(content: bytes, content_type: str) -> str:
    """As the header says, else as the page says, else UTF-8; signs that do not fit are replaced."""
    said = _CHARSET.search(content_type.encode()) or _CHARSET.search(content[:_LOOKED_AT])
    name = said[1].decode() if said else "utf-8"
    try:
        codec = codecs.lookup(name)
        return content.decode(codec.name if codec.name in _WEB else "utf-8", "replace")
    except (LookupError, UnicodeError):
        return content.decode("utf-8", "replace")
