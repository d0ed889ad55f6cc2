"""`python -m hdvis_zoo`: the same as `hdvis train`."""

import sys

from .command import train_command

if __name__ == "__main__":
    sys.exit(train_command(sys.argv[1:]))
