"""A server that the environment offers is used, and missed at once when it is not there."""

import socket

import pytest

from provision.errors import ProvisioningFailed
from provision.servers import VARIABLES, offered
from provision.throwaway import free_port


def test_nothing_offered_means_one_has_to_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLES["redis"], raising=False)
    assert offered("redis") is None
    monkeypatch.setenv(VARIABLES["redis"], "")
    assert offered("redis") is None


def test_an_offered_server_that_listens_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"redis://:secret@127.0.0.1:{listener.getsockname()[1]}/3"
        monkeypatch.setenv(VARIABLES["redis"], url)
        assert offered("redis") == url


def test_an_offered_server_that_does_not_answer_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv(VARIABLES["postgres"], f"postgresql://rite:secret@127.0.0.1:{port}/postgres")
    with pytest.raises(ProvisioningFailed) as refused:
        offered("postgres")
    assert str(refused.value).startswith(f"RITE_TEST_DATABASE_URL is set, but nothing answers at 127.0.0.1:{port} (")
    assert "secret" not in str(refused.value)


def test_a_unix_socket_is_left_to_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES["postgres"], "postgresql://rite@/rite?host=/run/somewhere")
    assert offered("postgres") == "postgresql://rite@/rite?host=/run/somewhere"
