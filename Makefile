# Convene: all commands for working on the project. `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help

FUNCTION ?= ListMeetups
PYTHON   := .build/venv/bin/python
WITH_TABLE := $(PYTHON) Tests/Judges/with_local_table.py
# Quotes a user's input as one word for the shell, whatever it contains.
quoted   = '$(subst ','\'',$(1))'
# ListMeetups -> list-meetups, ShowAPIDocument -> show-api-document
kebab    = $(shell echo $(call quoted,$(1)) | sed -E 's/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/\1\3-\2\4/g' | tr A-Z a-z)
# TABLE_PORT=8001 -> --table-port '8001'; empty if the variable is not set
option   = $(if $($(1)), --$(shell echo $(1) | tr A-Z_ a-z-) $(call quoted,$($(1))))
# The same for names that the environment may also contain: only values from the command line count.
typed    = $(if $(filter command,$(origin $(1))),$(call option,$(1)))
EVENT    ?= events/$(call kebab,$(FUNCTION)).json
# Swift's libraries are linked statically: calls through a shared library's tables cost a server a tenth of its time.
RELEASE  := swift build --quiet --configuration release --static-swift-stdlib -Xswiftc -Xclang-linker -Xswiftc -fuse-ld=lld

.PHONY: help
help: ## List all commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: .build/setup.stamp ## Install what is missing: Debian packages, Python tools (other targets do it by themselves)

.build/setup.stamp: Tests/setup.sh Tests/requirements.txt $(if $(wildcard $(PYTHON)),,missing-python)
	@Tests/setup.sh
	@touch $@

.PHONY: missing-python
missing-python:

# The packages for building and running, without the Python tools.
.build/packages.stamp: Tests/setup.sh
	@Tests/setup.sh packages
	@mkdir -p $(@D) && touch $@

.PHONY: build
build: .build/packages.stamp ## Build everything for development
	@swift build

.PHONY: run
run: .build/packages.stamp ## Run the whole system here: [PORT=3000] [TABLE_PORT=8000] [DATA=.local] [OPTIONS="--json …", --help lists them]
	@Sources/Packaging/build.sh
	@exec .build/debug/Gateway run$(call option,PORT)$(call option,TABLE_PORT)$(call option,DATA) $(OPTIONS)

.PHONY: token
token: .build/packages.stamp ## Make a token for the running system: USER=ada [NAME= EMAIL= ROLES=organizer,mentor HOURS=12] [DATA=.local]
	@[ -x .build/debug/Gateway ] || swift build --quiet --product Gateway >&2
	@exec .build/debug/Gateway token$(foreach name,USER NAME EMAIL,$(call typed,$(name)))$(foreach name,ROLES HOURS DATA,$(call option,$(name)))

.PHONY: build-note
build-note:
	@echo "Building what has changed; the first time this takes some minutes." >&2

.PHONY: invoke
invoke: setup build-note ## Run one function on a sample event: FUNCTION=ListMeetups [EVENT=events/….json] [AT=2026-11-28T16:30:00Z] [RAW=1]
	@[ -d Sources/Functions/*/$(call quoted,$(FUNCTION)) ] || { echo "There is no function" $(call quoted,$(FUNCTION)). There are: $(notdir $(patsubst %/,%,$(wildcard Sources/Functions/*/*/))) >&2; exit 1; }
	@for product in Table Invoke $(call quoted,$(FUNCTION)); do swift build --quiet --product "$$product" >&2 || exit 1; done
	@$(if $(AT),FIXED_TIME=$(call quoted,$(AT)) )$(WITH_TABLE) .build/debug/Invoke $(if $(RAW),--raw )"$$PWD/.build/debug/"$(call quoted,$(FUNCTION)) $(call quoted,$(EVENT))

.PHONY: table
table: .build/packages.stamp build-note ## Run a local DynamoDB: [PORT=8000] [DATA=.local/table.sqlite] [OPTIONS="--lag 50 …", --help lists them]
	@$(RELEASE) --product Table
	@exec .build/release/Table$(call option,PORT)$(call option,DATA) $(OPTIONS)

.PHONY: package
package: setup ## Make static executables and zips for Lambda in .build/lambda: [FUNCTION=ListMeetups]
	@Sources/Packaging/package.sh --zip $(if $(filter-out file,$(origin FUNCTION)),$(call quoted,$(FUNCTION)))

.PHONY: deploy
deploy: setup ## Package the functions and deploy them with SAM: [STACK=convene ARCHITECTURE= PARAMETERS="Name=value …"]
	@Sources/Packaging/package.sh
	@Sources/Packaging/deploy.sh deploy

.PHONY: destroy
destroy: ## Delete the stack; the table is kept: [STACK=convene]
	@Sources/Packaging/deploy.sh destroy

.PHONY: bench
bench: package build-note ## Measure the packaged functions, LocalTable and the API beside yardsticks: [ROUNDS=7]
	@for product in Bench Gateway Table; do $(RELEASE) --product "$$product" || exit 1; done
	@.build/venv/bin/python Tests/Bench/bench.py

.PHONY: test
test: setup ## Run all tests, or some of the Swift ones: [ONLY=MeetupsTests]; DYNAMODB_ENDPOINT=… is any DynamoDB for the live ones
	@Tests/test.sh$(if $(ONLY), $(call quoted,$(ONLY)))

.PHONY: soak
soak: setup ## Run the long tests at many times their usual length: [ONLY=KillTests|kills|system|schemathesis|fuzz|…] [SOAK=20] [SEED=]
	@Tests/soak.sh$(if $(ONLY), $(call quoted,$(ONLY)))

.PHONY: check
check: setup ## Run all checks besides the tests: format, warnings, imports, inventory, no Foundation, template
	@Tests/check.sh

.PHONY: format
format: ## Format all Swift files
	@swift format --in-place --recursive Package.swift Sources Tests

.PHONY: clean
clean: ## Remove all build products
	@rm -rf .build
