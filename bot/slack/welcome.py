"""What happens once a team has let Rite in: its rows, its first owner, and a first word to them."""

from dataclasses import dataclass

import structlog
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.cards.onboarding import back_again_card, welcome_card
from bot.cards.stored import stored
from bot.language import mark, speaking
from bot.slack.access import Access
from bot.slack.clients import TeamClient, for_team
from bot.slack.messenger import SlackMessenger
from bot.slack.people import Newcomer, newcomer
from core.database import found_or_added
from core.installs.leave import come_back
from core.installs.onboarding import begin_onboarding, is_new_here
from core.installs.teams import let_in, let_in_everywhere
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import find_or_add_conversation, notify
from core.services import Services
from core.workspaces.members import ChatIdentity, add_member, find_member, members, workspace_for_team
from core.workspaces.model import Member, Platform, Role, Workspace

THANKS = mark(
    "Thanks for the invite. Here I post drafts to approve, and a digest on days when something happened. "
    "Begin with /rite new."
)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Arrived:
    workspace: Workspace
    installer: Member
    place: Conversation


class Welcome:
    def __init__(self, services: Services, access: Access, client: TeamClient, messenger: SlackMessenger) -> None:
        self._services, self._access, self._client, self._messenger = services, access, client, messenger

    async def installed(self, given: Installation) -> None:
        """Once or again: a second consent changes nothing but the token."""
        if given.team_id is None:
            await self._organization(given)
            return
        team = given.team_id
        self._access.forget(team)
        async with self._services.db.transaction() as session:
            was_gone = await let_in(session, team, given.enterprise_id)
        moves_in = await self._access.is_own(team)
        with for_team(team):
            person = await newcomer(self._client, given.user_id)
            address = await self._messenger.direct(given.user_id)
        async with self._services.db.transaction() as session:
            arrived = await self._arrive(session, given, person, address, moves_in=moves_in)
            with speaking(arrived.installer.language or arrived.workspace.language):
                await self._greet(session, arrived, was_gone=was_gone)

    async def _organization(self, given: Installation) -> None:
        """Its teams are met when somebody speaks there: only then is anything made for them."""
        async with self._services.db.transaction() as session:
            for team in await let_in_everywhere(session, str(given.enterprise_id)):
                await come_back(session, team)
                self._access.forget(team)

    async def _arrive(
        self, session: AsyncSession, given: Installation, person: Newcomer, address: str, *, moves_in: bool
    ) -> _Arrived:
        team, now = str(given.team_id), self._services.clock.now()
        name = given.team_name or team
        workspace = await workspace_for_team(session, team, name, now, moves_in=moves_in)
        workspace.name = name[:120]
        identity = ChatIdentity(Platform.SLACK, given.user_id, team)

        async def add() -> Member:
            return await add_member(
                session,
                workspace.id,
                identity,
                name=person.name,
                role=Role.OWNER,
                now=now,
                time_zone=person.time_zone,
                language=person.language,
            )

        installer = await found_or_added(session, lambda: find_member(session, identity), add)
        if all(one.role is not Role.OWNER for one in await members(session, workspace.id)):
            installer.role = Role.OWNER
        if workspace.time_zone == "UTC" and installer.time_zone:
            workspace.time_zone = installer.time_zone
        place = await find_or_add_conversation(
            session,
            workspace.id,
            Platform.SLACK,
            address,
            now,
            team=team,
            direct=True,
            member_id=installer.id,
            follows=False,
        )
        place.reachable = True
        return _Arrived(workspace, installer, place)

    async def _greet(self, session: AsyncSession, arrived: _Arrived, *, was_gone: bool) -> None:
        workspace, installer, place = arrived.workspace, arrived.installer, arrived.place
        going, waiting = await come_back(session, place.team, installer)
        if was_gone or going or waiting:
            self._say(session, arrived, back_again_card(going, waiting))
        elif await is_new_here(session, workspace.id):
            self._say(session, arrived, welcome_card(installer.name, workspace.name))
        await begin_onboarding(session, workspace.id, place.id, self._services.clock.now())

    @staticmethod
    def _say(session: AsyncSession, arrived: _Arrived, card: Card) -> None:
        notify(session, arrived.workspace.id, arrived.place.id, NoticeKind.SAY, card=stored(card))
