"""Who may read the reports: whoever has the operators' token, or a link that `rite report-link` printed."""

from collections import deque
from datetime import datetime, timedelta

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.dashboard.visitors import fields_of, from_elsewhere
from bot.web.operators.drawn import AT, HEADERS, draw_door
from core.operations.entrance import LINK, VISIT, VISIT_LASTS, is_token, lets_in, make_pass
from core.services import Services

COOKIE = "rite_operator"
WRONG_AT_MOST = 5
WITHIN = timedelta(minutes=1)
ASK = "Enter the operators' token (RITE_OPERATOR_TOKEN), or open the link that rite report-link prints."
WRONG = "That is not the operators' token."
OVER = "This link is over or not ours. rite report-link prints a fresh one."
TOO_OFTEN = "Too many wrong tokens. Wait a minute."
ELSEWHERE = "That press did not come from this page. Load it again and press once more."


class Door:
    """One a process."""

    def __init__(self, services: Services, token: SecretStr) -> None:
        self._services, self._token = services, token.get_secret_value()
        self._wrong: deque[datetime] = deque(maxlen=WRONG_AT_MOST)

    def is_in(self, request: Request) -> bool:
        return self._lets_in(VISIT, request.cookies.get(COOKIE, ""))

    def by_link(self, request: Request) -> Response:
        """The address with the pass leads to one without, so that it is in no history."""
        if not self._lets_in(LINK, request.query_params["pass"]):
            return draw_door(OVER, status=410)
        return self._inside()

    async def by_token(self, request: Request) -> Response:
        if from_elsewhere(request):
            return draw_door(ELSEWHERE, status=403)
        now = self._services.clock.now()
        if len(self._wrong) == WRONG_AT_MOST and now - self._wrong[0] < WITHIN:
            return draw_door(TOO_OFTEN, status=429)
        if not is_token((await fields_of(request)).get("token", "").strip(), self._token):
            self._wrong.append(now)
            return draw_door(WRONG, status=403)
        return self._inside()

    def leave(self, request: Request) -> Response:
        if from_elsewhere(request):
            return draw_door(ELSEWHERE, status=403)
        outside = RedirectResponse(AT, status_code=303, headers=HEADERS)
        outside.delete_cookie(COOKIE, path=AT, secure=self._secure, httponly=True, samesite="strict")
        return outside

    def _inside(self) -> Response:
        until = self._services.clock.now() + VISIT_LASTS
        given = make_pass(self._services.vault, self._token, VISIT, until)
        inside = RedirectResponse(f"{AT}/product", status_code=303, headers=HEADERS)
        lasts = int(VISIT_LASTS.total_seconds())
        inside.set_cookie(COOKIE, given, max_age=lasts, path=AT, secure=self._secure, httponly=True, samesite="strict")
        return inside

    def _lets_in(self, what: str, given: str) -> bool:
        return lets_in(self._services.vault, self._token, what, given, self._services.clock.now())

    @property
    def _secure(self) -> bool:
        return self._services.settings.public_url.startswith("https:")
