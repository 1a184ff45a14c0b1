---@meta tearsheet.template
error("for editors only: the program makes these objects itself")

-- What templates see. Lists and maps are read-only; a field that no object of its kind has is an error, one without a
-- value is nil. Dates are ISO 8601, as precise as their source.

---Markup made by the program. It passes unescaped in element text, and nowhere else; `..` refuses it, tostring gives
---its text, which is escaped where it is written.
---@class tearsheet.html

---@class tearsheet.Link
---@field title string
---@field path string
---@field language string|nil

---@class tearsheet.Party
---@field name string|nil
---@field url string|nil

---@class tearsheet.Person
---@field name string
---@field role string|nil
---@field path string|nil   the author's page, where there is one

---@class tearsheet.Image
---@field src string
---@field alt string|nil
---@field caption string|nil
---@field credit string|nil
---@field width integer|nil
---@field height integer|nil

---@class tearsheet.Feeds
---@field atom string
---@field rss string
---@field json string
---@field opml string|nil   of the whole site only

---@class tearsheet.Republish
---@field html string
---@field markdown string
---@field text string

---@class tearsheet.Takedown
---@field status "noindex"|"withdrawn"|"purged"
---@field reason string|nil
---@field date string|nil
---@field path string

---@class tearsheet.Address
---@field url string
---@field lastmod string|nil

---@class tearsheet.Rights
---@field license string|nil
---@field holder string|nil
---@field notice string|nil

---@class tearsheet.Hop
---@field role "author"|"originator"|"source"|"republisher"|"capture"
---@field name string|nil
---@field url string|nil
---@field date string|nil
---@field evidence string|nil

---@class tearsheet.Capture
---@field file string
---@field url string|nil
---@field media_type string|nil
---@field charset string|nil
---@field sha256 string|nil
---@field captured_at string|nil

---@class tearsheet.Warning
---@field code string
---@field message string

---@class tearsheet.Term
---@field name string
---@field path string
---@field count integer
---@field articles tearsheet.Summary[]
---@field parent tearsheet.Term|nil
---@field children tearsheet.Term[]
---@field kind "section"|"tag"|"author"|"source"|"year"|"month"|"day"
---@field language string|nil   of all its articles, where its name can be in it

---@class tearsheet.Pager
---@field number integer
---@field count integer
---@field prev string|nil
---@field next string|nil
---@field first string
---@field last string
---@field pages tearsheet.Link[]|nil   of an index of terms: all its pages, each by its first term

---@class tearsheet.Summary
---@field title string
---@field alt_title string|nil
---@field description string|nil
---@field date string|nil
---@field lastmod string|nil
---@field authors tearsheet.Person[]
---@field source tearsheet.Party|nil
---@field publisher tearsheet.Party|nil
---@field section string[]
---@field tags string[]
---@field language string|nil
---@field direction "ltr"|"rtl"|nil
---@field path string
---@field slug string
---@field url string|nil   where it was captured
---@field minutes number
---@field words integer
---@field image tearsheet.Image|nil
---@field html tearsheet.html|nil   in feeds only

---@class tearsheet.Site
---@field title string
---@field description string|nil
---@field language string
---@field direction "ltr"|"rtl"
---@field base_url string   "" when not set
---@field author string|nil
---@field contact string|nil
---@field rights string|nil
---@field menu tearsheet.Link[]
---@field generator string
---@field params table
---@field sections tearsheet.Term[]
---@field tags tearsheet.Term[]
---@field authors tearsheet.Term[]
---@field sources tearsheet.Term[]
---@field years tearsheet.Term[]
---@field latest tearsheet.Summary[]
---@field count integer
---@field feeds tearsheet.Feeds|nil
---@field collections table<string, tearsheet.Summary[]>   of site.lua
---@field data table   what the files of data/ hold
---@field search string|nil   the path of the search page, where there is one

