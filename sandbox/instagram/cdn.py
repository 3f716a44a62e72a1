"""The stored files: what was published stays visible when the service that served it is gone."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox.instagram.ledger import Ledger
from sandbox.instagram.pictures import initial_picture

COLOURS = ((31, 41, 85), (120, 46, 34), (24, 84, 74))
TYPES = {"jpg": "image/jpeg", "mp4": "video/mp4"}


class Cdn:
    """{base}/instagram/cdn/<shortcode>.jpg|mp4, <shortcode>.cover.jpg, <username>.profile.jpg."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    async def endpoint(self, request: Request) -> Response:
        """The file; 403 once a signed address is out of date."""
        expires = request.query_params.get("oe")
        try:
            if expires and self.ledger.now().timestamp() > int(expires, 16):
                return PlainTextResponse("URL signature expired", 403)
        except ValueError:
            return PlainTextResponse("Bad URL signature", 403)
        name, _, ending = request.path_params["name"].rpartition(".")
        content = self._content(name)
        if content is None or ending not in TYPES:
            return PlainTextResponse("Not found", 404)
        return Response(content, media_type=TYPES[ending], headers={"cache-control": "max-age=1209600"})

    def _content(self, name: str) -> bytes | None:
        if name.endswith(".profile"):
            return self._profile(name.removesuffix(".profile"))
        code = name.removesuffix(".cover")
        for media in self.ledger.media.values():
            if media.shortcode == code:
                return self.ledger.files.get(media.file if code == name else media.cover)
        return None

    def _profile(self, username: str) -> bytes | None:
        for place, account in enumerate(self.ledger.accounts):
            if account.username == username:
                return initial_picture(account.name[0], COLOURS[place % len(COLOURS)])
        return None
