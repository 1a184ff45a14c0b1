# Installing, and taking it back. Part of the Makefile.

SHARE    := $(DATADIR)/tearsheet
MANUALS  := $(sort $(wildcard plugin/man/*.[1-9]))
HEADERS  := $(sort $(wildcard plugin/include/*.h))
man_of    = $(MANDIR)/man$(subst .,,$(suffix $(1)))/$(notdir $(1))
INSTALLED = $(BINDIR)/tearsheet $(LIBDIR)/libtearsheet.a $(LIBDIR)/libtearsheet.so \
            $(LIBDIR)/libtearsheet.so.$(SOVERSION) $(LIBDIR)/libtearsheet.so.$(VERSION) \
            $(LIBDIR)/lua/5.4/tearsheet.so $(LIBDIR)/pkgconfig/tearsheet.pc $(addprefix $(INCDIR)/,$(notdir $(HEADERS))) \
            $(foreach m,$(MANUALS),$(call man_of,$(m)))

.PHONY: install uninstall
install: all
	install -d $(addprefix $(DESTDIR),$(BINDIR) $(LIBDIR)/pkgconfig $(INCDIR) $(SHARE))
	install $(BIN) $(DESTDIR)$(BINDIR)/tearsheet
	install -m 644 $(A) $(SO) $(DESTDIR)$(LIBDIR)
	ln -sf $(notdir $(SO)) $(DESTDIR)$(LIBDIR)/libtearsheet.so.$(SOVERSION)
	ln -sf $(notdir $(SO)) $(DESTDIR)$(LIBDIR)/libtearsheet.so
	install -d $(DESTDIR)$(LIBDIR)/lua/5.4
	ln -sf ../../libtearsheet.so.$(SOVERSION) $(DESTDIR)$(LIBDIR)/lua/5.4/tearsheet.so
	install -m 644 $(HEADERS) $(DESTDIR)$(INCDIR)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCDIR@|$(INCDIR)|' \
	    -e 's|@DATADIR@|$(DATADIR)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@PARTS@|$(PARTS)|' \
	    plugin/tools/tearsheet.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/tearsheet.pc
	$(foreach m,$(MANUALS),install -D -m 644 $(m) $(DESTDIR)$(call man_of,$(m)) &&) :
	set -e; for f in $(DATA); do install -D -m 644 "$$f" "$(DESTDIR)$(SHARE)/$${f#plugin/}"; done

uninstall:
	rm -f $(addprefix $(DESTDIR),$(INSTALLED))
	for f in $(DATA); do rm -f "$(DESTDIR)$(SHARE)/$${f#plugin/}"; done
	if [ -d $(DESTDIR)$(SHARE) ]; then find $(DESTDIR)$(SHARE) -depth -type d -empty -delete; fi
