-- Runs the lints: lua5.4 tests/lint/run.lua LIBRARY [CODE…]
--
-- Every other tests/lint/*.lua is a rule: {code, wants(file), check(file, text, report), cases}, or, for a question to
-- all files at once, {code, check_all(files, report), self_test()}. A case is a planted file, {name, text, offences}: a
-- rule that does not see its own offences fails. A line, or the one above it, may waive a rule with its reason, in a
-- comment: lint: CODE REASON.
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. here .. "/../lib/?.lua;" .. package.path
local c_text = require("c_text")
local shell = require("shell")
local tools = require("tools")

local not_rules = { run = true, c_text = true, tools = true }
local counts = { passed = 0, failed = 0 }

local function count(good)
    local key = good and "passed" or "failed"
    counts[key] = counts[key] + 1
end

local function read_rules()
    local rules = {}
    for _, file in ipairs(shell.lines("ls " .. shell.quote(here))) do
        local name = file:match("^(.*)%.lua$")
        if name and not not_rules[name] then
            rules[#rules + 1] = require(name)
        end
    end
    return rules
end

--- The files of the tree as git has or would have them, without git those that are there.
local function list_files()
    local files = {}
    local listed = shell.lines("git ls-files -co --exclude-standard 2>/dev/null")
    if #listed == 0 then
        listed = shell.lines("find . -type f -not -path './build/*' -not -path '*/node_modules/*' " ..
            "-not -path './.git/*' -not -path './site-example/public/*' | sed 's|^./||' | sort")
    end
    for _, file in ipairs(listed) do
        if shell.read(file) then -- git also lists what was just removed
            files[#files + 1] = file
        end
    end
    return files
end

local function is_waived(lines, number, code)
    for i = number, math.max(number - 1, 1), -1 do
        if lines[i] and lines[i]:find("lint: " .. code .. " %S") then
            return true
        end
    end
    -- A function's waiver stands in front of its whole head.
    local i = number
    while code == "sizes" and i > 1 and lines[i - 1] ~= "" and lines[i - 1] ~= "}" and number - i < 12 do
        i = i - 1
        if lines[i]:find("lint: sizes %S") then
            return true
        end
    end
    return false
end

--- Offences of one rule in one text, {file, line, what}, without those waived.
local function offences_in(rule, file, text)
    local found = {}
    local lines = c_text.lines(text)
    rule.check(file, text, function(where, line, what)
        if not is_waived(lines, line, rule.code) then
            found[#found + 1] = { where, line, what }
        end
    end)
    return found
end

local function show(code, found)
    for _, offence in ipairs(found) do
        print(("%s:%d: %s: %s"):format(offence[1], offence[2], code, offence[3]))
    end
end

local function test_rule(rule)
    if rule.self_test then
        local good, trouble = pcall(rule.self_test)
        if not good then
            print(rule.code .. " does not see a planted offence: " .. tostring(trouble))
        end
        count(good)
    end
    for i, case in ipairs(rule.cases or {}) do
        local found = rule.wants(case[1]) and offences_in(rule, case[1], case[2]) or {}
        if #found ~= case[3] then
            print(("%s, case %d: %d offences seen, %d planted"):format(rule.code, i, #found, case[3]))
            show(rule.code, found)
        end
        count(#found == case[3])
    end
end

local function run_rule(rule, files)
    local found = {}
    if rule.check_all then
        rule.check_all(files, function(file, line, what)
            found[#found + 1] = { file, line, what }
        end)
    end
    for _, file in ipairs(rule.check and files or {}) do
        if rule.wants(file) then
            local here_found = offences_in(rule, file, shell.read(file))
            table.move(here_found, 1, #here_found, #found + 1, found)
        end
    end
    show(rule.code, found)
    count(#found == 0)
end

local function test_tools()
    local foreign = tools.foreign_symbols({ "01 T tearsheet_version", "02 T ts_buf_put", "03 R x", "04 T _init" })
    count(#foreign == 2)
    local names = tools.declared("TEARSHEET_API char *\n tearsheet_a(void);\nTEARSHEET_API int tearsheet_b(int x);")
    count(#names == 2 and names[1] == "tearsheet_a")
    local packages = "build pc:a  a-dev  a\nbuild header:b.h b-dev b\n"
    local unlisted = tools.unlisted(packages, "| a-dev | a |\n| b-dev | x |\n")
    count(#unlisted == 1 and unlisted[1] == "| b-dev | b |")
end

local function main()
    local library = arg[1]
    local only = {}
    for i = 2, #arg do
        only[arg[i]] = true
    end
    local files = list_files()
    for _, rule in ipairs(read_rules()) do
        if #arg < 2 or only[rule.code] then
            test_rule(rule)
            run_rule(rule, files)
        end
    end
    test_tools()
    for _, tool in ipairs(tools.list) do
        if #arg < 2 or only[tool.code] then
            local found = {}
            tool.run({ files = files, library = library, lines = shell.lines }, function(file, line, what)
                found[#found + 1] = { file, tonumber(line), what }
            end)
            show(tool.code, found)
            count(#found == 0)
        end
    end
    print(("%d passed, %d failed"):format(counts.passed, counts.failed))
    os.exit(counts.failed == 0)
end

main()
