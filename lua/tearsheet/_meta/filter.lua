---@meta tearsheet.filter
error("for editors only: the program makes these objects itself")

-- What filters see. A filter file returns a table of functions by the names of nodes (Para, Header, Link, …), `Inline`
-- and `Block` for those without a function of their own, and `Article`. A function takes the node and the article, and
-- returns nothing to keep it, a node or a list of nodes to put in its place, {} to drop it.

---@alias tearsheet.Content string|tearsheet.Node|(string|tearsheet.Node)[]

---A node of the article's tree. Changes count at once. Which fields a node has, `tag` says: text for Str, Code,
---CodeBlock; target and title for Link; src and title for Image; level for Header; start and tight for lists.
---@class tearsheet.Node
---@field tag string
---@field content tearsheet.Node[]|tearsheet.Content
---@field parent tearsheet.Node|nil
---@field next tearsheet.Node|nil
---@field previous tearsheet.Node|nil
---@field text string
---@field info string
---@field target string
---@field title string
---@field src string
---@field level integer
---@field start integer
---@field tight boolean
---@field reading string
local Node = {}

---A copy with all that is below it.
---@return tearsheet.Node
function Node:copy() end

---Its text without markup.
---@return string
function Node:plain() end

---@class tearsheet.Record
---@field alt_title string|nil
---@field authors (string|tearsheet.Person)[]
---@field blocks tearsheet.Node[]|tearsheet.Content
---@field canonical_url string|nil
---@field date string|nil
---@field description string|nil
---@field direction "ltr"|"rtl"|nil
---@field draft boolean
---@field editors (string|tearsheet.Person)[]
---@field file string
---@field kind string|nil
---@field language string|nil
---@field lastmod string|nil
---@field minutes number
---@field publisher tearsheet.Party
---@field rights tearsheet.Rights
---@field section string[]
---@field source tearsheet.Party
---@field tags string[]
---@field title string|nil
---@field url string|nil
---@field words integer

---@class tearsheet
tearsheet = {}

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Para(content) end

---@param level integer
---@param content tearsheet.Content|nil
---@return tearsheet.Node
function tearsheet.Header(level, content) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.BlockQuote(content) end

---@param items tearsheet.Content[]
---@return tearsheet.Node
function tearsheet.BulletList(items) end

---@param items tearsheet.Content[]
---@param start integer|nil
---@return tearsheet.Node
function tearsheet.OrderedList(items, start) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Item(content) end

---@param text string
---@param info string|nil
---@return tearsheet.Node
function tearsheet.CodeBlock(text, info) end

---@return tearsheet.Node
function tearsheet.HorizontalRule() end

---@param text string
---@return tearsheet.Node
function tearsheet.Str(text) end

---@param text string
---@return tearsheet.Node
function tearsheet.Code(text) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Emph(content) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Strong(content) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Strikeout(content) end

---@param content tearsheet.Content
---@param target string
---@param title string|nil
---@return tearsheet.Node
function tearsheet.Link(content, target, title) end

---@param alt tearsheet.Content
---@param src string
---@param title string|nil
---@return tearsheet.Node
function tearsheet.Image(alt, src, title) end

---@return tearsheet.Node
function tearsheet.SoftBreak() end

---@return tearsheet.Node
function tearsheet.LineBreak() end
