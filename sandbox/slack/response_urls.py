"""response_urls: five uses within half an hour, no token needed."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.slack.messages import Message
from sandbox.slack.refused import Refused
from sandbox.slack.workspace import Workspace
from sandbox.world import World

USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass
class ResponseUrl:
    """Whose action it belongs to, and the message that was acted on, if any."""

    workspace: Workspace
    user: str
    channel: str
    original: Message | None
    made_at: datetime
    uses: int = 0


class ResponseUrls:
    """The addresses handed out so far; their half hour passes with the sandbox's clock."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, workspace: Workspace, user: str, channel: str, original: Message | None = None) -> str:
        key = secrets.token_urlsafe(18)
        self._urls[key] = ResponseUrl(workspace, user, channel, original, self._world.clock.now())
        return f"{self._world.config.base_url}/slack/response/{key}"

    def use(self, key: str) -> ResponseUrl:
        """Count one use. Raises Refused: expired_url (also when unknown), used_url."""
        url = self._urls.get(key)
        if url is None or self._world.clock.now() - url.made_at > LIFETIME:
            raise Refused("expired_url")
        if url.uses >= USES:
            raise Refused("used_url")
        url.uses += 1
        return url
