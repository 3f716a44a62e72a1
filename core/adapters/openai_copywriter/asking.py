"""The questions of one piece of work: counted, and only asked while the allowance lasts."""

from typing import TYPE_CHECKING, TypeVar

from core.adapters.openai_copywriter.connection import Connection, Messages, NoAnswer
from core.ports.model import Allowance, ModelCall, ModelTrouble

if TYPE_CHECKING:
    from pydantic import BaseModel

Shape = TypeVar("Shape", bound="BaseModel")

SPENT = "This month's budget for the model is spent"


class Asking:
    """Made for one draft or one reading; `calls` is true at every moment, also after a failure."""

    def __init__(self, connection: Connection, allowance: Allowance) -> None:
        self._connection, self._allowance = connection, allowance
        self._calls: list[ModelCall] = []

    @property
    def calls(self) -> tuple[ModelCall, ...]:
        return tuple(self._calls)

    @property
    def model(self) -> str:
        """Who answered last."""
        return self._calls[-1].model

    async def ask(self, purpose: str, messages: Messages, shape: type[Shape]) -> Shape:
        """One answer in the shape asked for. Raises NoAnswer."""
        if not await self._allowance.lasts(self.calls):
            raise NoAnswer(SPENT, ModelTrouble.SPENT)
        try:
            answer = await self._connection.complete(messages, shape)
        except NoAnswer as why:
            if why.begun:
                self._calls.append(ModelCall(purpose=purpose, model=self._connection.model))
            raise
        from core.adapters.openai_copywriter.wire import counted, said  # loaded by now

        self._calls.append(counted(answer, purpose, self._connection.model))
        return said(answer, shape)
