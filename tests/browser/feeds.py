"""What feedparser, which many feed readers are made with, reads in each of these files, a line of JSON each."""

import json
import sys

import feedparser


def entry(item):
    content = item.get("content") or [{}]
    return {"title": item.get("title"), "link": item.get("link"), "id": item.get("id"), "published": item.get("published_parsed"),
            "authors": [author.get("name") for author in item.get("authors", [])], "tags": [tag.term for tag in item.get("tags", [])],
            "length": len(content[0].get("value", ""))}


for line in sys.stdin:
    name = line.rstrip("\n")
    feed = feedparser.parse(name)
    print(json.dumps({"file": name, "fault": str(feed.bozo_exception) if feed.bozo else None, "version": feed.version,
                      "title": feed.feed.get("title"), "entries": [entry(item) for item in feed.entries]}))
