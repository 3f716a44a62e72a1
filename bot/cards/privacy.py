"""What is kept about whoever asks, and the way to have it or to have it erased."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards.card import Action, Card, Line, Small, Style, Text
from bot.language import mark, tr, tr_many
from bot.tokens import Token
from bot.words import long_moment
from core.events.moments import to_local
from core.privacy.model import PrivacyRequest, Whose

KEPT = (
    mark("Of you I keep: your name, language and time zone, your ids in Slack and Telegram, and what you did here."),
    mark("Your team's events, posts, pictures and numbers belong to the team; they stay when one person is erased."),
)
ASKED = {
    Whose.PERSON: mark("You will be erased on {moment}."),
    Whose.TEAM: mark(
        "The whole team will be erased on {moment}, with everything it made. Until then nothing goes out."
    ),
}


@dataclass(frozen=True)
class Standing:
    """What somebody asked for that has not happened yet; grace is in days."""

    person: PrivacyRequest | None
    team: PrivacyRequest | None
    may_team: bool
    grace: int
    zone: str


def privacy_card(standing: Standing, said: str = "") -> Card:
    """`said` is what just happened."""
    lines: list[Line] = [Text(said)] if said else [Text(tr(line)) for line in KEPT]
    waiting = [request for request in (standing.person, standing.team) if request is not None]
    lines += [Text(_asked(request, standing.zone)) for request in waiting]
    if any(request.held for request in waiting):
        lines.append(Small(tr("What was approved is held meanwhile.")))
    lines += [Small(tr("Code of the request: {code}", code=request.code)) for request in waiting]
    return Card(
        summary=said or tr("What I keep about you, and how to have it or have it erased."),
        title=tr("Your data"),
        lines=tuple(lines),
        actions=(*_own(standing), *(_teams(standing) if standing.may_team else ())),
    )


def _asked(request: PrivacyRequest, zone: str) -> str:
    return tr(ASKED[request.whose], moment=long_moment(to_local(request.due_at, zone), zone))


def _own(standing: Standing) -> tuple[Action, ...]:
    get = Action(tr("Get my data"), Token("privacy.get_mine"))
    if standing.person is not None:
        return get, Action(tr("Keep me"), Token("privacy.keep_me"))
    sure = tr("Your name, ids and chats with me go for good; a yes you gave counts on, without your name.")
    return get, Action(
        tr("Erase me"), Token("privacy.erase_me"), style=Style.DANGER, confirm=f"{sure} {_then(standing)}"
    )


def _teams(standing: Standing) -> tuple[Action, ...]:
    get = Action(tr("Get the team's data"), Token("privacy.get_ours"))
    if standing.team is not None:
        return get, Action(tr("Keep the team"), Token("privacy.keep_us"))
    sure = tr("Every event, post, picture, account and person of this team goes for good. What is live stays live.")
    return get, Action(
        tr("Erase the team"), Token("privacy.erase_us"), style=Style.DANGER, confirm=f"{sure} {_then(standing)}"
    )


def _then(standing: Standing) -> str:
    """When that is, and the way back."""
    if not standing.grace:
        return tr("It happens at once.")
    return tr_many(
        "It happens in {n} day; until then you can take it back.",
        "It happens in {n} days; until then you can take it back.",
        standing.grace,
    )


def export_card(request: PrivacyRequest, address: str, until: datetime, zone: str) -> Card:
    """The file is there, or could not be made."""
    if not request.files:
        said = tr("I could not put your data into a file. Try again later, or ask whoever runs Rite.")
        return Card(said, title=tr("Your data"), lines=(Text(said),))
    whose = tr("All that I keep of your team is in one file.")
    if request.whose is Whose.PERSON:
        whose = tr("All that I keep of you is in one file.")
    return Card(
        summary=whose,
        title=tr("Your data"),
        lines=(
            Text(whose),
            Small(
                tr("The link works until {moment}. Whoever has it can read the file.", moment=long_moment(until, zone))
            ),
        ),
        actions=(Action(tr("Download"), url=address, style=Style.PRIMARY),),
    )
