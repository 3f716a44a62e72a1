"""trigger_ids: they open a modal within three seconds, once."""

import time
from dataclasses import dataclass

from sandbox.slack.refused import Refused
from sandbox.slack.stamps import Stamps
from sandbox.slack.team import Team
from sandbox.slack.timing import Timing


@dataclass
class Trigger:
    """Who did what where; view_id is set when it happened inside a modal."""

    user: str
    channel: str | None
    view_id: str | None
    made: float
    is_exchanged: bool = False


class Triggers:
    """The trigger_ids of one workspace."""

    def __init__(self, team: Team, stamps: Stamps, timing: Timing) -> None:
        self._team, self._stamps, self._timing = team, stamps, timing
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, channel: str | None = None, view_id: str | None = None) -> str:
        trigger_id = self._stamps.trigger(self._team.number)
        self._triggers[trigger_id] = Trigger(user, channel, view_id, time.monotonic())
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use it up. Raises Refused with invalid_, exchanged_ or expired_trigger_id."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.is_exchanged:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.made >= self._timing.trigger_seconds:
            raise Refused("expired_trigger_id")
        trigger.is_exchanged = True
        return trigger
