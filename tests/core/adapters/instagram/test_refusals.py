"""Every refusal in the table has a meaning, and words a person can act on."""

from datetime import timedelta

import pytest
from instagram_answers import body, envelope

from core.adapters.instagram.calls import Call
from core.adapters.instagram.refusals import Kind, Row, meaning, rows
from core.adapters.instagram.wire import REFUSED, Answer, GraphError, understand
from core.errors import (
    CaptionRefused,
    ContainerGone,
    DetailsRefused,
    MediaRefused,
    OutcomeUnknown,
    PolicyRefused,
    QuotaSpent,
    RateLimited,
    ReconnectNeeded,
    Refused,
    RiteError,
    SettingsProblem,
    Unavailable,
)

CLASSES: dict[Kind, type[RiteError]] = {
    Kind.AMBIGUOUS: OutcomeUnknown,
    Kind.RETRY: Unavailable,
    Kind.WAIT: RateLimited,
    Kind.NEW_CONTAINER: ContainerGone,
    Kind.RECONNECT: ReconnectNeeded,
}


def sample(row: Row) -> tuple[int | None, int | None, str]:
    """A code, subcode and message that only this row is meant for."""
    code = min(row.signs.codes, default=None)
    return code, min(row.signs.subcodes, default=None), f"(#{code}) {row.signs.says.upper()}"


def name(row: Row) -> str:
    code, subcode, _ = sample(row)
    return f"{code}/{subcode} {row.signs.says} {'+'.join(sorted(row.signs.calls))}".replace("  ", " ")


def calls_of(row: Row) -> list[Call]:
    """The calls for which no other row knows better."""
    code, subcode, words = sample(row)
    return [call for call in Call if meaning(code, subcode, words, call) is row]


def refusal(call: Call, code: object, subcode: int | None = None, message: str = "Refused.") -> RiteError:
    with pytest.raises(RiteError) as caught:
        understand(Answer(400, body(envelope(code, subcode, message))), call)
    return caught.value


def expected(row: Row) -> type[RiteError]:
    if row.about == "settings":
        return SettingsProblem
    return CLASSES.get(row.kind) or REFUSED.get(row.about, Refused)


@pytest.mark.parametrize("row", [pytest.param(row, id=name(row)) for row in rows()])
def test_each_row_is_reached_and_becomes_its_error_with_cause_and_remedy(row: Row) -> None:
    code, subcode, words = sample(row)
    assert calls_of(row), "another row hides this one"
    assert row.cause.endswith(".")
    assert row.remedy.endswith(".")

    for call in calls_of(row):
        error = refusal(call, code, subcode, words)
        if row.is_for_the_unknown and call.is_irrevocable:
            assert type(error) is OutcomeUnknown  # without even a code nothing is clear
            continue
        assert type(error) is expected(row)
        assert isinstance(error.__cause__, GraphError)
        if isinstance(error, Refused):
            assert error.cause.startswith(row.cause)
            assert error.remedy == row.remedy
            assert error.code == error.__cause__.code_text
        else:
            assert error.message == f"{row.cause} {row.remedy}"


@pytest.mark.parametrize("subcode", [None, 1, 2207001])
@pytest.mark.parametrize(
    ("call", "code", "error"),
    [
        (Call.PUBLISH, 1, OutcomeUnknown),
        (Call.PUBLISH, 2, OutcomeUnknown),
        (Call.PUBLISH, -1, OutcomeUnknown),
        (Call.CREATE, 1, Unavailable),
        (Call.CREATE, 2, Unavailable),
        (Call.READ, 1, Unavailable),
        (Call.READ, 2, Unavailable),
        (Call.PUBLISH, 190, ReconnectNeeded),
        (Call.PUBLISH, 102, ReconnectNeeded),
        (Call.READ, 190, ReconnectNeeded),
        (Call.PUBLISH, 4, RateLimited),
        (Call.PUBLISH, 17, RateLimited),
        (Call.PUBLISH, 32, RateLimited),
        (Call.PUBLISH, 341, RateLimited),
        (Call.PUBLISH, 613, RateLimited),
        (Call.PUBLISH, 80002, RateLimited),
        (Call.PUBLISH, 368, PolicyRefused),
        (Call.PUBLISH, 10, ReconnectNeeded),
        (Call.PUBLISH, 200, ReconnectNeeded),
        (Call.PUBLISH, 299, ReconnectNeeded),
    ],
)
def test_some_codes_mean_the_same_with_any_subcode(
    call: Call, code: int, subcode: int | None, error: type[RiteError]
) -> None:
    assert type(refusal(call, code, subcode)) is error


@pytest.mark.parametrize(
    ("call", "code", "subcode", "error"),
    [
        (Call.PUBLISH, 4, 2207051, OutcomeUnknown),
        (Call.CREATE, 4, 2207051, PolicyRefused),
        (Call.READ, 4, 2207051, RateLimited),
        (Call.PUBLISH, 506, None, OutcomeUnknown),
        (Call.PUBLISH, 24, 2207008, ContainerGone),
        (Call.PUBLISH, -2, 2207020, ContainerGone),
        (Call.PUBLISH, 9, 2207042, QuotaSpent),
        (Call.PUBLISH, 25, 2207050, PolicyRefused),
        (Call.CREATE, 25, 2207050, PolicyRefused),
        (Call.READ, 25, 2207050, RateLimited),
        (Call.CREATE, 36000, 2207004, MediaRefused),
        (Call.CREATE, 36001, 2207005, MediaRefused),
        (Call.CREATE, 36003, 2207009, MediaRefused),
        (Call.CREATE, 36003, None, MediaRefused),
        (Call.CREATE, 36004, 2207010, CaptionRefused),
        (Call.CREATE, 100, 2207040, DetailsRefused),
        (Call.CREATE, 110, 2207018, DetailsRefused),
        (Call.CREATE, 9004, 2207052, Unavailable),
        (Call.CREATE, -1, 2207001, Unavailable),
        (Call.READ, 100, 33, Unavailable),
        (Call.INSIGHTS, 100, 33, Unavailable),
        (Call.CREATE, 352, 2207026, MediaRefused),
        (Call.READ, 2500, None, Unavailable),
        (Call.CREATE, 2500, None, Refused),
        (Call.PUBLISH, 100, None, Refused),
        (Call.REFRESH, 190, 463, ReconnectNeeded),
        (Call.REFRESH, 100, None, RateLimited),
    ],
)
def test_known_refusals_become_these_errors(call: Call, code: int, subcode: int | None, error: type[RiteError]) -> None:
    assert type(refusal(call, code, subcode)) is error


@pytest.mark.parametrize("code", [(9007, 2207027), (24, 2207006)])
def test_a_container_that_is_not_ready_is_tried_again_in_five_seconds(code: tuple[int, int]) -> None:
    error = refusal(Call.PUBLISH, *code)

    assert isinstance(error, Unavailable)
    assert error.after == timedelta(seconds=5)


def test_being_throttled_always_says_how_long() -> None:
    waits = [refusal(Call.READ, code) for code in (4, 17, 32, 341, 613, 80002)]

    assert all(isinstance(error, RateLimited) and error.after for error in waits)


def test_too_many_hashtags_are_told_about_the_caption() -> None:
    error = refusal(Call.CREATE, 100, None, "(#100) The caption may hold at most 30 hashtags.")

    assert isinstance(error, CaptionRefused)
    assert "hashtags" in error.cause


def test_a_code_given_as_a_name_is_known_too() -> None:
    error = refusal(Call.CREATE, "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID")

    assert isinstance(error, Refused)
    assert "place" in error.cause
