# What the docs name. Every target sets up what it needs and says so.
# Extra words go in ARGS: make test ARGS="-k digest".

BIN = .venv/bin
BENCHES = bench-render bench-publish bench-chat bench-telegram bench-dashboard bench-facts bench-capacity bench-start
PYTHONS = $(PYTHON) python3.11 python3.12 python3.13 python3 /usr/bin/python3

.DEFAULT_GOAL = help
.PHONY: help .venv demo test coverage chaos fuzz fuzz-api soak lint languages pictures stranger bench $(BENCHES)

help:
	@echo "make demo    the whole service with a sandbox around it, at http://127.0.0.1:8080"
	@echo "make test    the tests, on real servers that are started for the run; ARGS=--thorough adds the longest"
	@echo "make chaos   POSTS=1000 posts while processes die and servers crash, judged; KILLS=, SEED=, ARMS= as well"
	@echo "make fuzz    REQUESTS=10000 hostile bodies with valid signatures at each way in; SEED= as well"
	@echo "make fuzz-api  Schemathesis asks the API whatever docs/openapi.json allows, and more; EXAMPLES=, SEED="
	@echo "make soak    15 minutes of everything at once, judged, with the memory of those who lived through it; MINUTES=, SEED="
	@echo "make coverage  the tests of the Instagram adapter; fails below 100 % of its branches"
	@echo "make lint    ruff, mypy and the import contracts"
	@echo "make languages  bring bot/languages up to what the code says; tells what lacks a translation"
	@echo "make pictures  take the pictures of docs/pictures anew, from the demo in Chromium"
	@echo "make stranger  from a fresh clone to the first post live in Chromium, timed; fails after five minutes"
	@echo "make bench   all figures in one table; one by one: $(BENCHES)"
	@echo "make .venv   only the Python environment, with the rite command in $(BIN)"

demo: .venv/ready
	@$(BIN)/python -m provision.text_shaping
	@exec $(BIN)/rite demo $(ARGS)

test: .venv/ready
	@exec $(BIN)/python -m provision.run_tests $(ARGS)

coverage: .venv/ready
	@exec $(BIN)/python -m provision.run_tests tests/core/adapters/instagram -q --cov=core/adapters/instagram \
		--cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100 $(ARGS)

# the servers are its own: it crashes them
chaos: .venv/ready
	@PYTHONPATH=tests:. exec $(BIN)/python -m chaos $(if $(POSTS),--posts $(POSTS)) $(if $(KILLS),--kills $(KILLS)) \
		$(if $(FREEZES),--freezes $(FREEZES)) $(if $(SEED),--seed $(SEED)) $(if $(ARMS),--arms $(ARMS)) $(ARGS)

fuzz: .venv/ready
	@PYTHONPATH=tests:. exec $(BIN)/python -m fuzz $(if $(REQUESTS),--requests $(REQUESTS)) $(if $(SEED),--seed $(SEED)) $(ARGS)

fuzz-api: .venv/ready
	@PYTHONPATH=tests:. exec $(BIN)/python -m fuzz.api $(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(SEED),--seed $(SEED)) $(ARGS)

# as chaos, for longer, with other work beside and Instagram away for a while
soak: .venv/ready
	@PYTHONPATH=tests:. exec $(BIN)/python -m chaos.soak $(if $(MINUTES),--minutes $(MINUTES)) \
		$(if $(SEED),--seed $(SEED)) $(ARGS)

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy provision tests/servers.py tests/provision
	$(BIN)/lint-imports

languages: .venv/ready
	@exec $(BIN)/python -m provision.languages $(ARGS)

pictures: .venv/ready
	@PYTHONPATH=.:tests:tests/demo exec $(BIN)/python tests/demo/take_pictures.py $(ARGS)

# a stranger's first five minutes, timed: git clone, the environment, make demo, the first approved post live
stranger: .venv/ready
	@PYTHONPATH=.:tests:tests/demo exec $(BIN)/python tests/demo/stranger.py --fresh $(ARGS)

bench: .venv/ready
	@exec $(BIN)/python -m bench $(ARGS)

$(BENCHES): bench-%: .venv/ready
	@if [ -e bench/$*.py ] || [ -e bench/$*/__main__.py ]; then \
		exec $(BIN)/python -m bench.$* $(if $(POSTS),--posts $(POSTS)) $(ARGS); \
	else \
		echo "There is no benchmark bench.$* in this checkout yet."; exit 1; \
	fi

.venv: .venv/ready

# the stamp of a finished environment; the first Python that is new enough makes it
.venv/ready: constraints.txt pyproject.toml
	@for python in $(PYTHONS); do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			exec $$python -m provision.environment; \
		fi; \
	done; \
	echo "No Python 3.11 or newer was found here; on Debian: apt-get install python3"; exit 1
