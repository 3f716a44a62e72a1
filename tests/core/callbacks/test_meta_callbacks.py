"""What Meta sends on its own accord must be signed with one of the app's secrets."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.callbacks.signed_request import read_signed_request
from core.callbacks.webhooks import Change, challenge, changes, check_signature
from core.errors import InvalidAnswer, NotAllowed

INSTAGRAM_SECRET, META_SECRET = "instagram-app-secret", "meta-app-secret"
ISSUED = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
PAYLOAD: dict[str, Any] = {
    "algorithm": "HMAC-SHA256",
    "expires": 1795363200,
    "issued_at": 1795359600,
    "user_id": "27640875392278831",
}


def url64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def signed(payload: Any, secret: str = INSTAGRAM_SECRET) -> str:
    encoded = url64(json.dumps(payload).encode())
    return f"{url64(hmac.digest(secret.encode(), encoded.encode(), hashlib.sha256))}.{encoded}"


@pytest.mark.parametrize("secret", [INSTAGRAM_SECRET, META_SECRET])
def test_a_request_signed_with_either_secret_tells_who(secret: str) -> None:
    told = read_signed_request(signed(PAYLOAD, secret), (INSTAGRAM_SECRET, META_SECRET))

    assert (told.app_scoped_id, told.issued_at) == ("27640875392278831", ISSUED)
    assert told.expires_at == ISSUED + timedelta(hours=1)


def test_a_number_for_a_name_and_no_time_are_taken() -> None:
    told = read_signed_request(signed({"algorithm": "hmac-sha256", "user_id": 276}), (INSTAGRAM_SECRET,))

    assert (told.app_scoped_id, told.issued_at, told.expires_at) == ("276", None, None)
    assert not told.is_over(ISSUED)


@pytest.mark.parametrize(
    ("payload", "lasts"),
    [
        (PAYLOAD, timedelta(hours=1)),
        ({name: value for name, value in PAYLOAD.items() if name != "expires"}, timedelta(hours=1)),
        (PAYLOAD | {"expires": PAYLOAD["issued_at"] + 300}, timedelta(minutes=5)),
    ],
)
def test_a_request_is_good_for_as_long_as_it_says_and_a_little_for_clocks_that_differ(
    payload: dict[str, Any], lasts: timedelta
) -> None:
    told = read_signed_request(signed(payload), (INSTAGRAM_SECRET,))

    assert not told.is_over(ISSUED + lasts + timedelta(minutes=5))
    assert told.is_over(ISSUED + lasts + timedelta(minutes=5, seconds=1))


def test_the_same_request_has_the_same_fingerprint_and_another_has_another() -> None:
    first, again = (read_signed_request(signed(PAYLOAD), (INSTAGRAM_SECRET,)) for _ in range(2))
    other = read_signed_request(signed(PAYLOAD | {"issued_at": 1795359601}), (INSTAGRAM_SECRET,))

    assert first.fingerprint == again.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    "forged",
    [
        "",
        ".",
        "no dot",
        "!!.!!",
        signed(PAYLOAD, "another secret"),
        signed(PAYLOAD | {"algorithm": "none"}),
        signed({"algorithm": "HMAC-SHA256"}),
        signed(["a list"]),
        signed(PAYLOAD, ""),
        signed(PAYLOAD).split(".")[0] + "." + signed(PAYLOAD | {"user_id": "1"}).split(".")[1],
        "." + signed(PAYLOAD).split(".")[1],
        "\xff.\xff",
    ],
)
def test_a_request_nobody_of_ours_signed_is_refused(forged: str) -> None:
    with pytest.raises(NotAllowed):
        read_signed_request(forged, (INSTAGRAM_SECRET, ""))


def test_without_any_secret_nothing_is_believed() -> None:
    with pytest.raises(NotAllowed):
        read_signed_request(signed(PAYLOAD, ""), ())


BODY = b'{"object":"instagram","entry":[{"text":"sch\\u00f6n"}]}'


def signature(secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), BODY, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("secret", [INSTAGRAM_SECRET, META_SECRET])
def test_a_delivery_signed_with_either_secret_is_believed(secret: str) -> None:
    check_signature(BODY, signature(secret), (INSTAGRAM_SECRET, META_SECRET))
    with pytest.raises(NotAllowed):
        check_signature(BODY + b" ", signature(secret), (INSTAGRAM_SECRET, META_SECRET))


@pytest.mark.parametrize("header", [None, "", "sha256=", "sha1=abc", signature("another"), signature(""), "sha256=ü"])
def test_a_delivery_without_our_signature_is_refused(header: str | None) -> None:
    with pytest.raises(NotAllowed):
        check_signature(BODY, header, (INSTAGRAM_SECRET, ""))


HANDSHAKE = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "our-word"}


def test_the_handshake_is_answered_for_our_word_alone() -> None:
    assert challenge(HANDSHAKE, "our-word") == "1158201444"
    for query, word in [
        (HANDSHAKE, "another"),
        (HANDSHAKE, None),
        (HANDSHAKE | {"hub.verify_token": ""}, ""),
        (HANDSHAKE | {"hub.mode": "unsubscribe"}, "our-word"),
        ({}, "our-word"),
    ]:
        with pytest.raises(NotAllowed):
            challenge(query, word)


VALUE = {"id": "17865799348089039", "text": "nice!"}


@pytest.mark.parametrize(
    "shape", [{"changes": [{"field": "comments", "value": VALUE}]}, {"field": "comments", "value": VALUE}]
)
def test_a_comment_is_read_from_both_shapes(shape: dict[str, Any]) -> None:
    entry = {"id": 17841405309211844, "time": 1795359600} | shape
    body = json.dumps({"object": "instagram", "entry": [entry]}).encode()

    assert changes(body) == (Change("17841405309211844", "comments", VALUE, datetime(2026, 11, 22, 15, 0, tzinfo=UTC)),)


def test_messages_and_other_things_we_do_not_read_are_no_changes() -> None:
    assert changes(b'{"object":"instagram","entry":[{"id":"1","time":1795359600,"messaging":[{}]}]}') == ()


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"entry":[1]}', b'{"entry":[{"id":"1"}]}', b'{"entry":5}'])
def test_a_delivery_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidAnswer):
        changes(body)
