-- The settings of this site, every key there is. What is left out has the value given here as "default".
-- The manual is tearsheet-site(5).

local function is_from(article, outlet)
  return article.source and article.source.name == outlet or article.publisher and article.publisher.name == outlet
end

-- The calls of data/calls.yaml, each with the path of the first article of that paper and year, if we have one.
local function calls_with_articles(site)
  local calls = {}
  for i, call in ipairs(site.data.calls) do
    local path
    for _, article in ipairs(site.collections.chronicle) do
      if article.date:sub(1, 4) == call.arrival:sub(1, 4) and is_from(article, call.outlet) then
        path = path or article.path
      end
    end
    calls[i] = {
      arrival = call.arrival,
      harbour = call.harbour,
      ship = call.ship,
      language = call.language,
      outlet = call.outlet,
      path = path,
    }
  end
  return calls
end

return {
  -- The name of the site, and a line below it. Default: "Tearsheet" and none.
  title = "The Lodestar Papers",
  description = "What the papers of nine harbours wrote about a library that came by sea, 2018 to 2024",

  -- Where the site will stand on the web. Without it ("", the default) every link is relative, and the site works
  -- from a folder, a USB stick or any server; with it, feeds, canonical links and sitemap.xml become absolute.
  base_url = "",

  -- The language of the interface (BCP 47). There are words for ar, de, en, es, fr, ja, ru, zh (simplified) and
  -- zh-Hant; i18n/LANGUAGE.yaml here adds another, or changes single words. Default: "en".
  language = "en",

  -- A theme that comes with tearsheet, or the name of a folder in themes/. Default: "default".
  theme = "default",

  -- A search page: "pagefind" (npm install pagefind), or "", the default.
  search = "",

  -- What rel=canonical of an article names: "self", the default, or "origin", where it came from.
  canonical = "self",

  -- Where an article stands. Words: {year} {month} {day} {slug} {section} {source} {language}. Default: as here.
  permalink = "{year}/{month}/{slug}.html",

  -- Articles on a list page, and in a feed. Default: 20 each.
  paginate = 10,
  feed_items = 20,

  -- The folder of the captures and the folder of the finished site. Default: as here.
  content = "content",
  output = "public",

  -- Whether articles with `draft: true` in their front matter are shown. Default: false.
  drafts = false,

  -- Which lists are made. Default: all of them, these.
  taxonomies = { "sections", "tags", "authors", "sources", "archive" },

  -- Who keeps the site, where to write, and what may be done with its own words. Default: none.
  author = "Friends of the Lodestar",
  contact = "mailto:papers@lodestar.example",
  rights = "Each article belongs to those named beside it. Our own notes are licensed CC BY-SA 4.0.",

  -- The links in the head of every page. Default: one for each taxonomy.
  menu = {
    { title = "Front page", path = "index.html" },
    { title = "Outlets", path = "sources/index.html" },
    { title = "Subjects", path = "tags/index.html" },
    { title = "By date", path = "archive/index.html" },
    { title = "Ports of call", path = "calls/index.html" },
  },

  -- Lists of articles, chosen by `filter` and ordered by `sort` (default: all, newest first). Templates see them as
  -- site.collections. Default: none.
  collections = {
    chronicle = {
      filter = function(article)
        return article.date ~= nil
      end,
      sort = function(a, b)
        return a.date < b.date
      end,
    },
    longest = {
      sort = function(a, b)
        return a.minutes > b.minutes
      end,
      limit = 5,
    },
  },

  -- Pages of your own, each with a template and what that sees as page.data. Default: none.
  pages = function(site)
    return {
      {
        path = "calls/",
        template = "pages/calls.html",
        title = "Ports of call",
        description = "Where she was seen, what she was called there, and who wrote about it",
        data = { calls = calls_with_articles(site) },
      },
      {
        path = "evening.html",
        template = "pages/evening.html",
        title = "For a long evening",
        description = "The longest pieces of this archive",
      },
    }
  end,

  -- Anything of your own: templates see it as site.params.
  params = {
    harbours = 43,
    keeper = "Nell Averill",
  },
}
