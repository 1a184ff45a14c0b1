"""From fitted tables and trees to the text of plugin/rules/model, which core/extract/model.c reads."""
import numpy as np

NOTICE = """\
# Weights of the article extractor: made by `make train`, not by hand. What they are is said in plugin/tools/train/README.md.
# They were fitted to pages of WCXB (M. Foley, 2026, CC-BY-4.0), whose annotations they are derived from, and to pages of
# other sets, Chinese and international, under MIT and Apache-2.0. No text of those pages is in here.
"""
# What a logistic coefficient is multiplied with to become a table's entry.
SCALE = 40.0


def table(coefficients):
    return np.clip(np.rint(np.asarray(coefficients) * SCALE), -127, 127).astype(np.int8)


def as_float(threshold):
    """The largest float that is not above the double: x <= threshold is then the same for every float x."""
    value = np.float32(threshold)
    return np.nextafter(value, np.float32(-np.inf)) if float(value) > threshold else value


class Forest:
    """Trees of a fitted HistGradientBoostingClassifier; or none, and a base."""

    def __init__(self, fitted=None, base=0.0):
        self.base = float(np.ravel(fitted._baseline_prediction)[0]) if fitted else base
        self.trees = [p[0].nodes for p in fitted._predictors] if fitted else []

    def lines(self, name):
        yield f"forest {name} {self.base!r} {len(self.trees)}"
        for nodes in self.trees:
            yield f"tree {len(nodes)}"
            for node in nodes:
                if node["is_leaf"]:
                    yield f"-1 {np.float32(node['value']):.6g} 0 0"
                else:
                    yield f"{node['feature_idx']} {as_float(node['num_threshold']):.9g} {node['left']} {node['right']}"

    def probability(self, rows):
        """The same sum as in C, from the numbers as they are written."""
        rows = np.asarray(rows, dtype=np.float32)
        total = np.full(len(rows), self.base)
        for nodes in self.trees:
            at = np.zeros(len(rows), dtype=int)
            for _ in range(64):
                leaf = nodes["is_leaf"][at].astype(bool)
                if leaf.all():
                    break
                left = rows[np.arange(len(rows)), nodes["feature_idx"][at]] <= nodes["num_threshold"][at]
                at = np.where(leaf, at, np.where(left, nodes["left"][at], nodes["right"][at]))
            total += nodes["value"][at]
        return 1 / (1 + np.exp(-total))


class Model:
    def __init__(self, sizes):
        self.tables = {name: np.zeros(size, dtype=np.int8) for name, size in sizes.items()}
        self.block, self.page, self.line = Forest(), Forest(), Forest()

    def write(self, path, features, page_features, line_features):
        out = [NOTICE, "features " + " ".join(features), "page-features " + " ".join(page_features),
               "line-features " + " ".join(line_features)]
        for name, entries in self.tables.items():
            out.append(f"table {name}")
            text = entries.astype(np.uint8).tobytes().hex()
            out += [text[i:i + 128] for i in range(0, len(text), 128)]
        out += self.block.lines("block")
        out += self.page.lines("page")
        out += self.line.lines("line")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(out) + "\n")
