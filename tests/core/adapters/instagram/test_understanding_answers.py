"""Answers that are no plain refusals: gateways, oddities, and what must stay unknown."""

from datetime import timedelta
from typing import Any

import pytest
from instagram_answers import TOKEN, body, envelope

from core.adapters.instagram.calls import Call
from core.adapters.instagram.usage import Usage, usage_of
from core.adapters.instagram.wire import Answer, GraphError, understand
from core.errors import OutcomeUnknown, RateLimited, Refused, RiteError, Unavailable

HTML = b"<!DOCTYPE html><h1>Sorry, something went wrong.</h1>"


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (502, HTML),
        (500, b""),
        (503, body(envelope(190, 463))),
        (500, body(envelope(9007, 2207027))),
        (200, HTML),
        (200, b""),
        (200, b"[]"),
        (302, b""),
        (400, HTML),
        (400, b"{}"),
        (429, HTML),
        (400, body({"error": "odd"})),
        (400, body(envelope(None))),
        (400, body(envelope(999999, is_transient=True))),
        (403, body(envelope(4, 2207051, "Application request limit reached"))),
    ],
)
def test_after_publishing_anything_unclear_stays_unknown(status: int, content: bytes) -> None:
    with pytest.raises(OutcomeUnknown):
        understand(Answer(status, content), Call.PUBLISH)


@pytest.mark.parametrize("call", [Call.CREATE, Call.READ, Call.INSIGHTS, Call.LOGIN, Call.REFRESH])
@pytest.mark.parametrize(
    ("status", "content", "error"),
    [
        (502, HTML, Unavailable),
        (500, b"", Unavailable),
        (200, HTML, Unavailable),
        (400, b"[]", Unavailable),
        (404, b"{}", Unavailable),
        (429, b"", RateLimited),
        (500, body(envelope(2)), Unavailable),
        (500, body(envelope(999999)), Unavailable),
    ],
)
def test_any_other_call_is_tried_again_when_instagram_is_unwell(
    call: Call, status: int, content: bytes, error: type[RiteError]
) -> None:
    with pytest.raises(RiteError) as caught:
        understand(Answer(status, content), call)

    assert type(caught.value) is error


@pytest.mark.parametrize("status", [200, 400, 401, 403, 500])
def test_outside_publishing_the_code_counts_and_not_the_status(status: int) -> None:
    with pytest.raises(RateLimited):
        understand(Answer(status, body(envelope(80002))), Call.READ)


def test_ids_beyond_what_floats_can_hold_come_through_whole() -> None:
    told = understand(Answer(200, b'{"user_id": 27640875392278831}'), Call.LOGIN)

    assert told == {"user_id": 27640875392278831}


def test_a_reason_nobody_knows_is_passed_on_in_instagrams_own_words() -> None:
    content = body(envelope(31337, 5, "internal", error_user_msg="Posts about badgers are not taken."))
    with pytest.raises(Refused) as caught:
        understand(Answer(400, content), Call.CREATE)

    assert caught.value.code == "31337/5"
    assert "Posts about badgers are not taken." in caught.value.cause
    assert caught.value.remedy


def test_secrets_that_instagram_echoes_are_taken_out() -> None:
    content = body(envelope(31337, None, f"Bad token {TOKEN}", error_data={"given": TOKEN}))
    with pytest.raises(Refused) as caught:
        understand(Answer(400, content), Call.CREATE, hidden=(TOKEN, ""))

    said = caught.value.__cause__
    assert isinstance(said, GraphError)
    shown = f"{caught.value} {caught.value.cause} {vars(said)} {said!r}"
    assert TOKEN not in shown
    assert "Bad token •••" in shown


def test_the_vendors_own_error_can_be_found_again_by_its_trace() -> None:
    with pytest.raises(Unavailable) as caught:
        understand(Answer(400, body(envelope(100, 33))), Call.READ)

    assert str(caught.value.__cause__) == "100/33 (fbtrace AbCdEf)"


def test_the_wait_is_as_long_as_the_usage_header_says() -> None:
    with pytest.raises(RateLimited) as caught:
        understand(Answer(400, body(envelope(80002))), Call.READ, regain=timedelta(minutes=12))

    assert caught.value.after == timedelta(minutes=12)


CASE = '{"178":[{"type":"instagram","call_count":95,"total_time":20,"estimated_time_to_regain_access":%s}]}'


@pytest.mark.parametrize(
    ("headers", "usage"),
    [
        ({}, None),
        ({"x-app-usage": '{"call_count":28,"total_time":25,"total_cputime":31}'}, Usage(31, None)),
        ({"x-business-use-case-usage": CASE % 0}, Usage(95, None)),
        (
            {"x-business-use-case-usage": CASE % 12, "x-app-usage": '{"call_count":101}'},
            Usage(101, timedelta(minutes=12)),
        ),
        ({"x-business-use-case-usage": CASE.replace("178", "999") % 3}, Usage(95, timedelta(minutes=3))),
        ({"x-app-usage": "nonsense", "x-business-use-case-usage": "[]"}, None),
        ({"x-app-usage": '{"call_count":"many"}'}, None),
    ],
)
def test_usage_headers_are_read_when_they_are_there(headers: dict[str, str], usage: Any) -> None:
    assert usage_of(headers, "178") == usage
