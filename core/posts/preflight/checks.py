"""Everything Instagram would refuse, found before it is asked: pure."""

from collections.abc import Callable, Iterable, Iterator

from core.errors import InvalidAnswer
from core.posts.limits import LIMITS, Limits
from core.posts.preflight.people import people
from core.posts.preflight.pictures import pictures
from core.posts.preflight.planned import Finding, Planned
from core.posts.preflight.shape import login, reels_own, shape
from core.posts.preflight.videos import videos
from core.posts.preflight.words import caption, words

_RULES: tuple[Callable[[Planned], Iterator[Finding]], ...] = (
    *(shape, pictures, videos),
    *(words, people, reels_own, login),
)


def check(planned: Planned) -> tuple[Finding, ...]:
    """All that is wrong or worth knowing, blocking findings first, each once."""
    found = dict.fromkeys(finding for rule in _RULES for finding in rule(planned))
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def check_words(text: str, limits: Limits = LIMITS) -> tuple[Finding, ...]:
    """The same for a caption alone."""
    return tuple(sorted(caption(text, limits), key=lambda finding: not finding.blocks))


def insist(findings: Iterable[Finding]) -> None:
    """Raises InvalidAnswer for the first finding that blocks, next to its field."""
    for finding in findings:
        if finding.blocks:
            raise InvalidAnswer(finding.sentence, field=finding.field)
