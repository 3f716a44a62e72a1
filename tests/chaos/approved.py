"""Is what is live what somebody said yes to? The seal of a yes, computed anew from what Instagram shows."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from chaos.evidence import Live, PostRow, Yes


def approved(post: PostRow, live: Live, yeses: Iterable[Yes]) -> bool:
    """Whether some yes to this post was given to exactly these words and files."""
    return any(seal(post, live, yes) == yes.fingerprint for yes in yeses)


def seal(post: PostRow, live: Live, yes: Yes) -> str:
    """What a yes is bound to, with what is live in place of what is stored.

    Where a kind of medium carries no words of its own (a story, a reel's alt text), the stored ones must do.
    """
    painted = not yes.files
    # Instagram has been seen to lose slides; what is left is still what was approved.
    files = yes.files if set(live.files) <= set(yes.files) else live.files
    about: list[object] = [
        post.id,
        live.caption or yes.caption,
        live.alt_text or yes.alt_text,
        live.files[0] if painted else yes.picture,
        post.format,
        post.due_at.astimezone(UTC).isoformat(),
        post.account_id,
    ]
    if yes.files or yes.details:
        about += [list(files) if yes.files else [], yes.details]
    return hashlib.sha256(json.dumps(about, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
