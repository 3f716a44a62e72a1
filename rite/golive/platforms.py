"""What each platform needs, where to get it, and what it looks like: one row each, as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Blank:
    """One thing to paste. `shape` is what it looks like everywhere; `looks` says that in words."""

    name: str
    """The setting it becomes."""
    label: str
    shape: re.Pattern[str]
    looks: str
    secret: bool = True
    needed: bool = True
    """Without it the platform is not real."""
    asked: bool = False
    """Whether the test asks with it."""
    kept: bool = True
    """False: used for one test, and written nowhere."""


@dataclass(frozen=True)
class Step:
    """One sentence of the way, and the page it happens on."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class Row:
    """One platform on the page."""

    key: str
    name: str
    needs: str
    steps: tuple[Step, ...]
    blanks: tuple[Blank, ...]
    fields: tuple[str, ...] = field(default=())
    """Beginnings of the settings that are this platform's."""

    def blank(self, name: str) -> Blank:
        return next(blank for blank in self.blanks if blank.name == name)


AT = "/go-live"
"""Where the page is."""

ANY_WORD = re.compile(r"\S{1,400}")
HTTPS = re.compile(r"https://[^\s/]+(?:/\S*)?")
PUBLIC_URL = Blank("RITE_PUBLIC_URL", "Public address", HTTPS, "an address that begins with https://", secret=False)

SLACK = Row(
    key="slack",
    name="Slack",
    needs="A workspace in which you may install apps. No public address is needed with an app-level token.",
    steps=(
        Step("Create an app from the manifest below.", "https://api.slack.com/apps"),
        Step("Basic Information → App-Level Tokens → one with connections:write, and Socket Mode → enable."),
        Step("Basic Information → Signing Secret."),
        Step("Install App → Bot User OAuth Token. Then /invite @Rite in a channel."),
    ),
    blanks=(
        Blank(
            "RITE_SLACK_BOT_TOKEN",
            "Bot User OAuth Token",
            re.compile(r"xoxb-[\w-]{8,}"),
            "begins with xoxb-",
            asked=True,
        ),
        Blank("RITE_SLACK_APP_TOKEN", "App-level token", re.compile(r"xapp-[\w-]{8,}"), "begins with xapp-"),
        Blank(
            "RITE_SLACK_SIGNING_SECRET",
            "Signing Secret, where Slack comes to an https address",
            re.compile(r"[\w-]{16,}"),
            "32 letters and figures",
            needed=False,
        ),
    ),
    fields=("slack_",),
)
TELEGRAM = Row(
    key="telegram",
    name="Telegram",
    needs="A Telegram account. No public address is needed: Rite asks for what is new.",
    steps=(
        Step("Write /newbot to BotFather, give a name, and a user name that ends in bot.", "https://t.me/BotFather"),
        Step("Copy the token it answers with. Leave privacy mode on."),
    ),
    blanks=(
        Blank(
            "RITE_TELEGRAM_BOT_TOKEN",
            "Token",
            re.compile(r"\d{5,}:[\w-]{20,}"),
            "figures, a colon, a long word",
            asked=True,
        ),
    ),
    fields=("telegram_",),
)
INSTAGRAM = Row(
    key="instagram",
    name="Instagram",
    needs="A Business or Creator account, an app of yours at Meta, and an https address that leads here: "
    "Instagram fetches each picture from it.",
    steps=(
        Step("Create an app of type Business, add Instagram.", "https://developers.facebook.com/apps"),
        Step("API setup with Instagram login → Instagram app ID and Instagram app secret."),
        Step("Business login settings → OAuth redirect URIs → your address with /instagram/callback."),
        Step("App roles → Instagram testers → your account; accept in the Instagram app."),
        Step("For the test alone: Generate access tokens → your account. It is used once and kept nowhere."),
    ),
    blanks=(
        Blank("RITE_INSTAGRAM_APP_ID", "Instagram app ID", re.compile(r"\d{6,}"), "figures alone", secret=False),
        Blank("RITE_INSTAGRAM_APP_SECRET", "Instagram app secret", re.compile(r"[\w-]{16,}"), "32 letters and figures"),
        PUBLIC_URL,
        Blank(
            "access_token",
            "Access token, for the test",
            re.compile(r"(?:IG|EA)[\w-]{12,}"),
            "begins with IG",
            needed=False,
            kept=False,
        ),
    ),
    fields=("instagram_", "facebook_"),
)
OPENAI = Row(
    key="openai",
    name="OpenAI",
    needs="A key, or a server of your own that speaks the same protocol. Without either Rite writes by itself.",
    steps=(
        Step("API keys → Create new secret key.", "https://platform.openai.com/api-keys"),
        Step("Or, for a server of your own, its address, such as http://127.0.0.1:11434/v1, and any word as key."),
    ),
    blanks=(
        Blank("OPENAI_API_KEY", "Key", ANY_WORD, "one word", asked=True),
        Blank(
            "OPENAI_BASE_URL",
            "Address of your own server",
            re.compile(r"https?://\S+"),
            "an address",
            secret=False,
            needed=False,
        ),
    ),
    fields=("openai_",),
)
ROWS: Mapping[str, Row] = {row.key: row for row in (SLACK, TELEGRAM, INSTAGRAM, OPENAI)}