---@class tearsheet.Page
---@field kind string
---@field title string
---@field path string
---@field url string   "" without base_url
---@field canonical string|nil   what rel=canonical names
---@field noindex boolean|nil
---@field gone tearsheet.Takedown|tearsheet.Takedown[]|nil   on a tombstone; in feeds all of them
---@field language string
---@field description string|nil
---@field articles tearsheet.Summary[]|nil
---@field terms tearsheet.Term[]|nil
---@field term tearsheet.Term|nil
---@field pager tearsheet.Pager|nil
---@field breadcrumb tearsheet.Link[]|nil
---@field jsonld table|nil
---@field feeds tearsheet.Feeds|nil
---@field urls tearsheet.Address[]|nil   in the sitemap
---@field data any   of a page of site.lua's own

---@class tearsheet.Article
---@field file string
---@field url string|nil
---@field kind string|nil
---@field confidence number|nil
---@field title string
---@field alt_title string|nil
---@field description string|nil
---@field excerpt boolean|nil
---@field date string|nil
---@field lastmod string|nil
---@field dateline string|nil   the place it was filed from
---@field authors tearsheet.Person[]
---@field editors tearsheet.Person[]
---@field source tearsheet.Party|nil
---@field publisher tearsheet.Party|nil
---@field section string[]
---@field tags string[]
---@field corrections string[] what the page says of its own mistakes
---@field language string|nil
---@field direction "ltr"|"rtl"|nil
---@field canonical_url string|nil
---@field rights tearsheet.Rights|nil
---@field provenance tearsheet.Hop[]
---@field capture tearsheet.Capture
---@field images tearsheet.Image[]
---@field words integer
---@field minutes number
---@field warnings tearsheet.Warning[]
---@field text string|nil
---@field html tearsheet.html
---@field path string
---@field slug string
---@field section_term tearsheet.Term|nil
---@field tag_terms tearsheet.Term[]
---@field author_terms tearsheet.Person[]
---@field source_term tearsheet.Term|nil
---@field prev tearsheet.Summary|nil
---@field next tearsheet.Summary|nil
---@field related tearsheet.Summary[]
---@field reprints tearsheet.Summary[]
---@field markdown string
---@field markdown_path string|nil
---@field json_path string|nil
---@field outline tearsheet.Link[]   path is the id of a place in the page
---@field republish tearsheet.Republish
---@field image tearsheet.Image|nil   the first that the site has

---@type tearsheet.Site
site = nil

---@type tearsheet.Page
page = nil

---On article pages only, nil on others.
---@type tearsheet.Article|nil
article = nil

---The words of the interface, as the i18n file has them.
---@type table
i18n = nil

---The address that leads from this page to a path of the site; from file:// too. Query and fragment are kept, an
---address with a scheme stays as it is.
---@param path string
---@return string
function link(path) end

---base_url and the path; the relative address where the site has no base_url.
---@param path string
---@return string
function absolute(path) end

---The address of a file of the theme's or the site's assets.
---@param name string
---@return string
function asset(name) end

---Words of the interface in the site's language, {name} filled in from `values`; a word with plural forms takes
---values.count.
---@param key string
---@param values table|nil
---@return string
function t(key, values) end

---An ISO date in words, as far as it is known.
---@param value string|nil
---@param style "long"|"short"|"month"|"year"|"iso"|"rfc3339"|"rss"|nil
---@return string|nil
function date(value, style) end

---Names as a sentence has them: "A, B and C".
---@param people (string|{name: string})[]|nil
---@return string|nil
function names(people) end

---Texts, or the names of what has one, joined.
---@param list (string|{name: string})[]|nil
---@param separator string|nil
---@return string
function join(list, separator) end

---The first n of a list.
---@generic T
---@param list T[]|nil
---@param n integer
---@return T[]
function first(list, n) end

---A name for files and addresses, made from a title in any script.
---@param text string
---@return string
function slug(text) end

---The value as JSON, to be shown.
---@param value any
---@return string
function json(value) end

---The name of a language in the interface's language.
---@param tag string|nil
---@return string|nil
function language_name(tag) end

---opt("name"): that variable, nil where there is none. opt(value): the same value, its unknown fields nil.
---@param what any
---@return any
function opt(what) end
