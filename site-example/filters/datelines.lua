-- A filter on a part of the body: the place in capitals with which a report opens ("PORT SENNET — …") becomes strong.
-- A function that returns nothing leaves its node as it is; one that returns a list puts that in the node's place.
-- `tearsheet` makes new nodes.

local seen = false -- a filter file runs anew for each article

return {
  Str = function(str)
    local place, rest = str.text:match("^(%u[%u '%-]+%u) ([—–].*)$")
    if place and not seen then
      seen = true
      return { tearsheet.Strong({ tearsheet.Str(place) }), tearsheet.Str(" " .. rest) }
    end
  end,
}
