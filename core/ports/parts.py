"""Everything a use case may reach, as ports; core.services fills it in."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from core.clock import Clock
from core.database import Database
from core.operations.work import WorkTally
from core.ports.access import Product
from core.ports.calendars import CalendarPainter
from core.ports.charts import Charts
from core.ports.copywriter import Copywriter
from core.ports.describer import Describer
from core.ports.directory import Directory
from core.ports.film_maker import FilmMaker
from core.ports.forwarder import Forwarder
from core.ports.insights import InsightSource
from core.ports.login import Login
from core.ports.media import MediaStore, Thumbnails
from core.ports.pages import Pages
from core.ports.painter import Painter
from core.ports.photo_judge import PhotoJudge
from core.ports.publisher import Publisher
from core.ports.reader import Reader
from core.ports.reports import ReportPainter
from core.ports.sender import Sender
from core.ports.studio import Studio
from core.ports.vault import Vault
from core.ports.webhooks import Webhooks
from core.posts.limits import Limits
from core.privacy.retention import Retention
from core.telemetry.measures import Measures
from core.tempo import Tempo
from core.witness import Witness


class Parts(Protocol):
    """What production, the demo and the tests open once and hand to every use case."""

    @property
    def db(self) -> Database: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def witness(self) -> Witness:
        """What Instagram's answers said about the time."""
        ...

    @property
    def vault(self) -> Vault: ...
    @property
    def media(self) -> MediaStore: ...
    @property
    def thumbnails(self) -> Thumbnails: ...
    @property
    def logins(self) -> Mapping[Product, Login]:
        """The ways to sign an account in; Instagram's own always, Facebook's when it is set up."""
        ...

    @property
    def publisher(self) -> Publisher: ...
    @property
    def insights(self) -> InsightSource: ...
    @property
    def directory(self) -> Directory: ...
    @property
    def webhooks(self) -> Webhooks | None:
        """None while Instagram could not reach us: the word of the handshake is not set."""
        ...

    @property
    def copywriter(self) -> Copywriter: ...
    @property
    def reader(self) -> Reader: ...
    @property
    def describer(self) -> Describer | None:
        """None without a model: alt texts of uploaded pictures then tell what they belong to."""
        ...

    @property
    def pages(self) -> Pages: ...
    @property
    def sender(self) -> Sender: ...
    @property
    def painter(self) -> Painter: ...
    @property
    def photo_judge(self) -> PhotoJudge: ...
    @property
    def film_maker(self) -> FilmMaker: ...
    @property
    def studio(self) -> Studio: ...
    @property
    def charts(self) -> Charts: ...
    @property
    def reports(self) -> ReportPainter: ...
    @property
    def calendars(self) -> CalendarPainter: ...
    @property
    def forwarders(self) -> Mapping[str, Forwarder]:
        """Services that count what is done with Rite, by name; none unless they are set up."""
        ...

    @property
    def measures(self) -> Measures:
        """Where the machinery's times are counted."""
        ...

    @property
    def public_url(self) -> str:
        """How the world reaches us, without a trailing slash."""
        ...

    @property
    def mini_app_url(self) -> str | None:
        """Where Telegram's programs open our pages; None where they would not."""
        ...

    @property
    def tempo(self) -> Tempo:
        """How often each member may ask."""
        ...

    @property
    def folders(self) -> Iterable[Path]:
        """Where we write to on this machine: their disks may fill up."""
        ...

    @property
    def work(self) -> WorkTally:
        """What this process did, for those who run Rite."""
        ...

    async def queue_answers(self) -> bool:
        """Whether the queue takes something and gives it back."""
        ...

    @property
    def limits(self) -> Limits:
        """What Instagram takes, as far as an operator can set it; `session.info["limits"]` is the same."""
        ...

    @property
    def retention(self) -> Retention:
        """How long things are kept; `session.info["retention"]` is the same."""
        ...

    @property
    def alert_conversation(self) -> str | None:
        """Where operators' alerts go, as "slack:C123" or "telegram:-100123"; None: only into the log."""
        ...

    @property
    def lease(self) -> timedelta:
        """How long after its holder's end a piece of work may be taken over."""
        ...

    @property
    def publish_grace(self) -> timedelta:
        """How long an unknown publish outcome may still turn out to have worked."""
        ...
