---@meta tearsheet.site
error("for editors only: the program reads these tables itself")

-- What site.lua returns; tearsheet-site(5) is the manual.

---@class tearsheet.Collection
---@field filter (fun(article: tearsheet.Summary): boolean)|nil
---@field sort (fun(a: tearsheet.Summary, b: tearsheet.Summary): boolean)|nil
---@field limit integer|nil

---@class tearsheet.CustomPage
---@field path string        ends in .html, .xml or /
---@field template string    a file of templates/
---@field title string
---@field description string|nil
---@field data any           the template's page.data

---@class tearsheet.Settings
---@field title string|nil
---@field description string|nil
---@field base_url string|nil
---@field language string|nil
---@field theme string|nil
---@field permalink string|nil
---@field paginate integer|nil
---@field feed_items integer|nil
---@field output string|nil
---@field content string|nil
---@field drafts boolean|nil
---@field taxonomies ("sections"|"tags"|"authors"|"sources"|"archive")[]|nil
---@field author string|nil
---@field contact string|nil
---@field rights string|nil
---@field canonical "self"|"origin"|nil
---@field search ""|"pagefind"|nil
---@field menu tearsheet.Link[]|nil
---@field params table|nil
---@field collections table<string, tearsheet.Collection>|nil
---@field pages (fun(site: tearsheet.Site): tearsheet.CustomPage[])|nil
