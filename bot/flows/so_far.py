"""Files are sent, not typed: what came so far in answer to an open question for files."""

from bot.flows.form import Form, Kind
from core.notices.model import Talk

ENOUGH = (
    *("done", "ok", "okay", "yes", "all", "that's all", "that's all of them"),
    *("fertig", "das sind alle", "listo", "eso es todo", "fini", "c'est tout", "fatto", "è tutto", "pronto", "é tudo"),
)


def spoken(form: Form, talk: Talk, raw: str) -> str:
    """The answer somebody gives in words: about files, words only say that they are all there."""
    files = files_so_far(form, talk)
    return files if files and raw.strip(" .!").casefold().replace("’", "'") in ENOUGH else raw


def files_so_far(form: Form, talk: Talk) -> str:
    """The raw answer as it is now; "" when no question for files is open, or nothing came."""
    asked = [field.key for field in form.fields if field.key == talk.field and field.kind is Kind.MEDIA]
    return str(talk.answers.get(asked[0], "")) if asked else ""
