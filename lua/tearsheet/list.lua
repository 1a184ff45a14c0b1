-- Lists of nodes in filters: plain tables with the methods that pandoc's lists have. Positions count from 1.
local List = {}
List.__index = List

--- Makes a list of a table, which it keeps.
local function list(t)
    return setmetatable(t, List)
end

function List.__concat(a, b)
    return list({}):extend(a):extend(b)
end

--- A new list with the same items.
function List:clone()
    return list(table.move(self, 1, #self, 1, {}))
end

--- Adds all items of another list at the end.
function List:extend(other)
    table.move(other, 1, #other, #self + 1, self)
    return self
end

--- A new list with the items that `keep(item, i)` is true for.
function List:filter(keep)
    local kept = list({})
    for i, item in ipairs(self) do
        if keep(item, i) then
            kept[#kept + 1] = item
        end
    end
    return kept
end

--- The first item that `test(item, i)` is true for, and its position; nil where there is none.
function List:find_if(test, from)
    for i = from or 1, #self do
        if test(self[i], i) then
            return self[i], i
        end
    end
end

--- The first item equal to `wanted`, and its position; nil where there is none.
function List:find(wanted, from)
    return self:find_if(function(item)
        return item == wanted
    end, from)
end

function List:includes(wanted, from)
    return self:find(wanted, from) ~= nil
end

--- A new list of what `change(item, i)` returns.
function List:map(change)
    local changed = list({})
    for i, item in ipairs(self) do
        changed[i] = change(item, i)
    end
    return changed
end

List.insert = table.insert
List.remove = table.remove
List.sort = table.sort

return List
