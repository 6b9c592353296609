# Everything starts here. `make run` on a fresh machine with Rust and Node is all it takes.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

UI_STAMP := kiosk-ui/dist/.built
UI_SOURCES := $(shell find kiosk-ui -type f \
	-not -path 'kiosk-ui/node_modules/*' -not -path 'kiosk-ui/dist/*' 2>/dev/null)

.PHONY: run ui need-cargo need-node

## make run: build all and start the demo on http://127.0.0.1:8080, with its data in ./data/demo
run: need-cargo ui
	cargo build --release
	exec ./target/release/mintur demo --data ./data/demo

## make ui: build the screens, if something about them has changed
ui: $(UI_STAMP)

$(UI_STAMP): $(UI_SOURCES) | need-node
	cd kiosk-ui && npm ci --no-audit --no-fund && npm run build
	touch $@

need-cargo:
	@command -v cargo >/dev/null || { echo 'There is no cargo here: install Rust from https://rustup.rs, then try again.' >&2; exit 1; }

need-node:
	@command -v node >/dev/null && command -v npm >/dev/null || { echo 'There is no node or npm here: install Node.js 22 or newer from https://nodejs.org, then try again.' >&2; exit 1; }
