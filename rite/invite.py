"""rite invite: one-time links, also the way the first owner on Telegram comes in."""

from telegram import Bot
from telegram.error import TelegramError

from core.migrate import migrate
from core.services import Services, open_services
from core.settings import Settings, read_settings
from core.workspaces.members import add_workspace, first_workspace, invite
from core.workspaces.model import Role


async def make_invite(role: str, workspace_name: str) -> list[str]:
    """The lines to print: the link when the bot's name can be asked for, and the code in any case."""
    settings = read_settings()
    await migrate(settings.database_url)
    services = open_services(settings)
    try:
        token = await invite_token(services, Role(role), workspace_name)
    finally:
        await services.close()
    lines = [f"Code, works once, for a week: {token}", f"In Telegram, send the bot: /start {token}"]
    name = await bot_name(settings)
    return [f"https://t.me/{name}?start={token}", *lines] if name else lines


async def invite_token(services: Services, role: Role, workspace_name: str) -> str:
    """A fresh token for the first workspace, which is made when there is none."""
    async with services.db.transaction() as session:
        now = services.clock.now()
        workspace = await first_workspace(session)
        if workspace is None:
            workspace = await add_workspace(session, workspace_name, now)
        return await invite(session, workspace.id, role, now)


async def bot_name(settings: Settings) -> str | None:
    """The bot's user name, when Telegram is configured and answers."""
    if settings.telegram_bot_token is None:
        return None
    base = f"{settings.telegram_api_url.rstrip('/')}/bot"
    try:
        async with Bot(settings.telegram_bot_token.get_secret_value(), base_url=base) as bot:
            return bot.username
    except TelegramError:
        return None
