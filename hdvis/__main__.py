"""`python -m hdvis` is the command `hdvis`."""

import sys

from hdvis.cli import main

if __name__ == "__main__":
    sys.exit(main())
