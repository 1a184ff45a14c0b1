--- No path of a developer's machine and no address of a package registry in the tree.
local c_text = require("c_text")

-- Written in parts, so that this file does not offend itself.
local folders = { "work", "home", "root" }

return {
    code = "places",
    wants = function()
        return true
    end,
    check = function(file, text, report)
        for i, line in ipairs(c_text.lines(text)) do
            for _, folder in ipairs(folders) do
                if (" " .. line):find("[%s\"'`=:(]/" .. folder .. "/[%w.]") and not line:find("https?:/" .. "/") then
                    report(file, i, "/" .. folder .. "/…: a path of one machine")
                end
            end
            if file:match("package%-lock%.json$") and line:find('"resolved": "http', 1, true) then
                report(file, i, "the address of a registry: set omit-lockfile-registry-resolved=true in .npmrc")
            end
        end
    end,
    cases = {
        { "a.md", "see /" .. "home/ada/x and \"/" .. "work/main\"\n", 2 },
        { "a.md", "see https://saltby.example/" .. "home/x and /homely/\n", 0 },
        { "x/package-lock.json", '  "resolved": "https://x"\n', 1 },
    },
}
