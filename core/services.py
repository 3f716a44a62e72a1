"""The composition root: one short place where real things meet, used by production, the demo and the tests alike."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import httpx
from dramatiq.broker import Broker
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from core.accounts.gate import AccountGate
from core.accounts.token_log import TokenLog
from core.adapters.analytics import open_forwarders
from core.adapters.calendar_painter import PillowCalendars
from core.adapters.call_window import CallWindow
from core.adapters.film_maker import FlyerFilmMaker
from core.adapters.instagram.ask_time import date_asker
from core.adapters.instagram.client import InstagramClient, open_http
from core.adapters.instagram.directory import InstagramDirectory
from core.adapters.instagram.facebook_login import FacebookLogin
from core.adapters.instagram.insights import InstagramInsights
from core.adapters.instagram.login import InstagramLogin
from core.adapters.instagram.publisher import InstagramPublisher
from core.adapters.instagram.subscriptions import InstagramWebhooks
from core.adapters.key_ring import open_ring
from core.adapters.matplotlib_charts import MatplotlibCharts
from core.adapters.media_store import SignedMediaStore, open_media
from core.adapters.openai_copywriter import Connection, OpenAICopywriter, OpenAIDescriber, OpenAIReader
from core.adapters.page_fetcher import EventbritePages, PageFetcher, WebhookSender
from core.adapters.photo_judge import PillowPhotoJudge
from core.adapters.pillow_painter import PillowPainter
from core.adapters.queue import DramatiqBell, makes_the_round, open_broker
from core.adapters.report_pdf import PdfReports
from core.adapters.studio.studio import FileStudio
from core.adapters.thumbnails import DiskThumbnails
from core.adapters.turns import Turns
from core.adapters.vault import KeyRingVault
from core.clock import Clock, MovableClock
from core.copy.offline import NO_MODEL, OfflineCopywriter
from core.database import Database, open_engine
from core.events.extract import OfflineReader
from core.operations.work import WorkTally
from core.outbox import Bell, ring_enqueued
from core.ports.access import Product
from core.ports.calendars import CalendarPainter
from core.ports.charts import Charts
from core.ports.copywriter import Copywriter
from core.ports.describer import Describer
from core.ports.directory import Directory
from core.ports.film_maker import FilmMaker
from core.ports.forwarder import Forwarder
from core.ports.gate import Ceiling
from core.ports.insights import InsightSource
from core.ports.login import Login
from core.ports.media import Thumbnails
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
from core.process import Process
from core.settings import Settings
from core.settled import Settled, limits_of, retention_of
from core.shared_clock import LocalClock, SharedClock, clock_of
from core.spending.prices import MILLION, Tariff, read_rates
from core.telemetry.measures import Measures
from core.telemetry.track import FORWARDED
from core.tempo import Tempo
from core.witness import Witness


@dataclass(frozen=True)
class Services(Settled):
    """Everything that is opened once per process. Implements core.ports.parts.Parts."""

    clock: Clock
    witness: Witness
    db: Database
    broker: Broker
    bell: Bell
    vault: Vault
    media: SignedMediaStore
    logins: Mapping[Product, Login]
    publisher: Publisher
    insights: InsightSource
    directory: Directory
    webhooks: Webhooks | None
    copywriter: Copywriter
    reader: Reader
    model: Connection | None
    """What copywriter, reader and describer ask; None: they do without."""
    describer: Describer | None
    pages: Pages
    sender: Sender
    painter: Painter
    thumbnails: Thumbnails
    film_maker: FilmMaker
    photo_judge: PhotoJudge
    studio: Studio
    charts: Charts
    reports: ReportPainter
    calendars: CalendarPainter
    http: httpx.AsyncClient
    ceiling: Ceiling
    token_log: TokenLog
    work: WorkTally
    tempo: Tempo
    """How often each member may ask."""
    forwarders: Mapping[str, Forwarder]
    measures: Measures

    async def queue_answers(self) -> bool:
        """Whether the queue takes something and gives it back; the one inside this process always does."""
        return await makes_the_round(self.broker)

    async def close(self) -> None:
        if self.model is not None:
            await self.model.close()
        await self.http.aclose()
        await self.token_log.close()
        for forwarder in self.forwarders.values():
            await asyncio.to_thread(forwarder.close)
        await self.ceiling.close()
        await self.db.close()
        if isinstance(self.bell, DramatiqBell):
            await asyncio.to_thread(self.bell.close)
        self.broker.close()


def open_services(
    settings: Settings,
    *,
    clock: Clock | None = None,
    process: Process = Process.COMMAND,
    trusted_pages: Collection[str] = (),
) -> Services:
    """Open everything the settings describe. Nothing is connected yet; connections are made on first use.

    process is what this process is; uses of tokens are noted under it. trusted_pages: places ("127.0.0.1:8081") whose
    pages may be read though they are not out on the public net: the sandbox's, and nobody else's.
    """
    engine, http = open_engine(settings.database_url, pool_size=settings.database_connections // 2), open_http()
    witness = Witness(date_asker(http, settings.instagram_graph_url))
    clock = clock or _clock(settings, engine, witness)
    broker = open_broker(settings.redis_url)
    bell = DramatiqBell(broker)

    async def after_commit(session: AsyncSession) -> None:
        await ring_enqueued(session, bell)

    vault = KeyRingVault(open_ring(settings), reread=lambda: open_ring(settings))
    turns = Turns()
    painter = PillowPainter(turns=turns)
    media = open_media(settings, vault, clock, http)
    forwarders = open_forwarders(settings, clock)
    db = Database(
        engine,
        clock,
        after_commit,
        limits=limits_of(settings),
        tariff=tariff_of(settings),
        retention=retention_of(settings),
        **{FORWARDED: tuple(forwarders)},
        public_url=settings.public_url,
    )
    token_log = TokenLog(db, clock, process)
    ceiling = CallWindow(settings.instagram_calls_per_hour, settings.redis_url, clock)
    model = _model(settings)
    instagram = InstagramClient(
        http,
        graph_url=settings.instagram_graph_url,
        api_url=settings.instagram_api_url,
        facebook_url=settings.facebook_graph_url,
        version=settings.instagram_api_version,
        gate=AccountGate(db, clock, ceiling, token_log),
        witness=witness,
    )
    return Services(
        settings=settings,
        clock=clock,
        witness=witness,
        db=db,
        broker=broker,
        bell=bell,
        vault=vault,
        media=media,
        logins=_logins(settings, instagram),
        publisher=InstagramPublisher(instagram),
        insights=InstagramInsights(instagram, ZoneInfo(settings.instagram_online_followers_zone)),
        directory=InstagramDirectory(instagram),
        webhooks=InstagramWebhooks(instagram) if settings.instagram_webhook_verify_token else None,
        copywriter=OpenAICopywriter(OfflineCopywriter(), model) if model else OfflineCopywriter(NO_MODEL),
        reader=OpenAIReader(OfflineReader(), model) if model else OfflineReader(),
        describer=OpenAIDescriber(model) if model else None,
        model=model,
        pages=_pages(settings, trusted_pages),
        sender=WebhookSender(allowed=trusted_pages),
        painter=painter,
        thumbnails=DiskThumbnails(media, painter, settings.var_dir / "thumbnails"),
        film_maker=FlyerFilmMaker(painter, turns),
        photo_judge=PillowPhotoJudge(turns),
        studio=FileStudio(turns),
        charts=MatplotlibCharts(),
        reports=PdfReports(),
        calendars=PillowCalendars(turns),
        http=http,
        ceiling=ceiling,
        token_log=token_log,
        work=WorkTally(db, clock),
        tempo=Tempo(settings.member_requests_per_minute, clock),
        forwarders=forwarders,
        measures=Measures(db, clock),
    )


def _logins(settings: Settings, instagram: InstagramClient) -> Mapping[Product, Login]:
    """Instagram's own login says what it lacks when it is used; Facebook's is offered once it is set up."""
    callback = f"{settings.public_url}/instagram/callback"
    logins: dict[Product, Login] = {
        Product.INSTAGRAM: InstagramLogin(
            instagram,
            authorize_url=settings.instagram_authorize_url,
            app_id=settings.instagram_app_id or "",
            app_secret=_secret(settings.instagram_app_secret),
            redirect_uri=callback,
        )
    }
    if settings.facebook_app_id and settings.facebook_app_secret:
        logins[Product.FACEBOOK] = FacebookLogin(
            instagram,
            authorize_url=settings.facebook_authorize_url,
            app_id=settings.facebook_app_id,
            app_secret=_secret(settings.facebook_app_secret),
            redirect_uri=callback,
        )
    return logins


def _clock(settings: Settings, engine: AsyncEngine, witness: Witness) -> Clock:
    """The sandbox's movable one; otherwise the database server's, or this machine's where that is all there is."""
    if settings.now:
        return MovableClock(settings.now)
    return LocalClock(witness) if settings.on_sqlite else SharedClock(clock_of(engine), witness)


def tariff_of(settings: Settings) -> Tariff:
    """What the model costs and how much of it each workspace may use."""
    budget = settings.model_budget_usd
    return Tariff(
        settings.openai_model if settings.openai_api_key else "",
        read_rates(settings.openai_prices or ""),
        None if budget is None else int(budget * MILLION),
    )


def _model(settings: Settings) -> Connection | None:
    """One for all who ask, so that they take turns."""
    if settings.openai_api_key is None:
        return None
    return Connection(
        api_key=settings.openai_api_key.get_secret_value(),
        base_url=settings.openai_base_url,
        model=settings.openai_model,
        timeout=settings.openai_timeout_seconds,
        at_once=settings.openai_at_once,
    )


def _pages(settings: Settings, trusted: Collection[str]) -> Pages:
    pages = PageFetcher(allowed=trusted)
    if settings.eventbrite_token is None:
        return pages
    token = settings.eventbrite_token.get_secret_value()
    return EventbritePages(pages, token=token, api_url=settings.eventbrite_api_url)


def _secret(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else ""
