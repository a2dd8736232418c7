"""`python -m plansheet` is the command `plansheet`."""

from plansheet.cli import main

if __name__ == "__main__":
    main()
