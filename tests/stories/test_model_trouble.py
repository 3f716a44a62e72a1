"""An evening on which the model is in one trouble after the other: every post is written, and it costs what it may."""

from pathlib import Path

from pydantic import SecretStr
from stages.evening import ANNOUNCEMENT, ON_SQLITE, connect, go_to_next_post, nothing_went_wrong, tonight
from stages.rite import opened
from stages.slack import SlackStage
from stages.world import Sandbox

GONE = "The model “gpt-5.4-mini” does not exist (any more)."


@ON_SQLITE
async def test_an_event_goes_from_message_to_live_post_while_the_model_fails(
    backing: tuple[str, str | None], sandbox_server: Sandbox, tmp_path: Path, unused_port: int
) -> None:
    model = {
        "openai_api_key": SecretStr(sandbox_server.world.config.openai_api_key),
        "openai_base_url": f"{sandbox_server.url}/openai/v1",
        "openai_prices": "gpt-5.4-mini=200/200",
        "openai_timeout_seconds": 5,
    }
    async with opened(sandbox_server, *backing, tmp_path, unused_port, **model) as rite:
        ada = SlackStage(rite.sandbox)
        await connect(ada)
        await rite.sandbox.do("openai/mode", mode="500")
        await tonight(ada)
        await ada.sees(ANNOUNCEMENT, "The model's server has trouble, so the offline writer wrote this.")

        await rite.sandbox.do("openai/mode", mode="stall", seconds=60)
        await ada.request_changes("make it shorter", ANNOUNCEMENT)
        await ada.sees(ANNOUNCEMENT, "Version 2 · offline writer", "The model took too long to answer")

        await rite.sandbox.do("openai/mode", mode="unknown_model")
        for version in (3, 4):
            await ada.request_changes("make it shorter", ANNOUNCEMENT)
            await ada.sees(ANNOUNCEMENT, f"Version {version} · offline writer", "does not exist (any more;")
        await ada.sees(GONE, "Whoever runs Rite sets RITE_OPENAI_MODEL to one that does and starts Rite anew.")
        assert sum(message.shows(GONE) for message in await ada.messages()) == 1

        await rite.sandbox.do("openai/mode", mode="ok")
        await ada.request_changes("make it shorter", ANNOUNCEMENT)
        await ada.sees(ANNOUNCEMENT, "Version 5 · gpt-5.4-mini", button="Approve")

        await ada.command("settings")
        assert await ada.fill("Settings", {"Model budget": "plenty"}) != {}
        await ada.fill("Settings", {"Model budget": "0.01"})
        await ada.sees("Saved.", "The model may cost $0.01 a month.")
        await ada.request_changes("without emoji", ANNOUNCEMENT)
        await ada.sees(ANNOUNCEMENT, "Version 6 · offline writer", "This month's budget for the model is spent")
        await ada.sees("This month's budget for the model is spent: $0.", "of $0.01", button="Settings")
        await ada.command("stats")
        await ada.sees("The model in November 2026", "of a budget of $0.01; it is spent")

        await ada.press("Approve for", ANNOUNCEMENT)
        await ada.sees(ANNOUNCEMENT, "Approved by Ada")
        await go_to_next_post(rite)
        await ada.sees(ANNOUNCEMENT, "Live", button="See it")
        assert len(await rite.sandbox.published()) == 1
        await nothing_went_wrong(rite)
