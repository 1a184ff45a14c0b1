-- The settings of this site. tearsheet-site(5) has every key; what is left out has its default.
return {
  title = "@TITLE@",
  description = "Articles, and where they came from",

  -- The language of the interface: ar, de, en, es, fr, ja, ru, zh or zh-Hant.
  language = "en",

  -- Where the site will stand on the web: feeds and metadata then have absolute addresses.
  -- base_url = "https://archive.example/",
}
