-- luacheck: all Lua of the tree is Lua 5.4, 120 columns, without globals of its own.
std = "lua54"
max_line_length = 120
exclude_files = { "build", "**/node_modules", "lua/tearsheet/_meta", "site-example/public" }
-- What filters make nodes with.
files["**/filters/*.lua"] = { read_globals = { "tearsheet" } }
