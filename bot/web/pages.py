"""The few pages people see in a browser."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from bot.language import reader, tr

RITE = Markup("<b>Rite</b>")


@cache
def _template() -> Template:
    source = files("bot.web").joinpath("page.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(source)


def page(title: str, *texts: str, status: int = 200) -> HTMLResponse:
    """A calm page with one heading and a few sentences; everything is escaped."""
    about = escape(tr("{rite} promotes your events from the chat you already live in.")).format(rite=RITE)
    html = _template().render(title=title, texts=texts, language=reader(), about=about)
    return HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})
