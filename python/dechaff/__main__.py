"""The program, as `dechaff` and `python -m dechaff`."""

import os
import sys
from pathlib import Path


def main() -> None:
    program = str(Path(__file__).parent / "bin" / "dechaff")
    os.execv(program, ["dechaff", *sys.argv[1:]])


if __name__ == "__main__":
    main()
