# The habits of this project. `just` lists them; each is one line that also works by hand.

venv := ".venv"
bin := venv / "bin"

# list the recipes
default:
    @just --list

# a virtual environment with everything for development
setup:
    python3 -m venv {{venv}}
    {{bin}}/pip install -e '.[dev]'

# all tests, files side by side
tests:
    {{bin}}/pytest -n logical --dist loadfile --no-loadscope-reorder

# how much of the code the tests run
coverage:
    {{bin}}/pytest -n logical --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

# some tests; arguments go to pytest
test *args:
    {{bin}}/pytest {{args}}

# style and common faults
lint:
    {{bin}}/ruff check .

# static types of the package
types:
    {{bin}}/mypy

# the direction of imports
imports:
    {{bin}}/lint-imports

# all that a change must pass, in a fresh environment
ci:
    .ci/run

# the sample plans into a database, and two questions to it
demo:
    {{bin}}/plan-extract demo --db plans.db

# extraction against the answer keys of the sample plans
evaluate *args:
    {{bin}}/plan-extract evaluate corpus/keys corpus/source/*.txt {{args}}

# accuracy against the floors below which a change may not fall
floors:
    {{bin}}/python scripts/check_floors.py

# speed: localities, and time that grows in line with length
bench:
    for each in benchmarks/bench_*.py; do {{bin}}/python "$each"; done

# the sample plans as .docx and .pdf again from their texts
corpus:
    {{bin}}/python corpus/build.py

# the pages that are written by a script
docs:
    {{bin}}/python scripts/write_schema.py
    {{bin}}/python scripts/write_outputs.py
    {{bin}}/python scripts/build_data_dictionary.py
