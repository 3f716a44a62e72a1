"""Whatever a library writes, no secret is to be read in it, and nothing else is lost."""

import io
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import structlog
from pydantic import SecretStr
from stages.log_lines import logged_at_debug

from core.masking import COVER, masked, spellings
from core.settings import Settings

STATE = "Zk3v_Q9-aa81LmNopQrStUvWxYz01234"
BOT = "1000001:AAbbccddeeffgghh-iijjkk_ll"
IGA = "IGAAbcdef0123456789_-xyz"

LINES = {
    "bot address": (f"POST https://api.telegram.org/bot{BOT}/getUpdates", BOT),
    "bot file address": (f"GET https://api.telegram.org/file/bot{quote(BOT, safe='')}/photos/1.jpg", "AAbbccddee"),
    "rejected bot": (f"InvalidToken: The token `{BOT}` was rejected by the server.", BOT),
    "slack": ("token xoxb-12-34-AbCd rejected", "xoxb-12-34-AbCd"),
    "slack refreshable": ("xoxe.xoxb-1-AbCd", "AbCd"),
    "socket mode": ("xapp-1-A1-99-abcd", "A1-99-abcd"),
    "instagram in an address": (f"GET /refresh?access_token={IGA}&x=1", IGA),
    "instagram in a dict": (f"{{'access_token': '{IGA}'}}", IGA),
    "facebook": (f"Authorization: Bearer EAAB{IGA}", IGA),
    "unknown kind of token": ('{"access_token": "qwertz"}', "qwertz"),
    "escaped json": (r"{\"access_token\": \"qwertz\"}", "qwertz"),
    "app secret": ("?client_secret=abcdef&grant_type=x", "abcdef"),
    "media address": ("/media/aa.jpg?expires=1764&signature=ab-_9", "ab-_9"),
    "media address in a form": ("image_url=http%3A%2F%2Fx%3Fexpires%3D1%26signature%3Dab-_9%26", "ab-_9"),
    "connect link": (f"http://127.0.0.1/instagram/connect?state={STATE}", STATE),
    "callback": (f"GET /instagram/callback?code=AQ{STATE}%23_&state={STATE}", STATE),
    "invite link": (f"https://t.me/rite_bot?start={STATE}", STATE),
    "invite in words": (f"{{'text': '/start {STATE}', 'date': 1}}", STATE),
    "header pairs": (f"[(b'Authorization', b'Bearer {STATE}'), (b'X-Token', b'{STATE}')]", STATE),
    "model key": ("Incorrect API key provided: sk-sandbox", "sk-sandbox"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_secret_is_covered_wherever_it_stands(name: str) -> None:
    line, secret = LINES[name]
    assert secret in line
    assert secret not in masked(line)
    assert COVER in masked(line)


@pytest.mark.parametrize(
    "line",
    [
        "instagram refused code=190/463 fbtrace_id=AbCdEf method=GET path=/v25.0/1800 status=400",
        '{"error": {"code": 190, "error_subcode": 463}}',
        "task postponed reason='RateLimited: Too many calls' seconds=60.0 task=post.publish",
        "2026-11-22T18:00:00Z [info] state=scheduled 17841400000000001",
        "RITE_SECRET_KEYS is not set: make one with 32 bytes",
        'File "/app/core/adapters/instagram/login.py", line 70, in refresh',
    ],
)
def test_what_helps_stays_readable(line: str) -> None:
    assert masked(line) == line


def test_known_values_are_covered_in_every_spelling() -> None:
    known = spellings(["s3cret/with+signs", "short"])
    assert masked("a s3cret/with+signs, s3cret%2Fwith%2Bsigns, short", known) == f"a {COVER}, {COVER}, short"


def test_the_settings_know_their_secrets() -> None:
    settings = Settings(
        _env_file=None,
        database_url="postgresql://rite:hunter22@db/rite",
        redis_url="redis://:hunter33@redis/0",
        secret_keys=SecretStr("k2:bbbbbbbb=,k1:aaaaaaaa="),
        slack_signing_secret=SecretStr("signing"),
    )
    assert {"hunter22", "hunter33", "bbbbbbbb=", "aaaaaaaa=", "signing"} <= set(settings.secrets)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    with logged_at_debug(["the-known-one"]) as written:
        yield written


def test_a_librarys_line_and_its_traceback_come_out_masked(lines: io.StringIO) -> None:
    try:
        raise ValueError(f"the-known-one and {IGA}")
    except ValueError:
        logging.getLogger("some.library").exception("with %s", {"nested": [f"https://x/bot{BOT}/getMe"]})
    structlog.get_logger("ours").warning("said", deep={"list": [IGA, {"state": f"?state={STATE}"}]})
    said = lines.getvalue()
    assert "Traceback" in said and "nested" in said and "some.library" in said and "deep" in said
    assert [secret for secret in ("the-known-one", IGA, BOT, STATE) if secret in said] == []


@pytest.mark.parametrize("name", ["httpx", "telegram", "slack_sdk", "httpcore"])
def test_at_debug_the_platforms_libraries_speak_too(lines: io.StringIO, name: str) -> None:
    logging.getLogger(f"{name}.part").debug("hello")
    assert "hello" in lines.getvalue()
