"""What `rite doctor` says about the model: whether it is there, and whether its price and a budget are set."""

import httpx

from core.services import tariff_of
from core.settings import Settings
from rite.finding import Finding
from rite.golive.probes import OPENAI

OFFLINE = "Captions come from the offline writer meanwhile."


async def model_findings(settings: Settings, http: httpx.AsyncClient) -> list[Finding]:
    """Nothing of it is needed: without a model the offline writer writes."""
    if settings.openai_api_key is None:
        return [Finding(False, "Copywriter: offline (set OPENAI_API_KEY for a model).", optional=True)]
    headers = {"authorization": f"Bearer {settings.openai_api_key.get_secret_value()}"}
    url = f"{(settings.openai_base_url or OPENAI).rstrip('/')}/models"
    try:
        answer = await http.get(url, headers=headers, timeout=10)
    except httpx.HTTPError:
        why = f"Copywriter: {url} is not reachable. Check OPENAI_BASE_URL. {OFFLINE}"
        return [Finding(False, why, optional=True), _costs(settings)]
    return [_there(settings.openai_model, answer), _costs(settings)]


def _there(model: str, answer: httpx.Response) -> Finding:
    if answer.status_code in (401, 403):
        return Finding(False, f"Copywriter: the server refuses OPENAI_API_KEY. {OFFLINE}", optional=True)
    names = _names(answer)
    if names is None:
        return Finding(True, f"Copywriter: “{model}” is set; its server does not tell which models it has.")
    if model not in names:
        said = f"Copywriter: the server has no model “{model}”. Set RITE_OPENAI_MODEL to one it has. {OFFLINE}"
        return Finding(False, said, optional=True)
    return Finding(True, f"Copywriter: the model “{model}” is there and the key works.")


def _names(answer: httpx.Response) -> set[str] | None:
    """The models a server lists; None when it does not list them as OpenAI does."""
    try:
        return {str(model["id"]) for model in answer.json()["data"]} if answer.is_success else None
    except (ValueError, KeyError, TypeError):
        return None


def _costs(settings: Settings) -> Finding:
    tariff = tariff_of(settings)
    model = settings.openai_model
    if not tariff.knows(model):
        said = f"Model costs: unknown. Set what “{model}” costs in RITE_OPENAI_PRICES, else no budget can be held."
        return Finding(False, said, optional=True)
    if tariff.budget is None:
        return Finding(True, f"Model costs: the price of “{model}” is set, RITE_MODEL_BUDGET_USD is not.")
    return Finding(True, f"Model costs: each team may spend {settings.model_budget_usd} US dollars a month.")
