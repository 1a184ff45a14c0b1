/* Tearsheet as a Lua module, for programs that bring their own lua_State and for `require "tearsheet"`. */
#ifndef TEARSHEET_LUA_H
#define TEARSHEET_LUA_H

#include "tearsheet.h"

#include <lua.h>

/* Leaves the module's table on the stack: version and open. tearsheet(3) has the functions. */
TEARSHEET_API int luaopen_tearsheet(lua_State *L);

#endif
