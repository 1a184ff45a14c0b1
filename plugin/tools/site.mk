# The example site, and the packages to build it with. Part of the Makefile.

.PHONY: deps deps-test example serve
deps:
	@plugin/tools/packages.sh build

deps-test: deps
	@plugin/tools/packages.sh test

# Packages come first, so the build is a second make: this one has already looked for the libraries.
example: deps
	@$(MAKE) --no-print-directory $(JOBS) all
	@$(BIN) build site-example -o site-example/public
	@echo
	@echo "The example site is in site-example/public. Look at it either way:"
	@echo "  open   file://$(CURDIR)/site-example/public/index.html"
	@echo "  serve  $(BIN) serve site-example     (or: make serve)"

#:   make serve                the example site in a local preview that follows your changes
serve: deps
	@$(MAKE) --no-print-directory $(JOBS) all
	@$(BIN) serve site-example
