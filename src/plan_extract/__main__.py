"""`python -m plan_extract`: the command where its script is not on the path."""

from plan_extract.cli.main import main

if __name__ == "__main__":
    main(prog_name="plan-extract")
