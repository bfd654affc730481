# make test      everything that must hold before a change goes in (about five minutes)
# make bench     speed of the stages
# make bench-keep  the speeds that are compared over time, into bench/ (ten minutes)
# make lint      gofmt, go vet, staticcheck
# make cross     does it build for the other systems and processors?
# make release   static binaries with checksums in dist/
# make update    rewrite the expected records and scores, to be read in the diff

GO ?= go
NEED_GO := 1.26
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
# What is released, and of it what covers every system and processor once.
SYSTEMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
COVERING := linux/arm64 darwin/arm64 windows/amd64
# Packages with goroutines or shared state, small enough for the race detector.
RACED := ./cmd/... ./internal/read ./internal/export ./internal/doc

.PHONY: need-postgres test bench bench-keep lint format vet race cross release update clean need-go

test: need-go need-postgres format vet
	$(GO) test ./...
	@$(MAKE) --no-print-directory race

need-go:
	@command -v $(GO) >/dev/null || { echo "make: Go is not installed; Rapporteur needs Go $(NEED_GO) or newer, see https://go.dev/dl/" >&2; exit 1; }
	@printf '%s\n' go$(NEED_GO) "$$($(GO) env GOVERSION)" | sort -V -C || { echo "make: Go $(NEED_GO) or newer is needed, found $$($(GO) env GOVERSION)" >&2; exit 1; }

# The ledger's tests start a server of their own from the system's PostgreSQL; RAPPORTEUR_POSTGRES
# names a database in its place. Where there is neither, they are skipped, or fail where CI is set.
need-postgres:
	@test -n "$$RAPPORTEUR_POSTGRES" || command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
		if test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then echo "apt-get install postgresql"; export DEBIAN_FRONTEND=noninteractive; \
			{ apt-get install -qq --no-install-recommends postgresql || { apt-get update -qq && apt-get install -qq --no-install-recommends postgresql; }; } >/dev/null; fi; \
		ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo "make: PostgreSQL is not installed (apt-get install postgresql): its tests are skipped" >&2; }

format: need-go
	@bad=$$(gofmt -l $$($(GO) list -f '{{.Dir}}' ./...)); test -z "$$bad" || { echo "gofmt would change:" >&2; echo "$$bad" >&2; exit 1; }

vet: need-go
	$(GO) vet ./...

# The race detector needs a C compiler; the program itself needs none.
race: need-go
	@if command -v $$($(GO) env CC) >/dev/null; then \
		echo "$(GO) test -race -short $(RACED)"; CGO_ENABLED=1 $(GO) test -race -short $(RACED); \
	else echo "no C compiler: the race detector is not run"; fi

lint: format vet
	$(GO) run $(STATICCHECK) ./...

bench: need-go
	$(GO) test -run '^$$' -bench . -benchmem ./...

KEPT = bench/$$(date +%F)-$$($(GO) env GOARCH)-$$(sed -n 's/^model name.*: //p' /proc/cpuinfo 2>/dev/null | head -1 | tr -cs 'A-Za-z0-9\n' -).txt
bench-keep: need-go
	@out="$(KEPT)"; { echo "commit: $$(git rev-parse --short HEAD)"; echo "go: $$($(GO) env GOVERSION)"; } >"$$out"; \
	$(GO) test -run '^$$' -bench 'Code|Parse|Gemm|New$$' -benchtime 0.5s -count 6 -cpu 1,2 . ./internal/parse | tee -a "$$out"; echo "written to $$out"

cross: need-go
	@for s in $(COVERING); do \
		echo "build $$s"; CGO_ENABLED=0 GOOS=$${s%/*} GOARCH=$${s#*/} $(GO) build -o /dev/null ./cmd/rapporteur || exit 1; \
	done

release: need-go
	@rm -rf dist && mkdir -p dist
	@for s in $(SYSTEMS); do \
		os=$${s%/*}; arch=$${s#*/}; ext=; test $$os = windows && ext=.exe; \
		echo "dist/rapporteur-$$os-$$arch$$ext"; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags '-s -w' -o dist/rapporteur-$$os-$$arch$$ext ./cmd/rapporteur || exit 1; \
	done
	@cd dist && { command -v sha256sum >/dev/null && sha256sum rapporteur-* || shasum -a 256 rapporteur-*; } > SHA256SUMS && cat SHA256SUMS

update: need-go
	$(GO) test ./cmd/rapporteur -run 'Golden|Scores|Wordings' -update

clean:
	rm -rf dist
