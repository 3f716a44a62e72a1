"""python -m rite."""

from rite.cli import main

if __name__ == "__main__":
    main()
