"""The doctor sees before the first draft that a model is gone, a key is wrong or a price is missing."""

from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from stages.world import Sandbox

from core.settings import Settings
from rite.doctor_model import model_findings


@pytest.mark.parametrize(
    ("settings", "copywriter", "costs"),
    [
        ({}, "the model “gpt-5.4-mini” is there and the key works", "unknown. Set what “gpt-5.4-mini” costs in RITE_"),
        ({"openai_model": "gpt-0"}, "the server has no model “gpt-0”. Set RITE_OPENAI_MODEL", "unknown"),
        ({"openai_api_key": SecretStr("sk-wrong")}, "the server refuses OPENAI_API_KEY", "unknown"),
        ({"openai_base_url": "http://127.0.0.1:9/v1"}, "is not reachable. Check OPENAI_BASE_URL", "unknown"),
        (
            {"openai_prices": "gpt-5.4-mini=1/2"},
            "is there",
            "the price of “gpt-5.4-mini” is set, RITE_MODEL_BUDGET_USD is",
        ),
        ({"openai_prices": "gpt-5.4-mini=1/2", "model_budget_usd": 20}, "is there", "may spend 20 US dollars a month"),
    ],
    ids=["no price", "retired", "wrong key", "nobody there", "no budget", "all set"],
)
async def test_it_names_what_is_wrong_and_what_to_do(
    sandbox_server: Sandbox, settings: dict[str, Any], copywriter: str, costs: str
) -> None:
    usual = {
        "openai_api_key": SecretStr(sandbox_server.world.config.openai_api_key),
        "openai_base_url": f"{sandbox_server.url}/openai/v1",
    }
    async with httpx.AsyncClient() as http:
        there, priced = await model_findings(Settings(_env_file=None, **{**usual, **settings}), http)
    assert copywriter in there.what
    assert costs in priced.what


async def test_a_server_that_lists_nothing_is_believed() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(404, json={"detail": "Not Found"})

    settings = Settings(_env_file=None, openai_api_key=SecretStr("sk"), openai_base_url="http://model.test/v1")
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        there, _ = await model_findings(settings, http)
    assert there.well
    assert "does not tell which models it has" in there.what
