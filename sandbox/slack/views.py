"""Modals and Home tabs: stacks of at most three, a hash that changes with every change."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.blocks.surfaces import is_too_large, problems_in_view
from sandbox.slack.dressing import dressed
from sandbox.slack.files import FileShelf
from sandbox.slack.inputs import state_of
from sandbox.slack.refused import Json, Refused
from sandbox.slack.stamps import Stamps
from sandbox.slack.team import APP_ID, Team

STACK = 3


@dataclass
class OpenView:
    """One view in front of one person; errors stand beside inputs: {block_id: text}."""

    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    channel: str | None = None
    entered: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.content["blocks"]
        return blocks

    @property
    def external_id(self) -> str:
        return str(self.content.get("external_id", ""))


class Views:
    """What each person of one workspace has in front of them."""

    def __init__(self, team: Team, stamps: Stamps, shelf: FileShelf) -> None:
        self._team, self._stamps, self._shelf = team, stamps, shelf
        self.stacks: dict[str, list[OpenView]] = defaultdict(list)
        self.homes: dict[str, OpenView] = {}

    def accept(self, raw: Any, kind: str, replaced: OpenView | None = None) -> Json:
        """A valid view of this kind, ready to be kept.

        Raises Refused: invalid_arguments with pointers, view_too_large, duplicate_external_id.
        """
        if raw is None:
            raise Refused("invalid_arguments", ["[ERROR] missing required field: view"])
        problems = problems_in_view(raw, kind, self._shelf.is_showable)
        if problems:
            raise Refused("invalid_arguments", [f"[ERROR] {problem}" for problem in problems])
        if is_too_large(raw):
            raise Refused("view_too_large")
        other = self.with_external_id(raw.get("external_id", ""))
        if other is not None and other is not replaced:
            raise Refused("duplicate_external_id")
        return {**raw, "blocks": dressed(raw["blocks"])}

    def all(self) -> list[OpenView]:
        return [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())

    def find(self, view_id: str) -> OpenView | None:
        return next((view for view in self.all() if view.id == view_id), None)

    def with_external_id(self, external_id: str) -> OpenView | None:
        return next((view for view in self.all() if external_id and view.external_id == external_id), None)

    def open(self, user: str, content: Json, channel: str | None) -> OpenView:
        """A new root; whatever the person had open is gone."""
        view_id = self._stamps.identifier("V")
        view = OpenView(view_id, user, content, self._stamps.hash(), view_id, channel=channel)
        self.stacks[user] = [view]
        return view

    def push(self, user: str, content: Json) -> OpenView:
        """One more on top. Raises Refused: not_found without a root, push_limit_reached over three."""
        stack = self.stacks[user]
        if not stack:
            raise Refused("not_found")
        if len(stack) >= STACK:
            raise Refused("push_limit_reached")
        top = stack[-1]
        view = OpenView(
            self._stamps.identifier("V"), user, content, self._stamps.hash(), top.root_id, top.id, top.channel
        )
        stack.append(view)
        return view

    def publish(self, user: str, content: Json) -> OpenView:
        """The person's Home tab; the same view id for ever, a new hash each time."""
        view = self.homes.get(user)
        if view is None:
            view_id = self._stamps.identifier("V")
            view = self.homes[user] = OpenView(view_id, user, content, "", view_id)
        self.change(view, content)
        return view

    def change(self, view: OpenView, content: Json) -> None:
        """Show something else in the same view. What was entered stays where both ids stay."""
        view.content, view.hash, view.errors = content, self._stamps.hash(), {}

    def check_hash(self, view: OpenView | None, given: str) -> None:
        """Raises Refused(hash_conflict) when the caller has seen an older version."""
        if given and (view is None or given != view.hash):
            raise Refused("hash_conflict")

    def shape(self, view: OpenView) -> Json:
        """As views.open and interaction payloads give it."""
        content = view.content
        shape: Json = {
            "id": view.id,
            "team_id": self._team.id,
            "type": content["type"],
            "blocks": content["blocks"],
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": content.get("callback_id", ""),
            "external_id": view.external_id,
            "state": state_of(view.blocks, view.entered),
            "hash": view.hash,
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "root_view_id": view.root_id,
            "previous_view_id": view.previous_id,
            "app_id": APP_ID,
            "app_installed_team_id": self._team.id,
            "bot_id": self._team.bot_id,
        }
        empty_title = {"type": "plain_text", "text": "View Title", "emoji": True}
        shape["title"] = content.get("title", empty_title)
        return shape | {"submit": content.get("submit"), "close": content.get("close")}
