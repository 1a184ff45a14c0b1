--- Golden folders: tests/golden/NAME/input.* and what each form of it must be, byte for byte.
local json = require("json")
local shell = require("shell")

local golden = {}

golden.forms = {
    { file = "expected.json", to = "json" },
    { file = "expected.md", to = "markdown" },
    { file = "expected.html", to = "html" },
    { file = "expected.txt", to = "text" },
    { file = "expected.ast", to = "ast" },
}

--- The golden folders below `root`: {name, folder, input, args}.
function golden.find(root)
    local list = {}
    for _, folder in ipairs(shell.lines("ls -d " .. shell.quote(root) .. "/*/ 2>/dev/null")) do
        folder = folder:gsub("/$", "")
        local inputs = shell.lines("cd " .. shell.quote(folder) .. " && ls input.* 2>/dev/null")
        if #inputs ~= 1 then
            error(folder .. ": wants one input.*, has " .. #inputs, 0)
        end
        local args = (shell.read(folder .. "/args") or ""):gsub("%s+$", "")
        list[#list + 1] = { name = folder:match("[^/]+$"), folder = folder, input = inputs[1], args = args }
    end
    return list
end

--- The record as people read it: a line for each key. Text that is no JSON stays as it is.
local function readable(text)
    local good, node = pcall(json.read, text)
    return good and json.write(node, "") .. "\n" or text
end

local function print_form(case, form, run)
    local command = ("tearsheet convert --to %s %s %s"):format(form.to, case.args, case.input)
    local out, err, status = run(command, case.folder)
    if form.to == "json" then
        out = readable(out)
    end
    return out, err, status, command
end

--- Checks one folder. `run(command, folder)` gives output, errors and status; `report(ok, title, lines)` counts.
-- The Markdown form must also come out of itself unchanged.
function golden.check(case, run, diff, report)
    local forms = 0
    for _, form in ipairs(golden.forms) do
        local path = case.folder .. "/" .. form.file
        local expected = shell.read(path)
        if expected then
            forms = forms + 1
            local out, err, status, command = print_form(case, form, run)
            local wanted = shell.read(path .. ".stderr") or ""
            if status ~= 0 then
                report(false, path, { command .. " ended with status " .. status, err })
            elseif out ~= expected then
                report(false, path, diff(expected, out))
            else
                report(err == wanted, path, diff(wanted, err))
            end
            if form.to == "markdown" then
                local again, trouble = run("tearsheet convert " .. form.file, case.folder)
                report(again == expected, path .. " converted again", diff(expected, again .. trouble))
            end
        end
    end
    if forms == 0 then
        report(false, case.folder, { "no expected.* beside " .. case.input .. ": make accept writes them" })
    end
end

--- Writes what is printed now; in a new folder all forms, else those there are.
function golden.accept(case, run, tell)
    local wanted = {}
    for _, form in ipairs(golden.forms) do
        if shell.read(case.folder .. "/" .. form.file) then
            wanted[#wanted + 1] = form
        end
    end
    for _, form in ipairs(#wanted > 0 and wanted or golden.forms) do
        local path = case.folder .. "/" .. form.file
        local out, err, status = print_form(case, form, run)
        if status ~= 0 then
            tell(path .. ": not written, status " .. status .. "\n" .. err)
        elseif out ~= shell.read(path) then
            shell.write(path, out)
            tell(path .. ": written")
        end
        if status == 0 and err ~= "" then
            shell.write(path .. ".stderr", err)
        else
            os.remove(path .. ".stderr")
        end
    end
end

return golden
