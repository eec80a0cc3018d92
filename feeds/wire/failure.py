"""What goes wrong on the way, by a short name."""


class WireError(Exception):
    """No answer that can be used: ``name`` is the short error, the message a line for a person that shows no secret."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(detail)
        self.name = name
