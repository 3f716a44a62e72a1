"""What is wrong with a text in a parse mode, in the platform's words."""


class ParseError(ValueError):
    @classmethod
    def at(cls, words: str, source: str, index: int) -> "ParseError":
        """Name the place as the platform does, in bytes of the UTF-8 text."""
        place = len(source[:index].encode("utf-8", "surrogatepass"))
        return cls(f"{words} at byte offset {place}")
