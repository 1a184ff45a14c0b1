# Training. Part of the Makefile.
PYTHON   ?= /usr/bin/python3

#:
#: Training; needs scikit-learn and pages with truth
#:   make train CORPUS=…       fit the extractor's weights anew, and write how good they are into tests/bench/RESULTS.md
.PHONY: train
train: $(BIN)
	@test -n "$(CORPUS)" || { echo "CORPUS=FOLDER must name a folder of page sets with truth." >&2; exit 2; }
	@plugin/tools/packages.sh train
	@cp $(BIN) $(OUT)/tearsheet-train
	$(PYTHON) plugin/tools/train/train.py --bin $(OUT)/tearsheet-train --corpus $(CORPUS) --model plugin/rules/model \
	    --golden tests/unit/extract/data/model_page.html tests/unit/extract/data/model_golden.txt \
	    --report tests/bench/RESULTS.md
