"""python -m core.privacy: print the data map, for docs/privacy.md."""

import sys

from core.privacy.data_map import data_map

sys.stdout.write(f"{data_map()}\n")
