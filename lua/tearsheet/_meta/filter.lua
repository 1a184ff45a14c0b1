---@meta tearsheet.filter
error("for editors only: the program makes these objects itself")

-- What filters see; tearsheet-filters(5) is the manual. A filter file returns a tearsheet.Filter or a list of them.

---@alias tearsheet.Content string|tearsheet.Node|(string|tearsheet.Node)[]
---@alias tearsheet.NodeFunction fun(node: tearsheet.Node, article: tearsheet.Record): tearsheet.Content|nil, boolean|nil
---@alias tearsheet.ListFunction fun(list: tearsheet.List, article: tearsheet.Record): tearsheet.Content|nil, boolean|nil

---Functions by the names of nodes (Para, Header, Link, …), and those below. One that returns nothing leaves its node as
---it is; a node or a list stands in its place, {} drops it. Top down, `false` as the second result goes no deeper.
---@class tearsheet.Filter
---@field traverse "typewise"|"topdown"|nil
---@field Inline tearsheet.NodeFunction|nil    for inlines without a function of their own
---@field Block tearsheet.NodeFunction|nil
---@field Inlines tearsheet.ListFunction|nil   for lists of inlines
---@field Blocks tearsheet.ListFunction|nil
---@field Article (fun(article: tearsheet.Record): tearsheet.Record|nil)|nil
---@field [string] tearsheet.NodeFunction

---A list of nodes: a table with pandoc's methods. What is changed in the `content` of a node counts.
---@class tearsheet.List
---@field [integer] tearsheet.Node|string
---@operator concat(tearsheet.List|table): tearsheet.List
local List = {}

---A new list with the same items.
---@return tearsheet.List
function List:clone() end

---Adds all items of another list at the end.
---@param other table
---@return tearsheet.List
function List:extend(other) end

---A new list with the items that `keep` is true for.
---@param keep fun(item: any, i: integer): boolean
---@return tearsheet.List
function List:filter(keep) end

---The first item equal to `wanted`, and its position.
---@param wanted any
---@param from integer|nil
---@return any, integer|nil
function List:find(wanted, from) end

---The first item that `test` is true for, and its position.
---@param test fun(item: any, i: integer): boolean
---@param from integer|nil
---@return any, integer|nil
function List:find_if(test, from) end

---@param wanted any
---@param from integer|nil
---@return boolean
function List:includes(wanted, from) end

---@param position integer|any
---@param item any
function List:insert(position, item) end

---A new list of what `change` returns.
---@param change fun(item: any, i: integer): any
---@return tearsheet.List
function List:map(change) end

---@param position integer|nil
---@return any
function List:remove(position) end

---@param before (fun(a: any, b: any): boolean)|nil
function List:sort(before) end

---A list of copies over which the filter has run.
---@param filter tearsheet.Filter
---@return tearsheet.List
function List:walk(filter) end

---A node of the article's tree. Changes count at once. Which fields a node has, `tag` says: text for Str, Code,
---CodeBlock; info for CodeBlock; target and title for Link; src, title and credit for Image; level for Header; start and
---tight for lists; label for Note and NoteRef; target for Card; aligns for Table; header for Row; reading for Ruby;
---language and direction for Span.
---@class tearsheet.Node
---@field tag string
---@field content tearsheet.List|tearsheet.Content
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
---@field language string|nil
---@field direction "ltr"|"rtl"|nil
---@field aligns ("left"|"center"|"right"|"none")[]
---@field header boolean
---@field credit string
---@field label string
local Node = {}

---A copy with all that is below it.
---@return tearsheet.Node
function Node:copy() end

---Its text without markup.
---@return string
function Node:plain() end

---A copy over all below which the filter has run; the node itself is left as it is.
---@param filter tearsheet.Filter
---@return tearsheet.Node
function Node:walk(filter) end

---@class tearsheet.Record
---@field alt_title string|nil
---@field authors (string|tearsheet.Person)[]
---@field blocks tearsheet.List|tearsheet.Content
---@field canonical_url string|nil
---@field corrections string[] what the page says of its own mistakes
---@field date string|nil
---@field dateline string|nil   the place it was filed from
---@field description string|nil
---@field direction "ltr"|"rtl"|nil
---@field draft boolean
---@field editors (string|tearsheet.Person)[]
---@field file string
---@field kind "article"|"listing"|"other"|nil
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
---@param language string|nil          a tag: "fr", "zh-Hant"
---@param direction "ltr"|"rtl"|nil
---@return tearsheet.Node
function tearsheet.Span(content, language, direction) end

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

---@param text string
---@param reading string
---@return tearsheet.Node
function tearsheet.Ruby(text, reading) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.RunIn(content) end

---@param content tearsheet.Node       an Image, or a Table
---@param caption tearsheet.Content
---@return tearsheet.Node
function tearsheet.Figure(content, caption) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Caption(content) end

---@param rows (tearsheet.Node|tearsheet.Content[])[]    rows, or lists of cells
---@param aligns ("left"|"center"|"right"|"none")[]|nil
---@return tearsheet.Node
function tearsheet.Table(rows, aligns) end

---@param cells tearsheet.Content[]
---@param header boolean|nil
---@return tearsheet.Node
function tearsheet.Row(cells, header) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Cell(content) end

---@param items table|nil
---@return tearsheet.List
function tearsheet.List(items) end

---@param pairs (tearsheet.Node|{ [1]: tearsheet.Content, [2]: tearsheet.Content[] })[]   a term and its definitions
---@return tearsheet.Node
function tearsheet.DefinitionList(pairs) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Term(content) end

---@param content tearsheet.Content
---@return tearsheet.Node
function tearsheet.Definition(content) end

---@param content tearsheet.Content   blocks; the note stands in the article itself
---@param label string
---@return tearsheet.Node
function tearsheet.Note(content, label) end

---@param label string
---@return tearsheet.Node
function tearsheet.NoteRef(label) end

---@param text string
---@param target string
---@param provider string|nil
---@return tearsheet.Node
function tearsheet.Card(text, target, provider) end
