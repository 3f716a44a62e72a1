"""rite doctor: what is configured, what is reachable, what to do next."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import text

from core.adapters.key_ring import FILE_NAME
from core.adapters.pillow_painter.ruler import can_shape
from core.operations.backlog import given_up_count
from core.services import Services, open_services
from core.settings import Settings, read_settings
from core.templates.fonts.faces import system_faces
from rite.doctor_model import model_findings
from rite.doctor_safety import weak_settings
from rite.finding import Finding
from rite.golive.probes import probe_slack, probe_telegram


async def examine() -> list[Finding]:
    """Look at everything once; nothing is changed."""
    settings = read_settings()
    services = open_services(settings)
    try:
        findings = [await _database(services), await _queue(services), await _tasks(services)]
        findings += [pictures(can_shape(), {each.key for each in system_faces()}), *_configured(settings)]
        if settings.slack_bot_token is not None:
            values = {"RITE_SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value()}
            findings.append(await probe_slack(services.http, settings, values))
        if settings.telegram_bot_token is not None:
            values = {"RITE_TELEGRAM_BOT_TOKEN": settings.telegram_bot_token.get_secret_value()}
            findings.append(await probe_telegram(services.http, settings, values))
        findings += weak_settings(settings, [Path(".env"), settings.var_dir / FILE_NAME])
        return [*findings, *await model_findings(settings, services.http)]
    finally:
        await services.close()


async def _database(services: Services) -> Finding:
    try:
        async with services.db.reading() as session:
            await session.execute(text("SELECT count(*) FROM workspaces"))
    except Exception:
        return Finding(
            False, "Database: not reachable or not migrated. Check RITE_DATABASE_URL and run `rite migrate`."
        )
    return Finding(True, "Database: reachable and migrated.")


async def _queue(services: Services) -> Finding:
    if services.settings.redis_url is None:
        return Finding(True, "Queue: inside one process (`rite up`). Set RITE_REDIS_URL to run more.")
    if await services.queue_answers():
        return Finding(True, "Queue: Redis answers.")
    return Finding(False, "Queue: Redis does not answer. Check RITE_REDIS_URL.")


async def _tasks(services: Services) -> Finding:
    try:
        async with services.db.reading() as session:
            count = await given_up_count(session)
    except Exception:
        return Finding(False, "Tasks: unknown, the database does not tell.", optional=True)
    if not count:
        return Finding(True, "Tasks: none was given up.")
    given_up = "1 was" if count == 1 else f"{count} were"
    return Finding(False, f"Tasks: {given_up} given up. `rite tasks` lists them and can run them again.", optional=True)


_WITHOUT_FONTS = {
    "cjk": "Chinese, Japanese and Korean letters will be empty boxes. Install fonts-noto-cjk.",
    "emoji": "emoji will be left out. Install fonts-noto-color-emoji.",
}


def pictures(shapes: bool, fonts: Collection[str]) -> Finding:
    """What flyers cannot show; `fonts` are the keys of the system's faces that were found."""
    lacking = [] if shapes else ["Arabic, Hebrew and Indic letters will not join. Install libfribidi0."]
    lacking += [told for key, told in _WITHOUT_FONTS.items() if key not in fonts]
    if lacking:
        return Finding(False, f"Pictures: {' '.join(told[0].upper() + told[1:] for told in lacking)}", optional=True)
    return Finding(True, "Pictures: all scripts and emoji can be drawn.")


def _configured(settings: Settings) -> list[Finding]:
    slack = settings.slack_bot_token is not None or settings.slack_is_installable
    houses = slack or settings.telegram_bot_token is not None
    hint = "Set RITE_SLACK_BOT_TOKEN and RITE_SLACK_SIGNING_SECRET, or RITE_TELEGRAM_BOT_TOKEN (docs/going-live.md)."
    signed = not slack or settings.slack_signing_secret or settings.slack_app_token
    instagram = bool(settings.instagram_app_id and settings.instagram_app_secret)
    public = settings.public_url.startswith("https://")
    return [
        Finding(houses, "Chat: configured." if houses else f"Chat: no house yet. {hint}"),
        Finding(bool(signed), "Slack deliveries: checked." if signed else "Slack: set RITE_SLACK_SIGNING_SECRET."),
        Finding(
            settings.slack_is_installable,
            f"Slack: teams install Rite at {settings.public_url}/slack/install."
            if settings.slack_is_installable
            else "Slack: one workspace only (RITE_SLACK_CLIENT_ID and its secret let teams install Rite).",
            optional=True,
        ),
        Finding(
            instagram,
            "Instagram: app configured."
            if instagram
            else "Instagram: set RITE_INSTAGRAM_APP_ID and RITE_INSTAGRAM_APP_SECRET.",
        ),
        Finding(
            bool(settings.facebook_app_id and settings.facebook_app_secret),
            "Facebook login: configured."
            if settings.facebook_app_id and settings.facebook_app_secret
            else "Facebook login: off (for accounts behind Pages, set RITE_FACEBOOK_APP_ID and its secret).",
            optional=True,
        ),
        Finding(
            public,
            f"Public address: {settings.public_url}."
            if public
            else f"Public address: {settings.public_url} is not https, so Instagram and webhooks can't reach it.",
            optional=True,
        ),
    ]
