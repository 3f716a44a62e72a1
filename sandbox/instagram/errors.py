"""What Instagram refuses and in which words: one table, keyed by a name of our own."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """One row of the error table; message, title and text may hold {places} for words of the moment."""

    http: int
    code: int
    subcode: int | None
    message: str
    title: str = ""
    text: str = ""
    type: str = "OAuthException"
    name: str = ""
    """What stands for the code where errors have names."""


BAD_LOCATION = "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID"
UNREADABLE = (
    "Unsupported {method} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, "
    "or does not support this operation. Please read the Graph API documentation at "
    "https://developers.facebook.com/docs/graph-api"
)
BLOCKED = "We restrict certain activity to protect our community. Tell us if you think we made a mistake."

REFUSALS: dict[str, Refusal] = {
    # tokens and rights
    "no_token": Refusal(400, 104, None, "An access token is required to request this resource."),
    "token_foreign": Refusal(400, 190, None, "Invalid OAuth access token - Cannot parse access token"),
    "token_expired": Refusal(
        400,
        190,
        463,
        "Error validating access token: Session has expired on {expired}. The current time is {now}.",
    ),
    "app_removed": Refusal(
        400, 190, 458, "Error validating access token: The user has not authorized application {app}."
    ),
    "checkpointed": Refusal(
        400, 190, 459, "Error validating access token: You cannot access the app till you log in to www.instagram.com."
    ),
    "password_changed": Refusal(
        400,
        190,
        460,
        "Error validating access token: The session has been invalidated because the user changed their password or "
        "Facebook has changed the session for security reasons.",
    ),
    "unconfirmed": Refusal(
        400, 190, 464, "Error validating access token: Sessions for the user are not allowed because not confirmed."
    ),
    "token_invalid": Refusal(400, 190, 467, "Error validating access token: This access token is invalid."),
    "no_permission": Refusal(403, 10, None, "(#10) Application does not have permission for this action"),
    "bad_secret": Refusal(400, 101, None, "Error validating client secret."),
    "bad_proof": Refusal(400, 101, None, "Invalid appsecret_proof provided in the API argument"),
    "too_early": Refusal(400, 100, None, "Access tokens can be refreshed once they are at least 24 hours old."),
    "not_short_lived": Refusal(400, 100, None, "Unsupported request - only a short-lived token can be exchanged"),
    "restricted": Refusal(
        400,
        25,
        2207050,
        "User access is restricted",
        "Account restricted",
        "The Instagram account is restricted, inactive or checkpointed. Sign in to the Instagram app to fix it.",
    ),
    # requests
    "invalid": Refusal(400, 100, None, "(#100) {why}"),
    "missing": Refusal(400, 100, None, "(#100) The parameter {name} is required."),
    "unknown_field": Refusal(
        400, 100, None, "(#100) Tried accessing nonexisting field ({field}) on node type ({node})"
    ),
    "unreadable": Refusal(400, 100, 33, UNREADABLE, type="GraphMethodException"),
    "unknown_path": Refusal(400, 2500, None, "Unknown path components: {path}"),
    # fetching
    "fetch_timeout": Refusal(
        400,
        -2,
        2207003,
        "Timeout while downloading media",
        "Timeout",
        "It takes too long to download the media from this URI: {uri}",
    ),
    "unfetchable": Refusal(
        400,
        9004,
        2207052,
        "Only photo or video can be accepted as media type.",
        "Media download has failed.",
        "The media could not be fetched from this URI: {uri} ({why})",
    ),
    "image_too_big": Refusal(
        400,
        36000,
        2207004,
        "The image size is too large.",
        "Image size too large",
        "The image is too large to download. It should be less than 8 MiB.",
    ),
    "image_format": Refusal(
        400,
        36001,
        2207005,
        "The image format is not supported.",
        "Unsupported image format",
        "The image format {format} is not supported. Use JPEG.",
    ),
    "aspect_ratio": Refusal(
        400,
        36003,
        2207009,
        "The submitted image with aspect ratio {ratio} cannot be published.",
        "Invalid aspect ratio",
        "The aspect ratio must be between 4:5 and 1.91:1.",
    ),
    # content
    "caption_too_long": Refusal(
        400,
        36004,
        2207010,
        "The caption was too long.",
        "Caption too long",
        "The caption holds {length} characters; at most 2200 are allowed.",
    ),
    "too_many_hashtags": Refusal(400, 100, None, "(#100) The caption may hold at most {limit} hashtags."),
    "too_many_tags": Refusal(
        400, 100, 2207040, "Too many tags.", "Too many tags", "Tag at most 20 accounts in one post."
    ),
    "private_user": Refusal(
        400, 110, 2207018, "Cannot load user with a private profile", "Cannot load user", "{username} cannot be tagged."
    ),
    "nobody": Refusal(
        400, 110, 2207013, "Invalid user id", "Cannot find User", "The user with username: {username} cannot be found."
    ),
    "not_allowed": Refusal(400, 100, None, "(#100) param {name} is not allowed"),
    "unknown_media_type": Refusal(
        400, 100, 2207023, "Unknown media type.", "Unknown media type", "The media type {media_type} is unknown."
    ),
    "carousel_size": Refusal(
        400,
        100,
        2207028,
        "Your post won't work as a carousel.",
        "Carousel validation failed",
        "A carousel needs at least 2 and at most {limit} children; this one has {count}.",
    ),
    "thumb_offset": Refusal(
        400, 1, 2207057, "Thumbnail offset out of range.", "Thumbnail offset", "thumb_offset must lie within the video."
    ),
    "bad_location": Refusal(400, 100, None, f"{BAD_LOCATION}: The Page has no location.", name=BAD_LOCATION),
    "too_many_containers": Refusal(403, 4, None, "(#4) Application request limit reached"),
    # publishing
    "not_ready": Refusal(
        400,
        9007,
        2207027,
        "Media ID is not available",
        "Media not ready",
        "The media is not ready for publishing, please wait for a moment",
    ),
    "not_found": Refusal(
        400, 24, 2207006, "The requested resource does not exist", "Media not found", "The media {id} cannot be found."
    ),
    "builder_gone": Refusal(
        400,
        24,
        2207008,
        "The requested resource does not exist",
        "Media builder expired",
        "The media builder with creation id = {id} does not exist or has been expired.",
    ),
    "container_expired": Refusal(
        400, -2, 2207020, "Media expired", "Media expired", "The media {id} has expired. Create a new one."
    ),
    "quota": Refusal(
        400,
        9,
        2207042,
        "Application request limit reached",
        "Publishing limit reached",
        "You reached the maximum number of posts that may be published with the Content Publishing API in 24 hours.",
    ),
    "action_blocked": Refusal(403, 4, 2207051, "Application request limit reached", "Action blocked", BLOCKED),
    "undeletable": Refusal(
        400, -1, 2207073, "Unsupported delete.", "Cannot delete", "This kind of media cannot be deleted."
    ),
    # insights
    "few_viewers": Refusal(400, 10, None, "(#10) Not enough viewers for the media to show insights"),
    "not_cross_posted": Refusal(
        400, 100, 2207086, "(#100) {metric} is not available for this media.", "Metric not available", "No shared copy."
    ),
    # the platform itself
    "outage": Refusal(500, 2, None, "An unexpected error has occurred. Please retry your request later."),
    "server": Refusal(400, -1, 2207001, "Instagram server error", "Server error", "Try again later."),
    "throttled": Refusal(
        400, 80002, None, "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again."
    ),
}


class GraphError(Exception):
    """Raised anywhere below the door, answered there in the Graph envelope."""

    def __init__(self, name: str, /, **words: object) -> None:
        super().__init__(name)
        self.name = name
        self.refusal = REFUSALS[name]
        self.words = words


def envelope(refusal: Refusal, trace: str, **words: object) -> dict[str, Any]:
    """The body of a refusal as the Graph API writes it; trace is the fbtrace_id."""
    error: dict[str, Any] = {
        "message": refusal.message.format(**words),
        "type": refusal.type,
        "code": refusal.code,
    }
    if refusal.subcode is not None:
        error["error_subcode"] = refusal.subcode
    if refusal.title:
        error |= {
            "is_transient": False,
            "error_user_title": refusal.title,
            "error_user_msg": refusal.text.format(**words),
        }
    return {"error": error | {"fbtrace_id": trace}}
