"""What can go wrong, named for who can fix it.

RiteError
|- PersonCanFix         shown as words, never retried, never paged
|  |- InvalidAnswer     next to its question
|  |- NotAllowed        who could do it is part of the sentence
|  |- NotFound
|  |- NotNow            the state forbids it
|  |- ReconnectNeeded   carries the account; its card has a button
|  `- SettingsProblem   the operator's part
|- WaitAndRetry         carries `after`; retried, quiet, counted
|  |- RateLimited  Unavailable  NetworkTrouble  Busy
|- Refused              the platform said no; told to a person with a remedy
|  |- MediaRefused  CaptionRefused  DetailsRefused  QuotaSpent  PolicyRefused
|  `- ContainerGone     a new one may be made, once it is sure that nothing was published
`- OutcomeUnknown       the request left, no answer came: never retried, always reconciled

Anything else is our bug. A class's docstring is its default message.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from uuid import UUID


class Cure(StrEnum):
    """What a person does about a post that did not go out; the bot has a button for each."""

    NONE = "none"
    """No button helps: somebody else has to act, or nothing is wrong."""
    AGAIN = "again"
    CHANGES = "changes"
    """Other words or another painted picture."""
    EDIT = "edit"
    """The caption, by hand."""
    MEDIA = "media"
    """Another picture or video."""
    DETAILS = "details"
    """Tags, people it is published with, place, cover."""
    RECONNECT = "reconnect"
    RESCHEDULE = "reschedule"
    LOOK = "look"
    """It may be live: somebody looks and tells."""


class RiteError(Exception):
    """Something went wrong."""

    cure = Cure.NONE
    """What a person can do about it; a class's own unless the platform's refusal tells more."""

    def __init__(self, message: str | None = None, *, cure: Cure | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])
        if cure is not None:
            self.cure = cure

    @property
    def message(self) -> str:
        """One sentence for a person."""
        return str(self.args[0])


class PersonCanFix(RiteError):
    """That did not work; you can change it and try again."""


class InvalidAnswer(PersonCanFix):
    """I could not read that answer."""

    def __init__(self, message: str | None = None, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
        """Key of the form field the sentence belongs to, when there is one."""


class NotAllowed(PersonCanFix):
    """You may not do that here."""

    def __init__(self, message: str | None = None, *, ask: Sequence[UUID] = ()) -> None:
        super().__init__(message)
        self.ask = tuple(ask)
        """Members who may, and can be asked to."""


class NotFound(PersonCanFix):
    """I can't find that any more."""


class NotNow(PersonCanFix):
    """That is not possible at this point."""


class ReconnectNeeded(PersonCanFix):
    """Instagram access has ended; please reconnect the account."""

    cure = Cure.RECONNECT

    def __init__(self, message: str | None = None, *, account_id: UUID | None = None) -> None:
        super().__init__(message)
        self.account_id = account_id


class SettingsProblem(PersonCanFix):
    """A setting is missing or wrong."""


class WaitAndRetry(RiteError):
    """Not possible this minute; I try again by myself."""

    cure = Cure.AGAIN

    def __init__(self, message: str | None = None, *, after: timedelta | None = None, cure: Cure | None = None) -> None:
        super().__init__(message, cure=cure)
        self.after = after
        """How long the other side asked us to wait; None when it did not say."""


class RateLimited(WaitAndRetry):
    """Too many calls in a short time."""


class Unavailable(WaitAndRetry):
    """The other side is not available at the moment."""


class NetworkTrouble(WaitAndRetry):
    """The network did not carry the request."""


class Busy(WaitAndRetry):
    """Somebody else is working on the same thing."""


class Refused(RiteError):
    """The platform said no."""

    cure = Cure.AGAIN

    def __init__(
        self,
        message: str | None = None,
        *,
        code: str = "",
        cause: str = "",
        remedy: str = "",
        cure: Cure | None = None,
    ) -> None:
        super().__init__(message, cure=cure)
        self.code = code
        """The platform's code, "code/subcode" for Instagram."""
        self.cause = cause
        self.remedy = remedy


class MediaRefused(Refused):
    """Instagram did not take the picture."""


class CaptionRefused(Refused):
    """Instagram did not take the caption."""


class DetailsRefused(Refused):
    """Instagram did not take what goes with the post."""


class QuotaSpent(Refused):
    """Instagram's daily number of posts for this account is used up."""


class PolicyRefused(Refused):
    """Instagram restricts this account at the moment."""


class ContainerGone(Refused):
    """Instagram dropped the prepared picture before it went out."""

    hopeless = False
    """Whether another one would fare no better."""


class OutcomeUnknown(RiteError):
    """The request left and no answer came back; it may or may not have been done."""

    cure = Cure.LOOK
