"""`python -m portulan`."""

import sys

from portulan.cli import main

if __name__ == "__main__":
    sys.exit(main())
