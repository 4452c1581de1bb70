"""`python -m ungarble` is the `ungarble` command."""

from ungarble.cli import main

if __name__ == "__main__":
    main()
