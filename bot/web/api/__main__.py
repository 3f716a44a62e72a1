"""python -m bot.web.api: print the OpenAPI description, for docs/openapi.json."""

import sys

from bot.web.api.app import written

sys.stdout.write(written())
