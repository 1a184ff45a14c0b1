import os

SITENAME = "Sample"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
FEED_DOMAIN = "https://sample.example"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = None
DEFAULT_PAGINATION = False
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS = "{slug}.html"
ARTICLE_LANG_URL = ARTICLE_URL = "{slug}.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
# An installed plugin is found by itself.
PLUGIN_PATHS = [os.environ["SAMPLE_PLUGINS"]]
PLUGINS = ["tearsheet"]
