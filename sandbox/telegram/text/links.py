"""Which addresses Telegram takes as links: a web address with a dotted host, or one of its own."""

import re

_OWN = re.compile(r"(tg|ton|tonsite)://?[^\s]+", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_WEB = re.compile(r"(?P<scheme>[a-z]+)://(?P<host>[^/?#]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?:[^@\s]*@)?[\w-]+(?:\.[\w-]+)+\.?(?::\d{1,5})?")
_HERE = re.compile(r"http://127\.0\.0\.1(:\d{1,5})?/")
_USER = re.compile(r"tg:(?://)?user/?\?id=(\d+)", re.IGNORECASE)
_EMOJI = re.compile(r"tg:(?://)?emoji/?\?(?:[^#]*&)?id=([1-9]\d*)(?:[&#].*)?", re.IGNORECASE)


class NotALink(ValueError):
    """Says why, in the platform's words."""


def checked_app_link(url: str) -> str:
    """The address of a Mini App as Telegram would store it. Raises NotALink.

    On this machine http will do, as it does in Telegram's own test environment.
    """
    return checked_link(url, https_only=not _HERE.match(url))


def checked_link(url: str, *, https_only: bool = False) -> str:
    """The address as Telegram would store it. Raises NotALink.

    A host without a dot is refused, "localhost" above all: developers meet this often.
    """
    if _OWN.fullmatch(url) and not https_only:
        return url
    named = _SCHEME.match(url)
    scheme = named[1].lower() if named else "http"
    if scheme not in ("http", "https"):
        raise NotALink("Only HTTPS links are allowed" if https_only else "Unsupported URL protocol")
    if https_only and scheme != "https":
        raise NotALink("Only HTTPS links are allowed")
    parts = _WEB.fullmatch(url if named else f"http://{url}")
    if parts is None or not _HOST.fullmatch(parts["host"]):
        raise NotALink("Wrong HTTP URL")
    rest = parts["rest"] if parts["rest"].startswith("/") else f"/{parts['rest']}"
    return f"{scheme}://{parts['host'].lower()}{rest}"


def link_details(url: str) -> tuple[str, dict[str, object]] | None:
    """What a linked stretch becomes: (entity type, details); None when the address is no link.

    A text_mention carries {"user_id": int}, to be replaced by the user.
    """
    user = _USER.fullmatch(url)
    if user:
        return "text_mention", {"user_id": int(user[1])}
    try:
        return "text_link", {"url": checked_link(url)}
    except NotALink:
        return None


def custom_emoji_id(url: str) -> str | None:
    """The emoji a tg://emoji address names, None when it is no such address."""
    found = _EMOJI.fullmatch(url)
    return found[1] if found else None
