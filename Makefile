# Targets explain themselves: make help
SHELL := bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUNS := outputs/runs

.PHONY: help
help: ## print the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: build
build: ## build ./tifa
	go build -trimpath -ldflags "-s -w" -o tifa .

.PHONY: report
report: build ## build, run the bundled sample, print what it found and where the results are
	./tifa run -c testdata/sample/tifa.yaml -o $(RUNS) || [ $$? -eq 3 ]

.PHONY: test
test: build python browser ## pass every test: Go, and the tables as Python readers see them; prints why a test was skipped
	go vet ./...
	set -o pipefail; TIFA_PYTHON=$(CURDIR)/$(VENV)/bin/python go test -v ./... | awk '$(TELL)'
	$(VENV)/bin/python -m pytest -q -rs notebooks/tests

# One line for each package, and what a failed or skipped test said; a line a minute at least. A test
# says why before its verdict.
TELL = /^=== RUN/ { said = 0 } /^===/ { next } \
	/^--- PASS/ { was = why; why = ""; next } /^ +--- SKIP/ { print $$0 was; was = ""; next } \
	/^--- SKIP/ { print $$0 why; why = ""; fflush(); next } \
	/^--- FAIL/ { print why; print; why = ""; said = 500; next } /^panic:/ { print why; said = 5000 } \
	/^(ok|FAIL)/ { print; why = ""; said = 0; fflush(); next } /no test files/ { next } \
	said-- > 0 { print; next } length(why) < 60000 { why = why "\n" $$0 }

.PHONY: race
race: ## run the tests of what runs at the same time under the race detector
	go test -race -short ./corpus/... ./outputs/folder ./pipeline/parallel ./pipeline/store ./pipeline/stats/...
	go test -race -timeout 20m -run 'Stop|Cancel' ./pipeline/...

.PHONY: fresh
fresh: ## see that formatted, generated and module files are as the tools would make them
	test -z "$$(gofmt -l *.go corpus segment pipeline outputs)" || { gofmt -l *.go corpus segment pipeline outputs; exit 1; }
	go generate ./... && go mod tidy
	git diff --exit-code -- '*.go' go.mod go.sum outputs segment

.PHONY: python
python: $(VENV)/.ready ## set up the Python environment of the notebooks and their tests

$(VENV)/.ready: notebooks/requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r notebooks/requirements.lock
	touch $@

.PHONY: notebooks
notebooks: build python ## run all notebooks on the sample and, where the real texts are, on the work reports; keep them in notebooks/executed
	TIFA_EXECUTED=$(CURDIR)/notebooks/executed $(VENV)/bin/python -m pytest -q -rs notebooks/tests/test_notebooks.py
	@ls -1 $(CURDIR)/notebooks/executed/*.ipynb

.PHONY: browser
browser: # the report is tested in Chromium; where it can't be installed those tests are skipped and say so
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk; } >/dev/null 2>&1 \
		|| echo "no chromium here: tests of the report in a browser are skipped"

.PHONY: picture
picture: report python browser ## take the README's picture of the report again (needs chromium)
	$(VENV)/bin/python notebooks/picture.py $(RUNS)/latest/report.html testdata/report.png

.PHONY: bench
bench: $(VENV)/.bench ## compare segmentation with its peers, then time whole runs and the rest
	TIFA_SPEED=5 TIFA_PYTHON=$(CURDIR)/$(VENV)/bin/python go test -count=1 -run 'TestSpeed|TestAccuracy' -v ./segment/sentence
	go test -run '^$$' -bench . -skip Segmentation -benchtime 1s -count 3 . ./segment/... ./corpus ./outputs ./pipeline/...

$(VENV)/.bench: notebooks/requirements-bench.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

REPS ?= 100
RUN ?= $(RUNS)/latest
.PHONY: calibrate
calibrate: ## deal sources, weeks and dates of a finished run at random: how often does each claim err, and each interval, and what is found of what is planted? RUN=folder REPS=100
	TIFA_CALIBRATE=$(REPS) TIFA_RUN=$(abspath $(RUN)) go test -count=1 -timeout 10h -p 1 -v \
		-run 'Test(Calibration|PeriodCalibration|Coverage)$$' ./pipeline/measure/claims ./pipeline/measure/groups | grep '^|'

.PHONY: lint
lint: ## check style and the import arrows (builds the linter the first time)
	go tool -modfile=go.tools.mod golangci-lint run ./...

.PHONY: generate
generate: ## make the generated files again: folding table, dictionary, table documentation
	go generate ./...

.PHONY: clean
clean: ## remove what was built, but no results
	rm -rf tifa $(VENV)
