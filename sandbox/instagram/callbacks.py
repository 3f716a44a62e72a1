"""What Meta tells an app about people who leave: deauthorize and data deletion, each with a signed_request."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import httpx

from sandbox.instagram.calls import Json
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Account
from sandbox.instagram.signing import signed_request

DEAUTHORIZE, DATA_DELETION = "/instagram/deauthorize", "/instagram/data-deletion"
GOOD_FOR = timedelta(hours=1)


async def deauthorized(ledger: Ledger, account: Account) -> Json:
    """Tell the service that a person removed the app; any 200 will do."""
    answer = await _call(ledger, DEAUTHORIZE, account)
    return {"ok": answer.status_code == httpx.codes.OK, "status": answer.status_code, "body": answer.text}


async def deletion_wanted(ledger: Ledger, account: Account) -> Json:
    """Ask the service to forget a person, and check its answer as Meta does.

    problems names what is wrong with the answer: it must be JSON with a url that opens, and a confirmation_code.
    """
    answer = await _call(ledger, DATA_DELETION, account)
    problems = await _problems(ledger, answer)
    return {"ok": not problems, "status": answer.status_code, "body": answer.text, "problems": problems}


async def _call(ledger: Ledger, path: str, account: Account) -> httpx.Response:
    now = ledger.now()
    payload = {
        "algorithm": "HMAC-SHA256",
        "expires": int((now + GOOD_FOR).timestamp()),
        "issued_at": int(now.timestamp()),
        "user_id": account.app_scoped_id,
    }
    signed = signed_request(ledger.world.config.instagram_app_secret, payload)
    body = urlencode({"signed_request": signed}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return await ledger.world.deliver("instagram", path, content=body, headers=headers)


async def _problems(ledger: Ledger, answer: httpx.Response) -> list[str]:
    if answer.status_code != httpx.codes.OK:
        return [f"the answer is {answer.status_code}, not 200"]
    try:
        said = json.loads(answer.text)
        url, code = said["url"], said["confirmation_code"]
    except (ValueError, KeyError, TypeError):
        return ["the answer is not JSON with url and confirmation_code"]
    problems = [] if isinstance(code, str) and code.isalnum() else ["confirmation_code is not letters and digits"]
    try:
        status = (await ledger.world.http.get(str(url))).status_code
    except (httpx.HTTPError, httpx.InvalidURL):
        return [*problems, "url does not open"]
    return problems if status == httpx.codes.OK else [*problems, f"url answers {status}"]
