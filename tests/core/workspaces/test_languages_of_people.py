"""Which language a team and its people are spoken to in, until somebody says otherwise."""

from builders import NOW

from core.notices.language import language_of
from core.notices.notify import find_or_add_conversation
from core.services import Services
from core.workspaces.configure import choose_language
from core.workspaces.members import ChatIdentity, add_member, add_workspace, get_workspace
from core.workspaces.model import Platform, Role


async def test_a_team_speaks_what_its_first_person_speaks_and_each_their_own(services: Services) -> None:
    async with services.db.transaction() as session:
        team = await add_workspace(session, "Warehouse Nights", NOW)
        people = [
            await add_member(
                session,
                team.id,
                ChatIdentity(Platform.SLACK, f"U{language}", "T1"),
                name=language,
                role=Role.OWNER,
                now=NOW,
                language=language,
            )
            for language in ("de", "fr")
        ]
        assert (await get_workspace(session, team.id)).language == "de"
        room = await find_or_add_conversation(session, team.id, Platform.SLACK, "C1", NOW, team="T1")
        own = await find_or_add_conversation(
            session, team.id, Platform.SLACK, "D1", NOW, team="T1", direct=True, member_id=people[1].id
        )
        assert await language_of(session, room) == "de"
        assert await language_of(session, own) == "fr"
        await choose_language(session, people[1], "it")
        assert await language_of(session, own) == "it"
        assert await language_of(session, room) == "de"
