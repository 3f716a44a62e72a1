"""A person in Telegram: types, answers questions, presses, reads. Everything goes over the wire."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from stages.messages import Seen, transcript
from stages.rite import Rite
from stages.uploads import as_file, is_video
from stages.world import Json, Sandbox

from bot.flows.catalogue import FORMS
from bot.flows.choose_account import WHICH
from bot.flows.form import Field
from bot.words import files_in_words
from core.workspaces.model import Role
from rite.invite import invite_token


class TelegramStage:
    name = "telegram"

    def __init__(self, sandbox: Sandbox, user: str = "ada") -> None:
        self.sandbox, self.user = sandbox, user

    def as_(self, user: str) -> "TelegramStage":
        """Another person's private chat."""
        return TelegramStage(self.sandbox, user)

    async def arrive(self, rite: Rite, role: Role = Role.OWNER) -> None:
        """Open the one-time link of `rite invite`."""
        token = await invite_token(rite.services, role, "Warehouse Nights")
        await self.sandbox.until(lambda state: state["telegram"]["commands"], "the bot's introduction")
        await self.say(f"/start {token}")
        await self.sees("You work with")

    @property
    def chat(self) -> str:
        return str(self.sandbox.world.person(self.user).telegram_id)

    async def new_event(self, answers: dict[str, str], photo: bytes | None = None) -> None:
        """/new, then one question after the other, then the summary's button."""
        before = await self._newest()
        await self.command("new")
        await self._answer((*FORMS["event"].fields, Field("account", "Account", WHICH)), answers, before, photo)
        await self.press("Create event")

    async def _newest(self) -> Seen | None:
        shown = [message for message in await self.messages() if message.buttons and not message.handle["mine"]]
        return shown[-1] if shown else None

    async def _answer(
        self, fields: Sequence[Field], answers: dict[str, str], before: Seen | None, photo: bytes | None = None
    ) -> None:
        """One question after the other, until all is said back."""
        question = before
        while True:
            question = await self._question(question)
            asked = next((field for field in fields if question.shows(field.question)), None)
            if asked is None:
                return
            if asked.label in answers:
                await self.say(answers[asked.label])
            elif asked.key == "photo" and photo is not None:
                await self.send_photo(photo)
            else:
                await self._tap(question, "Skip")

    async def add_post(self, answers: dict[str, str], files: Sequence[bytes] = (), *card: str) -> None:
        """Add a post on the campaign's card, files, one question after the other, then the summary's button."""
        before = await self._newest()
        await self.press("Add a post", *card)
        if files:
            await self.sees("Send up to ten pictures, or a video")
            await self.send_files(files)
            before = await self.press("That's all of them", f"{files_in_words(_kinds(files))} so far")
        await self._answer(FORMS["post"].fields, answers, before)
        await self.press("Add the post")

    async def details(
        self, answers: dict[str, str], *card: str, files: Mapping[str, Sequence[bytes]] | None = None
    ) -> None:
        """Details on a post's card, Change for each answer, save."""
        await self.press("Details", *card)
        for label, answer in {**answers, **(files or {})}.items():
            await self.press("Change", "Press Change to set or change")
            await self.press(label, "What shall I change?")
            if isinstance(answer, str):
                await self.say(answer)
            else:
                await self.send_files(answer)
        await self.press("Save", "Press Change to set or change")

    async def send_files(self, files: Sequence[bytes]) -> None:
        """An album when there are several."""
        if len(files) > 1:
            await self.send_album(files)
        elif is_video(files[0]):
            await self.send_video(files[0])
        else:
            await self.send_photo(files[0])

    async def _question(self, before: Seen | None) -> Seen:
        """The bot's newest message with buttons, once it is another than before: a new one or the old one redrawn."""

        def looks(state: Json) -> Seen | None:
            since = before.handle["id"] if before else 0
            asked = [message for message in self._messages(state) if message.handle["id"] >= since]
            found = [message for message in asked if message.button("Cancel") and not message.handle["mine"]]
            newest = found[-1] if found else None  # a card may come in between
            known = before and newest and (before.handle["id"], before.text) == (newest.handle["id"], newest.text)
            return None if known else newest

        question: Seen = await self.sandbox.until(looks, "the next question")
        return question

    async def sentence(self, text: str) -> None:
        """An event in one free sentence, confirmed."""
        await self.say(text)
        await self.press("Create event")

    async def command(self, text: str) -> None:
        await self.say(f"/{text}")

    async def say(self, text: str, *, about: str | None = None) -> int:
        """Say something; `about` replies to the card that shows these words. Returns the id of the update."""
        reply_to = (await self.sees(about)).handle["id"] if about else None
        wish: dict[str, Any] = {"user": self.user, "text": text}
        said = await self.sandbox.do("telegram/say", **wish, **({"reply_to": reply_to} if reply_to else {}))
        return int(said["update_id"])

    async def send_photo(self, photo: bytes, caption: str = "", kind: str = "photo", name: str = "flyer.jpg") -> None:
        data = base64.b64encode(photo).decode()
        wish = {"user": self.user, "kind": kind, "name": name, "base64": data}
        await self.sandbox.do("telegram/send_file", **wish, **({"caption": caption} if caption else {}))

    async def send_document(self, name: str, data: bytes) -> None:
        """Any file, under its own name."""
        await self.send_photo(data, kind="document", name=name)

    async def send_video(self, video: bytes, caption: str = "", kind: str = "video", name: str = "film.mp4") -> None:
        """A video as the app sends it, or with kind="document" as a file."""
        await self.send_photo(video, caption, kind, name)

    async def send_album(self, files: Sequence[bytes], caption: str = "", kind: str = "") -> None:
        """Several at once, under one media_group_id; what is no video is sent as a photo unless kind says else."""
        wish = [_held(number, one, kind) for number, one in enumerate(files, start=1)]
        await self.sandbox.do("telegram/send_album", user=self.user, files=wish, caption=caption)

    async def press(self, label: str, *words: str) -> Seen:
        """Press the button that begins with `label` on the newest message that shows the words."""
        message = await self.sees(*words, button=label)
        await self._tap(message, label)
        return message

    async def press_update(self, label: str, *words: str) -> int:
        """The same; returns the id of the update."""
        return await self._tap(await self.sees(*words, button=label), label)

    async def _tap(self, message: Seen, label: str) -> int:
        data = message.handle["actions"][message.button(label)]
        done = await self.sandbox.do("telegram/press", user=self.user, message_id=message.handle["id"], data=data)
        return int(done["update_id"])

    async def press_again(self, message: Seen, label: str) -> None:
        """Press a button that a message used to carry."""
        data = message.handle["actions"][message.button(label)]
        await self.sandbox.do("telegram/press", user=self.user, message_id=message.handle["id"], data=data, force=True)

    async def request_changes(self, words: str, *card: str) -> None:
        await self.press("Request changes", *card)
        await self.sees("What should change?")
        await self.say(words)

    async def edit(self, caption: str, *card: str) -> None:
        await self.press("Edit", *card)
        await self.sees("Send the whole caption")
        await self.say(caption)

    async def reschedule(self, when: str, *card: str) -> None:
        await self.press("Reschedule", *card)
        await self.sees("When should it go out?")
        await self.say(when)

    async def artist_photos(self, files: Sequence[bytes], names: str, *card: str) -> None:
        """Artist photos on a post's card, the photos, then whom they show."""
        await self.press("Artist photos", *card)
        await self.sees("Send the photos of the artists")
        await self.send_files(files)
        await self.press("That's all of them", "so far")
        await self.sees("Whom do they show?")
        await self.say(names)

    async def settings(self, *, digest_hour: str, time_zone: str, comments: str = "Yes, quietly") -> None:
        """/settings, and its questions; the team's language stays."""
        await self.command("settings")
        await self.press(digest_hour, "At which hour")
        await self.sees("Which time zone does the team live in?")
        await self.say(time_zone)
        await self.press("Skip", "Which language shall I speak")
        await self.press(comments, "what people write under the posts")
        await self.press("Skip", "a minute before a post leaves")

    async def brand(self, answers: dict[str, str], logo: bytes | None = None) -> None:
        """Change on the brand's card, Change for each answer, the logo sent as a file, save."""
        await self.press("Change", "Your brand", "Headlines")
        if logo is not None:
            await self.sees("Send your logo as a file", button="Save")
            await self.send_photo(logo, kind="document", name="logo.png")
            await self.sees("Logo: I have it", button="Save")
        for label, answer in answers.items():
            await self.press("Change", "Send your logo as a file")
            await self.press(label, "What shall I change?")
            await self.say(answer)
        await self.press("Save", "Send your logo as a file")

    async def add_hashtags(self, answers: dict[str, str]) -> None:
        """Add a set on the card of hashtags, one question after the other, then the summary's button."""
        before = await self._newest()
        await self.press("Add a set", "Hashtags")
        await self._answer(FORMS["hashtags_add"].fields, answers, before)
        await self.press("Add the set")

    async def hashtag_rules(self, most: str, place: str) -> None:
        """How many and where, and its two questions."""
        await self.press("How many and where", "Hashtags")
        await self.sees("How many hashtags shall a post have at most?")
        await self.say(most)
        await self.press(place, "Where shall they stand?")

    async def is_refused(self, *words: str) -> None:
        """The question comes again, with the reason."""
        await self.sees(*words, button="Cancel")

    async def give_up(self) -> None:
        """Leave what was begun."""
        await self.command("cancel")
        await self.sees("Dropped. Nothing was changed.")

    async def sees(self, *words: str, button: str = "", picture: bool = False, gone: str = "") -> Seen:
        """The newest message that shows all words (and has the button, and the picture), waited for.

        A button that stands behind More is looked for there.
        """
        found = await self._sees(*words, button=button, picture=picture, gone=gone, folded=True)
        if not button or found.button(button):
            return found
        await self._tap(found, "More")
        return await self._sees(*words, button=button, picture=picture, gone=gone)

    async def _sees(
        self, *words: str, button: str = "", picture: bool = False, gone: str = "", folded: bool = False
    ) -> Seen:
        def looks(state: Json) -> Seen | None:
            return next(
                (
                    message
                    for message in reversed(self._messages(state))
                    if not message.handle["mine"]
                    and message.shows(*words)
                    and (not button or message.button(button) or (folded and _hides(message, button)))
                    and (not picture or message.picture)
                    and (not gone or not message.button(gone))
                ),
                None,
            )

        what = f"a Telegram message with {words}" + (f" and [{button}]" if button else "")
        found: Seen = await self.sandbox.until(looks, what, shown=lambda state: transcript(self._messages(state)))
        return found

    async def is_told(self, *words: str) -> None:
        """A pop-up answered a press, or a message says it."""

        def looks(state: Json) -> bool:
            popups = [answer.get("text") or "" for answer in state["telegram"]["answers"].get(self.chat, [])]
            texts = [*popups, *(message.text for message in self._messages(state) if not message.handle["mine"])]
            return any(all(word.casefold() in text.casefold() for word in words) for text in texts)

        await self.sandbox.until(looks, f"a Telegram answer with {words}")

    async def messages(self) -> list[Seen]:
        return self._messages(await self.sandbox.state())

    def _messages(self, state: Json) -> list[Seen]:
        shown = state["telegram"]["messages"].get(self.chat, [])
        pictures = {message["message_id"] for message in shown if message.get("photo_url")}
        return [self._seen(message, pictures) for message in shown]

    @staticmethod
    def _seen(message: Json, pictures: set[int]) -> Seen:
        flat = [button for row in message.get("buttons") or [] for button in row]
        answered = message.get("reply_to")
        answered_id = answered.get("message_id") if isinstance(answered, dict) else answered
        return Seen(
            text=message.get("text") or message.get("caption") or "",
            buttons=[button["text"] for button in flat],
            # A long card is a text message that answers to its own picture.
            picture=message["message_id"] in pictures or answered_id in pictures,
            handle={
                "id": message["message_id"],
                "actions": {button["text"]: button.get("data") for button in flat},
                "mine": not message["from"]["is_bot"],
                "edited": message.get("edit_date"),
            },
            links={button["text"]: button["url"] for button in flat if button.get("url")},
        )


RARE = (
    *("Restyle", "Details", "As ", "Artist photos", "No story", "Also as a story", "Other formats", "Why", "History"),
    *("Who is who", "Change all posts", "Change account", "Goals"),
)
"""How the buttons begin that may stand behind More."""


def _hides(message: Seen, label: str) -> bool:
    return label.startswith(RARE) and message.button("More") is not None


def _held(number: int, data: bytes, kind: str) -> Json:
    ending, usual = ("mp4", "video") if is_video(data) else ("jpg", "photo")
    return {"kind": kind or usual, **as_file(f"file-{number}.{ending}", data)}


def _kinds(files: Sequence[bytes]) -> list[str]:
    return ["a.mp4" if is_video(data) else "a.jpg" for data in files]
