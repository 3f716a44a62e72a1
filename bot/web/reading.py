"""Pages in the language of the browser that asks."""

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.language import ENGLISH, LANGUAGES, speaking


class InTheirLanguage:
    """Around the whole web: what is said inside is said in the language the request prefers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers") or ())
        with speaking(preferred(headers.get(b"accept-language", b"").decode("latin-1"))):
            await self._app(scope, receive, send)


def preferred(accepts: str) -> str:
    """Of an Accept-Language header the language we speak that is wanted most: "fr-CH, fr;q=0.9, de;q=0.8" -> "fr".

    English when none is; what is wanted equally counts in the order given. Malformed weights count as unwanted.
    """
    wanted: list[tuple[float, str]] = []
    for one in accepts.split(","):
        tag, _, weight = one.partition(";")
        named = tag.strip().partition("-")[0].lower()
        if named in LANGUAGES and (liked := _weight(weight)) > 0:
            wanted.append((liked, named))
    return max(wanted, key=lambda each: each[0])[1] if wanted else ENGLISH


def _weight(text: str) -> float:
    name, _, number = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(number) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
