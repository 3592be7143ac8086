# make lab        environment, then JupyterLab on the lectures
# make test       environment, then every test and every notebook
# make help       the rest
# Another Python: make env PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help env lab lint lint-python lint-javascript format test test-fast test-nbgrader golden transcripts notebooks site student release demo grade report bench bench-explorers bench-site bench-grading bench-gradebook bench-formgrader bench-equal-scores bench-regrade bench-cheats bench-examiner bench-submission fuzz-bridge lock check-lock

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 22

env: $(READY) ## .venv with everything from the lock file, and the system programs where they can be installed
	@$(PYTHON) helpers/upkeep/prerequisites.py

$(READY): requirements.lock pyproject.toml helpers/upkeep/server_extensions.py
	$(PYTHON) helpers/upkeep/prerequisites.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	$(BIN)/python -m helpers.upkeep.server_extensions
	touch $(READY)

lab: env ## JupyterLab on the lectures
	$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/course $(if $(filter 0,$(shell id -u)),--allow-root)

node_modules/.ready: package-lock.json
	npm ci --silent --no-audit --no-fund
	touch $@

lint: env ## form, types, and the arrows between the folders of helpers/
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(MAKE) --no-print-directory --jobs=2 lint-python $(if $(or $(CI),$(shell command -v npm)),lint-javascript)
	$(if $(or $(CI),$(shell command -v npm)),,@echo "npm is missing: the JavaScript is not checked")

lint-python:
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

lint-javascript: node_modules/.ready
	npm run --silent lint

format: env node_modules/.ready ## put Python and JavaScript into form
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet
	npm run --silent format

test: lint ## first make lint; then every test, and nbval over every notebook
	$(BIN)/python -m pytest

test-fast: env ## what needs neither browser, training nor grader
	$(BIN)/python -m pytest -m "not browser and not training and not grader" tests

golden: env ## draw the pictures anew that the tests compare with
	$(BIN)/python -m pytest -n 0 tests/pictures --mpl-generate-path=tests/pictures/golden

transcripts: env node_modules/.ready ## write anew what a screen reader gets of the explorers on the site
	$(BIN)/python -m pytest -n 0 tests/site/test_transcripts.py --mpl-generate-path=tests/site/transcripts

notebooks: env ## run the lectures and save their outputs
	$(BIN)/python -m helpers.upkeep.notebooks lectures/*.ipynb

site: env node_modules/.ready ## the lectures as a web site in site/, which needs no kernel
	$(BIN)/python -m helpers.upkeep.site

student: env ## cnn-course.zip: what a student gets, without solutions and grader
	$(BIN)/python -m helpers.upkeep.student

release: env ## make assignments/ from solutions/
	$(BIN)/python -m helpers.grading release

demo: env ## a course with thirty invented students, graded, in demo/: try the commands on it
	$(BIN)/python -m helpers.demo $(if $(PS),--sets $(PS))

grade: env ## grade what was handed in: make grade PS=ps2_output_shapes OPTIONS="--student 'a*'"
	@test -n "$(PS)" || { echo "name a set: make grade PS=ps2_output_shapes"; exit 2; }
	$(BIN)/python -m helpers.grading autograde $(PS) $(OPTIONS)

report: env ## reports/<set>.html about a class: make report PS=ps2_output_shapes OPTIONS=--names; without PS over all sets
	$(BIN)/python -m helpers.grading report $(PS) --page $(OPTIONS)

test-nbgrader: env ## nbgrader's own tests of autograding, with the course's grader in stock's place
	HOME=$$(mktemp -d) $(BIN)/python -m pytest -o addopts= -o filterwarnings=default -p helpers.upkeep.nbgrader_tests --pyargs nbgrader.tests.apps.test_nbgrader_autograde

bench-grading: env ## submissions a minute, side by side with stock nbgrader
	$(BIN)/python -m tests.benchmarks.bench_grading

bench-gradebook: env ## what each of 2,000 submissions costs the process that writes the gradebook
	$(BIN)/python -m tests.benchmarks.bench_gradebook

bench-regrade: env ## a class of 500 after a corrected test: dry run, grading anew, taking it back
	$(BIN)/python -m tests.benchmarks.bench_regrade

bench-formgrader: env ## milliseconds until Jupyter's server answers while a class is graded by a button
	$(BIN)/python -m tests.benchmarks.bench_formgrader

bench-equal-scores: env ## honest work on every problem set, graded with 1, 2, 4 and 8 workers: does any cell lose a point?
	$(BIN)/python -m tests.benchmarks.bench_equal_scores

bench-examiner: env ## does a score depend on whether the tests run in a kernel of their own, and what does that cost?
	$(BIN)/python -m tests.benchmarks.bench_examiner

bench-submission: env ## where the time of one submission goes, with the examiner and without
	$(BIN)/python -m tests.benchmarks.bench_submission

bench-cheats: env ## what cheats are worth with stock nbgrader, with this grader and with its examiner
	$(BIN)/python -m tests.benchmarks.bench_cheats

fuzz-bridge: env ## a million changed frames for the bridge between a student's kernel and the tests'
	$(BIN)/python -m tests.benchmarks.fuzz_bridge

bench-explorers: env ## milliseconds from a key press to the picture, for every explorer of the lectures
	$(BIN)/python -m tests.benchmarks.bench_explorers

bench-site: env node_modules/.ready ## milliseconds until the first explorer of each page of the site answers, on a slow machine
	$(BIN)/python -m tests.benchmarks.bench_site

bench: env ## speed of the convolutions, side by side with SciPy and TensorFlow
	$(BIN)/python -m tests.benchmarks.bench_convolution

lock: env ## renew requirements.lock from requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.10 --no-header requirements.txt --output-file requirements.lock

check-lock: env ## has every package of the lock file a wheel for Linux, Windows and macOS, Python 3.10 to 3.13?
	$(BIN)/python -m helpers.upkeep.wheels
