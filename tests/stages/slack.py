"""A person in Slack: types, fills modals, presses, reads. Everything goes over the wire."""

from collections.abc import Mapping, Sequence
from typing import Any

from stages.messages import Seen, transcript
from stages.rite import Rite
from stages.uploads import as_file, as_files
from stages.world import Json, Sandbox

from core.workspaces.model import Role

CHANNEL = "C0EVENTS01"


class SlackStage:
    name = "slack"

    def __init__(self, sandbox: Sandbox, user: str = "ada", channel: str = CHANNEL) -> None:
        self.sandbox, self.user, self.channel = sandbox, user, channel

    def as_(self, user: str) -> "SlackStage":
        """The same place through another person's eyes."""
        return SlackStage(self.sandbox, user, self.channel)

    def in_(self, channel: str) -> "SlackStage":
        """The same person in another channel."""
        return SlackStage(self.sandbox, self.user, channel)

    def in_direct(self) -> "SlackStage":
        """The person's direct messages with the bot."""
        return self.in_(f"D1{self.sandbox.world.person(self.user).slack_id[2:]}")

    async def arrive(self, rite: Rite, role: Role = Role.OWNER) -> None:
        """Slack people need no invitation: their standing tells who they are."""

    async def new_event(self, answers: dict[str, str], photo: bytes | None = None) -> None:
        """/rite new, the modal, submit."""
        await self.command("new")
        await self.fill("New event", answers, photo)

    async def sentence(self, text: str) -> None:
        """The same from one free sentence: the modal comes filled in."""
        await self.command(f"new {text}")
        await self.fill("New event", {})

    async def command(self, text: str) -> None:
        await self.sandbox.do("slack/command", user=self.user, channel=self.channel, command="/rite", text=text)

    async def modal(self, title: str) -> Json:
        """The open modal with this title, once it is there to be filled in."""

        def top(state: Json) -> Any:
            stack = self._mine(state["slack"]["modals"])
            ready = stack and stack[-1]["title"]["text"] == title and stack[-1].get("submit")
            return stack[-1] if ready else None

        view: Json = await self.sandbox.until(top, f"the modal “{title}”")
        return view

    def _mine(self, by_user: Json) -> Any:
        person = self.sandbox.world.person(self.user)
        return by_user.get(person.slack_id) or by_user.get(person.key) or []

    async def fill(
        self,
        title: str,
        answers: dict[str, str],
        photo: bytes | None = None,
        files: Mapping[str, Sequence[bytes]] | None = None,
    ) -> Json:
        """Fill the modal by its labels and submit; returns the sentences beside inputs that were refused.

        files are pictures and videos for file inputs, by label.
        """
        view = await self.modal(title)
        values: dict[str, Any] = {}
        labels = {block["label"]["text"] for block in view["blocks"] if block["type"] == "input"}
        for label, answer in answers.items():
            if f"{label} at" in labels:
                day, _, hour = answer.partition(" ")
                values[label] = day
                if hour:
                    values[f"{label} at"] = hour
            else:
                values[label] = answer
        if photo is not None:
            values["Flyer or photo"] = [as_file("flyer.jpg", photo)]
        values |= {label: as_files(given) for label, given in (files or {}).items()}
        outcome = await self.sandbox.do("slack/submit", user=self.user, view_id=view["id"], values=values)
        errors: Json = outcome["errors"]
        return errors

    async def send_video(self, video: bytes, text: str = "", *, about: str | None = None) -> str:
        """A video in the channel, or in the thread of a card."""
        return await self.say(text, about=about, files=[video])

    async def send_document(self, name: str, data: bytes) -> None:
        """Any file, under its own name."""
        wish = {"user": self.user, "channel": self.channel, "text": "", "files": [as_file(name, data)]}
        await self.sandbox.do("slack/say", **wish)

    async def close(self) -> None:
        """Press Cancel on the open modal."""
        await self.sandbox.do("slack/close", user=self.user)

    async def say(
        self, text: str, *, about: str | None = None, photo: bytes | None = None, files: Sequence[bytes] = ()
    ) -> str:
        """Say something in the channel, perhaps with pictures and videos.

        `about` replies in the thread of the card that shows these words.
        """
        wish: dict[str, Any] = {"user": self.user, "channel": self.channel, "text": text}
        if about:
            wish["thread_ts"] = (await self.sees(about)).handle["thread"]
        if photo is not None:
            wish["files"] = [as_file("flyer.jpg", photo)]
        if files:
            wish["files"] = as_files(files)
        ts: str = (await self.sandbox.do("slack/say", **wish))["ts"]
        return ts

    async def press(self, label: str, *words: str, force: bool = False) -> Seen:
        """Press the button that begins with `label` on the newest message that shows the words."""
        message = await self.sees(*words, button=label)
        button = message.handle["actions"][message.button(label)]
        await self.sandbox.do(
            "slack/press",
            user=self.user,
            channel=self.channel,
            ts=message.handle["ts"],
            action_id=button["action_id"],
            value=_value(button, message.button(label)),
            **({"force": True} if force else {}),
        )
        return message

    async def press_again(self, message: Seen, label: str) -> None:
        """Press a button that a message used to carry."""
        button = message.handle["actions"][message.button(label)]
        await self.sandbox.do(
            "slack/press",
            user=self.user,
            channel=self.channel,
            ts=message.handle["ts"],
            action_id=button["action_id"],
            value=_value(button, message.button(label)),
            force=True,
        )

    async def request_changes(self, words: str, *card: str) -> None:
        await self.press("Request changes", *card)
        await self.fill("Request changes", {"What should change?": words})

    async def edit(self, caption: str, *card: str) -> None:
        await self.press("Edit", *card)
        await self.fill("Edit the caption", {"Caption": caption})

    async def reschedule(self, when: str, *card: str) -> None:
        await self.press("Reschedule", *card)
        await self.fill("Reschedule", {"Goes out": when})

    async def add_post(self, answers: dict[str, str], files: Sequence[bytes] = (), *card: str) -> None:
        """Add a post on the campaign's card, the modal, submit."""
        await self.press("Add a post", *card)
        await self.fill("Add a post", answers, files={"Pictures or video": files} if files else None)

    async def details(
        self, answers: dict[str, str], *card: str, files: Mapping[str, Sequence[bytes]] | None = None
    ) -> None:
        """Details on a post's card, the modal, save."""
        await self.press("Details", *card)
        await self.fill("Details", answers, files=files)

    async def artist_photos(self, files: Sequence[bytes], names: str, *card: str) -> None:
        """Artist photos on a post's card, the modal, submit."""
        await self.press("Artist photos", *card)
        await self.fill("Artist photos", {"Who is who": names}, files={"Photos": files})

    async def settings(self, *, digest_hour: str, time_zone: str, comments: str = "Yes, quietly") -> None:
        """/rite settings, the modal, save."""
        await self.command("settings")
        await self.fill("Settings", {"Digest hour": digest_hour, "Time zone": time_zone, "Comments in chat": comments})

    async def brand(self, answers: dict[str, str], logo: bytes | None = None) -> None:
        """Change on the brand's card, the modal, save."""
        await self.press("Change", "Your brand")
        await self.fill("Your brand", answers, files={"Logo": [logo]} if logo else None)

    async def add_hashtags(self, answers: dict[str, str]) -> Json:
        """Add a set on the card of hashtags, the modal, submit; returns what was refused."""
        await self.press("Add a set", "Hashtags")
        return await self.fill("Add a set of hashtags", answers)

    async def hashtag_rules(self, most: str, place: str) -> None:
        """How many and where, the modal, save."""
        await self.press("How many and where", "Hashtags")
        await self.fill("Hashtags on posts", {"At most": most, "Where they stand": place})

    async def is_refused(self, *words: str) -> None:
        """A sentence stands beside an input of the open modal."""

        def looks(state: Json) -> bool:
            stack = self._mine(state["slack"]["modals"]) or []
            said = [text for view in stack[-1:] for text in (view.get("errors") or {}).values()]
            return any(all(word in text for word in words) for text in said)

        await self.sandbox.until(looks, f"a modal that says {words}")

    async def give_up(self) -> None:
        """Leave what was begun."""
        await self.close()

    async def open_home(self, *words: str) -> Json:
        """Open the Home tab and find these words there; returns the view."""
        await self.sandbox.do("slack/home", user=self.user)
        return await self.home_shows(*words)

    async def home_shows(self, *words: str, picture: bool = False) -> Json:
        """The Home tab that was opened before shows these words; returns the view."""

        def looks(state: Json) -> Any:
            view = self._mine(state["slack"]["homes"])
            shown = "\n".join(_texts(view["blocks"])) if view else ""
            drawn = view and any(block["type"] == "image" for block in view["blocks"])
            return view if view and all(word in shown for word in words) and (drawn or not picture) else None

        view: Json = await self.sandbox.until(looks, f"a Home tab with {words}")
        return view

    async def press_home(self, label: str) -> None:
        """Press a button of the Home tab."""
        view = self._mine((await self.sandbox.state())["slack"]["homes"])
        elements = [*_all(view["blocks"], "elements"), *_all(view["blocks"], "accessory")]
        button = next(one for one in elements if one["text"]["text"].startswith(label))
        wish = {"view_id": view["id"], "action_id": button["action_id"], "value": button["value"]}
        await self.sandbox.do("slack/press", user=self.user, **wish)

    async def sees(self, *words: str, button: str = "", picture: bool = False, gone: str = "") -> Seen:
        """The newest message that shows all words (and has the button, and the picture), waited for."""

        def looks(state: Json) -> Seen | None:
            return next(
                (
                    message
                    for message in reversed(self._messages(state))
                    if message.shows(*words)
                    and (not button or message.button(button))
                    and (not picture or message.picture)
                    and (not gone or not message.button(gone))
                ),
                None,
            )

        what = f"a Slack message with {words}" + (f" and [{button}]" if button else "")
        found: Seen = await self.sandbox.until(looks, what, shown=lambda state: transcript(self._messages(state)))
        return found

    async def is_told(self, *words: str) -> None:
        """Something privately said."""
        await self.sees(*words)

    async def messages(self) -> list[Seen]:
        return self._messages(await self.sandbox.state())

    def _messages(self, state: Json) -> list[Seen]:
        person = self.sandbox.world.person(self.user)
        return [
            self._seen(message)
            for message in state["slack"]["messages"].get(self.channel, [])
            if message.get("ephemeral_for") in (None, person.slack_id, person.key)
        ]

    @staticmethod
    def _seen(message: Json) -> Seen:
        texts, actions, links = [message.get("text") or ""], {}, {}
        picture = False
        hung = [block for one in message.get("attachments") or [] for block in one.get("blocks") or []]
        for block in [*(message.get("blocks") or []), *hung]:
            texts += _texts(block)
            picture = picture or block["type"] == "image"
            for element in block.get("elements", []) if block["type"] == "actions" else []:
                if element["type"] == "overflow":  # the rare ones, in a menu
                    actions |= {option["text"]["text"]: element for option in element["options"]}
                    continue
                label = element["text"]["text"]
                actions[label] = element
                if element.get("url"):
                    links[label] = element["url"]
        return Seen(
            text="\n".join(texts),
            buttons=list(actions),
            picture=picture,
            handle={
                "ts": message["ts"],
                "thread": message.get("thread_ts") or message["ts"],
                "actions": actions,
                "edited": message.get("edited"),
            },
            links=links,
            private=bool(message.get("ephemeral_for")),
        )


def _value(element: Json, label: str | None) -> Any:
    """What a press sends: the button's value, or that of the option in a menu."""
    chosen = (one["value"] for one in element.get("options", []) if one["text"]["text"] == label)
    return next(chosen, element.get("value"))


def _texts(value: Any) -> list[str]:
    """All text inside a block, however nested."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for key, inner in value.items() if key != "text" or not own for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return []


def _all(blocks: Sequence[Json], key: str) -> list[Json]:
    """Buttons of a view, in blocks of buttons or beside words."""
    found = [block[key] for block in blocks if key in block]
    flat = [one for entry in found for one in (entry if isinstance(entry, list) else [entry])]
    return [one for one in flat if one.get("type") == "button"]
