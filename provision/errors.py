"""What can go wrong while a machine is being set up."""


class ProvisioningFailed(Exception):
    """Something needed is not there and could not be fetched; the message is one sentence for a person."""


class CommandFailed(Exception):
    """A command ended badly.

    Attributes:
        output: what the command wrote, standard error last.
    """

    def __init__(self, command: str, status: int, output: str) -> None:
        super().__init__(f"`{command}` ended with status {status}")
        self.output = output

    @property
    def last_line(self) -> str:
        """The line in which most programs say why; empty when nothing was written."""
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        return lines[-1] if lines else ""
