"""Groups: let in, set up, put out, moved, and topics of a forum; who blocks us is told of to the owners."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from builders import NOW
from chat_stage import Chat
from sqlalchemy import select
from telegram import Update

from bot.cards.card import Call, Card, Text
from bot.flows import room
from bot.flows.form import InvalidAnswers, Reading
from bot.hushed import hushed, is_quiet
from bot.telegram.listeners import Listeners
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.poller import KINDS
from core.errors import NotAllowed
from core.events.model import Event
from core.notices.language import language_of
from core.notices.model import Conversation, MessageRef, NoticeKind
from core.notices.moved import chat_moved
from core.notices.notify import get_conversation
from core.notices.set_up import Manners, set_up
from core.workspaces.link import make_code
from core.workspaces.members import ChatIdentity, add_member, find_member
from core.workspaces.model import Platform, Role

GROUP, MOVED, CHANNEL = "-1002000000001", "-1002000000002", "-1002000000077"
ADA_IN_SLACK, ADAS_DIRECT = "U0ADA00001", "D1ADA00001"
GREETING = "Thanks for letting me in."
PATIENT = 60.0
"""Pop-ups come in time, however busy the machine is."""
ADMIN_OF_NOTHING = "Only an owner of your team"


@dataclass
class Crew:
    """The group of the look-alike, and a bot that listens when it is told to."""

    chat: Chat
    heard: int = 0
    updates: list[Update] = field(default_factory=list)

    def __post_init__(self) -> None:
        messenger = TelegramMessenger(self.chat.bot, self.chat.services.media)
        self.listeners = Listeners(self.chat.services, self.chat.bot, messenger, soon=PATIENT)

    async def listen(self) -> None:
        told = await self.chat.bot.get_updates(offset=self.heard, allowed_updates=KINDS)
        for update in told:
            self.heard = update.update_id + 1
            self.updates.append(update)
            await self.listeners.hear(update)

    async def do(self, act: str, **wish: Any) -> Any:
        answer = await self.chat.sandbox.do(f"telegram/{act}", **wish)
        await self.listen()
        return answer

    async def says(self, text: str, user: str = "ada", **wish: Any) -> None:
        await self.do("say", user=user, chat="group", text=text, **wish)

    async def press(self, label: str, user: str = "ada", chat: str = GROUP) -> None:
        shown = [one for one in await self.shown(chat=chat) if any(label in each["text"] for each in buttons(one))]
        data = next(each["data"] for each in buttons(shown[-1]) if label in each["text"])
        await self.do("press", user=user, chat=chat, message_id=shown[-1]["message_id"], data=data)

    async def shown(self, *words: str, chat: str = GROUP) -> list[dict[str, Any]]:
        """What the bot says there."""
        state = await self.chat.sandbox.state()
        said = [one for one in state["telegram"]["messages"][chat] if one["from"]["is_bot"] and not one.get("service")]
        return [one for one in said if all(word in (one.get("text") or one.get("caption", "")) for word in words)]

    async def place(self, topic: str = "", address: str = GROUP) -> Conversation:
        async with self.chat.services.db.reading() as session:
            found = await session.execute(
                select(Conversation).where(
                    Conversation.workspace_id == self.chat.team.workspace_id,
                    Conversation.address == address,
                    Conversation.topic == topic,
                )
            )
            return found.scalar_one()


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for row in message["buttons"] or [] for each in (row if isinstance(row, list) else [row])]


@pytest.fixture
async def crew(chat: Chat) -> Crew:
    """Ada is there, and reads Slack too."""
    one = Crew(chat)
    await chat.in_telegram()
    await chat.knows(chat.team.ada, Platform.SLACK, ADA_IN_SLACK)
    await chat.place(Platform.SLACK, ADAS_DIRECT, follows=False, member=chat.team.ada)
    await one.listen()
    return one


async def test_let_into_a_group_it_says_how_it_is_there_without_a_sound_and_is_set_up_by_questions(crew: Crew) -> None:
    await crew.do("kick", user="ada")
    await crew.do("invite", user="ada")
    (greeted,) = await crew.shown(GREETING, "I show the events begun here.", "makes a sound")
    assert greeted["silent"]
    assert len(await crew.shown()) == 1, "that somebody joined is no question"
    for answer in ("Set up this group", "All of the team", "Deutsch", "Yes", "23:00"):
        await crew.press(answer)
    place = await crew.place()
    assert (place.follows, place.language, place.silent) == (True, "de", False)
    assert (place.quiet_from, place.quiet_until, place.title) == (23, 9, "Warehouse crew")
    assert await crew.shown("Saved.", "I show all events of your team here.", "I speak Deutsch here.")
    await crew.chat.deliver()
    assert await crew.shown("Warehouse Night"), "what is planned is shown at once"


async def test_a_channel_that_lets_it_post_is_greeted_shown_what_is_planned_and_set_up_by_presses(crew: Crew) -> None:
    await crew.do("invite", user="ada", chat="channel")
    assert await crew.shown("I show drafts here", "Whoever reads this channel sees them, too.", chat=CHANNEL)
    for answer in ("Set up this channel", "All of the team", "The team's", "Only if", "Never"):
        await crew.press(answer, chat=CHANNEL)
    await crew.chat.deliver()
    assert await crew.shown("Warehouse Night", chat=CHANNEL)
    await crew.press("Set up this channel", user="gil", chat=CHANNEL)
    state = await crew.chat.sandbox.state()
    gil = str(crew.chat.sandbox.world.person("gil").telegram_id)
    assert "I don't know you yet" in state["telegram"]["answers"][gil][-1]["text"]
    calls = list(crew.chat.sandbox.platforms["telegram"].state.calls)
    pressed = [place for place, call in enumerate(calls) if call == "answerCallbackQuery"]
    assert {calls[place + 1] for place in pressed[:-1]} <= {"sendMessage", "editMessageText"}, "it rests first"
    await crew.do("kick", user="ada", chat="channel")
    assert not (await crew.place(address=CHANNEL)).reachable


async def test_owners_hear_elsewhere_that_a_group_is_lost_once(crew: Crew) -> None:
    await crew.says("/help")
    await crew.do("block", user="ada")
    await crew.do("kick", user="ada")
    await crew.chat.deliver()
    words = "I can't write in the Telegram group “Warehouse crew” any more: I was removed."
    assert await crew.chat.in_slack(words, channel=ADAS_DIRECT) == 1
    assert await crew.chat.in_slack("Ada has blocked me in Telegram.", channel=ADAS_DIRECT) == 1
    assert not (await crew.place()).reachable
    await crew.do("invite", user="ada")
    assert (await crew.place()).reachable


async def test_a_forum_s_topic_is_a_place_of_its_own_and_may_be_closed_alone(crew: Crew) -> None:
    await crew.says("/help")
    topic = (await crew.do("open_topic", user="ada", name="Artwork"))["topic"]
    await crew.says("/help", topic=topic)
    answers = await crew.shown("What I can do")
    assert [one.get("topic") for one in answers] == [None, topic]
    place = await crew.place(str(topic))
    await crew.chat.notice(NoticeKind.SAY, place.id, text="Stopped 3 posts.")
    await crew.chat.deliver()
    (said,) = await crew.shown("Stopped 3 posts.")
    assert said["topic"] == topic
    await crew.do("close_topic", topic=topic)
    await crew.chat.notice(NoticeKind.SAY, place.id, text="Stopped 4 posts.")
    await crew.chat.deliver()
    assert not (await crew.place(str(topic))).reachable
    assert (await crew.place()).reachable
    assert await crew.chat.in_ada_s_telegram("a topic of the Telegram group “Warehouse crew”") == 1


async def test_a_supergroup_is_the_same_place_also_when_somebody_spoke_there_first(crew: Crew) -> None:
    await crew.says("/help")
    services, team = crew.chat.services, crew.chat.team
    old = await crew.place()
    async with services.db.transaction() as session:
        await set_up(session, team.ada, old, Manners(False, "de", True, None), runs_room=False)
        session.add(_shown(team.workspace_id, old.id, team.campaign_id, "5"))
    young = await crew.chat.place(Platform.TELEGRAM, MOVED)
    async with services.db.transaction() as session:
        session.add(_shown(team.workspace_id, young, team.campaign_id, "2"))
    for _ in range(2):
        async with services.db.transaction() as session:
            await chat_moved(session, Platform.TELEGRAM, GROUP, MOVED)
    async with services.db.reading() as session:
        place = await get_conversation(session, team.workspace_id, old.id)
        assert (place.address, place.language) == (MOVED, "de")
        refs = select(MessageRef).where(MessageRef.workspace_id == team.workspace_id)
        (ref,) = (await session.execute(refs)).scalars()
        assert (ref.conversation_id, ref.message_id) == (old.id, "2")


def _shown(workspace_id: Any, place: Any, campaign: Any, message: str) -> MessageRef:
    return MessageRef(
        workspace_id=workspace_id,
        conversation_id=place,
        kind=NoticeKind.CAMPAIGN,
        subject_id=campaign,
        message_id=message,
        extra={},
    )


async def test_only_owners_and_admins_set_a_group_up(crew: Crew) -> None:
    await crew.says("/help")
    team, place = crew.chat.team, await crew.place()
    manners = Manners(True, None, False, (22, 8))
    async with crew.chat.services.db.transaction() as session:
        with pytest.raises(NotAllowed, match=ADMIN_OF_NOTHING):
            await set_up(session, team.cy, place, manners, runs_room=False)
        await set_up(session, team.cy, place, manners, runs_room=True)
        changed = await get_conversation(session, team.workspace_id, place.id)
        assert (changed.follows, changed.quiet_from, changed.quiet_until) == (True, 22, 8)
        assert await language_of(session, changed) == "en"


async def test_an_update_delivered_three_times_is_answered_once(crew: Crew) -> None:
    await crew.says("/help")
    update = crew.updates[-1]
    for _ in range(2):
        await crew.listeners.hear(update)
    assert len(await crew.shown("What I can do")) == 1


async def test_a_silent_room_sounds_for_whom_it_calls_and_quiet_hours_for_nobody(chat: Chat) -> None:
    place = await chat.conversation(await chat.place(Platform.TELEGRAM, GROUP))
    news, call = Card("News", lines=(Text("News"),)), Card("Ada", lines=(Call((("Ada", "1"),)),))
    assert not (await hushed(chat.services, place, news)).quiet
    place.silent = True
    assert (await hushed(chat.services, place, news)).quiet
    assert not (await hushed(chat.services, place, call)).quiet
    place.quiet_from, place.quiet_until = 0, 23
    assert (await hushed(chat.services, place, call)).quiet


@pytest.mark.parametrize(
    ("begins", "ends", "quiet"),
    [(22, 8, {22, 23, 0, 7}), (1, 4, {1, 3}), (5, 5, set())],
    ids=["over midnight", "within a day", "none"],
)
def test_quiet_hours_mostly_go_over_midnight(begins: int, ends: int, quiet: set[int]) -> None:
    looked_at = (22, 23, 0, 1, 3, 4, 5, 7, 8, 12)
    found = {hour for hour in looked_at if is_quiet(hour, begins, ends)}
    assert found >= quiet and not found & {12, ends}


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("22-8", (22, 8)), ("23:00 – 9:00", (23, 9)), ("22 bis 8", (22, 8)), ("0-24", None), ("at night", None)],
    ids=str,
)
def test_quiet_hours_are_typed_as_people_write_them(typed: str, hours: tuple[int, int] | None) -> None:
    raw = {"shows": "here", "language": "team", "sound": "loud", "quiet": typed}
    reading = Reading(NOW, "UTC", "en")
    if hours is not None:
        assert room.FORM.parse(raw, reading)["quiet"] == hours
        return
    with pytest.raises(InvalidAnswers, match="I need two hours"):
        room.FORM.parse(raw, reading)


def test_never_means_never() -> None:
    assert room.QUIET.parse("never", Reading(NOW, "UTC", "en")) is None


@pytest.mark.filterwarnings("ignore:.*`retry_after` will be of type")
async def test_an_answer_that_telegram_puts_off_comes_later_and_holds_nobody_up(crew: Crew) -> None:
    await crew.chat.sandbox.fault("telegram", "sendMessage", "retry_after", retry_after=30)
    await crew.says("/help")
    assert not await crew.shown("What I can do")
    await crew.says("/help", user="ada")
    assert len(await crew.shown("What I can do")) == 1
    await crew.chat.deliver()
    assert len(await crew.shown("What I can do")) == 2


async def test_whoever_is_known_in_both_houses_says_so_with_a_code_and_is_asked_first(crew: Crew) -> None:
    services, team = crew.chat.services, crew.chat.team
    ben = str(crew.chat.sandbox.world.person("ben").telegram_id)
    async with services.db.transaction() as session:
        identity = ChatIdentity(Platform.TELEGRAM, ben)
        await add_member(session, team.workspace_id, identity, name="Benny", role=Role.OWNER, now=NOW)
        code = await make_code(session, team.ben, NOW)
    await crew.do("say", user="ben", text=f"/start {code}")
    state = await crew.chat.sandbox.state()
    asked = state["telegram"]["messages"][ben][-1]
    assert "This code is Ben's, an approver. You are Benny, an owner. Is that you, too?" in asked["text"]
    (yes,) = buttons(asked)
    for _ in range(2):
        await crew.do("press", user="ben", message_id=asked["message_id"], data=yes["data"])
    async with services.db.reading() as session:
        one = await find_member(session, identity)
        assert one is not None and (one.id, one.role) == (team.ben.id, Role.OWNER)
    answers = (await crew.chat.sandbox.state())["telegram"]["answers"][ben]
    assert answers[0]["text"] == "Done: you are one person now, an owner, in both places."


async def test_two_people_create_two_events_at_once_in_one_group(crew: Crew) -> None:
    services, team = crew.chat.services, crew.chat.team
    async with services.db.transaction() as session:
        ben = ChatIdentity(Platform.TELEGRAM, str(crew.chat.sandbox.world.person("ben").telegram_id))
        await add_member(session, team.workspace_id, ben, name="Benny", role=Role.EDITOR, now=NOW)
    await crew.says("/new Techno night Fri 27 Nov 22:00, Halle 7, Berlin")
    await crew.says("/new Jazz night Sat 28 Nov 21:00, Halle 7, Berlin", user="ben")
    await crew.press("Create event", user="ben")
    await crew.says("/room")
    assert len(await crew.shown("In this chat")) == 1
    asked = [one for one in await crew.shown("Is this right?") if "Techno night" in one["text"]]
    data = next(each["data"] for each in buttons(asked[-1]) if each["text"] == "Create event")
    await crew.do("press", user="ada", chat="group", message_id=asked[-1]["message_id"], data=data)
    async with services.db.reading() as session:
        events = select(Event.name, Event.author_id).where(Event.workspace_id == team.workspace_id)
        made = {row.name: row.author_id for row in await session.execute(events)}
    assert {"Techno night", "Jazz night"} <= made.keys()
    assert made["Techno night"] == team.ada.id
    assert made["Jazz night"] not in (None, team.ada.id)
