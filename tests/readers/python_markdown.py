"""A JSON list of texts from standard input, read by Python-Markdown as Pelican does, to a JSON list of HTML."""
import json
import sys

import markdown

EXTENSIONS = ["tables", "footnotes", "def_list", "fenced_code", "sane_lists"]
texts = json.loads(sys.stdin.buffer.read())
json.dump([markdown.markdown(text, extensions=EXTENSIONS) for text in texts], sys.stdout)
