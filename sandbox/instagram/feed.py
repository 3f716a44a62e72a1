"""The control panel's view of everything, and the ledger of what was published."""

from typing import Any

from sandbox.instagram import addresses, growth, publishing, tokens
from sandbox.instagram.calls import Json
from sandbox.instagram.containers import true_status
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Comment, Container, Media

CONTAINERS_SHOWN = 60
SETTINGS_SHOWN = (
    "repeat_publish",
    "ripening_seconds",
    "video_ripening_seconds",
    "status_lag_seconds",
    "listing_lag_seconds",
    "quota_total",
    "date_ahead_seconds",
    "usage_percent",
    "parent_needs_finished_children",
    "integer_ids",
    "named_errors",
)

INSIGHTS_SHOWN = ("reach", "views", "total_interactions", "saved", "shares", "replies", "profile_visits", "follows")


def whole(ledger: Ledger) -> Json:
    """Accounts, media (oldest first), the newest containers but for slides gone live, habits, the fullest quota."""
    quotas = {account.username: publishing.quota(ledger, account) for account in ledger.accounts}
    return {
        "accounts": [
            {
                "user_id": account.user_id,
                "username": account.username,
                "name": account.name,
                "followers_count": growth.followers(ledger, account),
                "connected": tokens.is_connected(ledger, account),
                "profile_picture_url": addresses.profile_picture_url(ledger, account),
            }
            for account in ledger.accounts
        ],
        "media": published(ledger),
        "containers": [
            {
                "id": container.id,
                "account": container.account.username,
                "kind": container.kind.name,
                "status": true_status(ledger, container),
                "created_at": container.born.at.isoformat(),
            }
            for container in _open_containers(ledger)[-CONTAINERS_SHOWN:]
        ],
        "settings": {name: getattr(ledger.settings, name) for name in SETTINGS_SHOWN},
        "quota": max(quotas.values(), key=lambda quota: int(quota["used"])) | {"by_account": quotas},
    }


def _open_containers(ledger: Ledger) -> list[Container]:
    used = {child.id for parent in ledger.containers.values() if parent.published for child in parent.children}
    return [container for container in ledger.containers.values() if container.id not in used]


def published(ledger: Ledger) -> list[Json]:
    """Every publication, oldest first; slides are inside their carousel."""
    return [_media(ledger, media) for media in ledger.media.values() if not media.parent_id]


def books(ledger: Ledger) -> Json:
    """What went live and what it is made of, in few words: for whoever judges a service by it."""
    return {
        "now": ledger.now().isoformat(),
        "media": [
            {
                "id": media.id,
                "user_id": media.account.user_id,
                "container_id": media.container_id,
                "timestamp": media.born.at.isoformat(),
                "asked_at": media.asked.at.isoformat(),
                "caption": media.content.caption,
                "alt_text": media.content.alt_text,
                "files": [part.file for part in media.children or (media,)],
            }
            for media in ledger.media.values()
            if not media.parent_id
        ],
    }


def _media(ledger: Ledger, media: Media) -> Json:
    numbers = growth.numbers(ledger, media)
    return {
        "id": media.id,
        "account": media.account.username,
        "user_id": media.account.user_id,
        "kind": media.kind.shown,
        "image_url": addresses.picture_url(ledger, media),
        "video_url": addresses.file_url(ledger, media) if media.kind.is_video else None,
        "children": [_slide(ledger, child) for child in media.children],
        "caption": media.content.caption,
        "alt_text": media.content.alt_text,
        "timestamp": media.born.at.isoformat(),
        "permalink": addresses.permalink(media),
        "shortcode": media.shortcode,
        "container_id": media.container_id,
        "likes": numbers["likes"],
        "insights": {name: numbers[name] for name in INSIGHTS_SHOWN},
        "comments": [_comment(comment) for comment in media.said],
        "first_comment": _first_comment(media),
        "user_tags": list(media.content.user_tags),
        "collaborators": list(media.content.collaborators),
        "location_id": media.content.location_id,
    }


def _slide(ledger: Ledger, child: Media) -> Json:
    return {
        "id": child.id,
        "image_url": addresses.picture_url(ledger, child),
        "video_url": addresses.file_url(ledger, child) if child.kind.is_video else None,
        "alt_text": child.content.alt_text,
        "user_tags": list(child.content.user_tags),
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "username": comment.username,
        "text": comment.text,
        "parent_id": comment.parent_id or None,
        "hidden": comment.hidden,
    }


def _first_comment(media: Media) -> str | None:
    own = (comment for comment in media.said if comment.username == media.account.username and not comment.parent_id)
    first = next(own, None)
    return first.text if first else None
