"""A pytest plugin that leaves the longest tests to whoever asks for them: `make test ARGS=--thorough`.

`@pytest.mark.thorough` is about a whole test, `@pytest.mark.thorough("telegram")` about its variants with that word.
"""

import pytest

OPTION = "--thorough"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, action="store_true", help="run the longest tests as well")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"thorough(*words): takes long; runs with {OPTION} alone, or when it is named")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Who names a test gets it."""
    if config.getoption(OPTION) or any("::" in argument for argument in config.args):
        return
    left = [item for item in items if is_for_later(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


def is_for_later(item: pytest.Item) -> bool:
    words = item.name.partition("[")[2].removesuffix("]").replace("+", "-").split("-")
    marks = item.iter_markers("thorough")
    return any(not mark.args or set(mark.args) & set(words) for mark in marks)
