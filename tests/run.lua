-- Runs case files and golden folders against the program; tests/README.md describes both.
--
--   lua5.4 tests/run.lua --tearsheet PROGRAM [--wrapper COMMAND] [--case WORDS] FILE.txt…
--   lua5.4 tests/run.lua --tearsheet PROGRAM [--accept] --golden FOLDER
--
-- The wrapper stands before the program in every command: valgrind, for instance.
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/lib/?.lua;" .. package.path
local cases = require("cases")
local golden = require("golden")
local shell = require("shell")

local SECONDS = 120 -- a command's time, generous enough for valgrind
local MOST_LINES = 60 -- of a difference shown

local function read_options(words)
    local options = { files = {} }
    local i = 1
    while words[i] do
        local name = words[i]:match("^%-%-(.*)")
        if name == "accept" then
            options.accept = true
        elseif name == "tearsheet" or name == "wrapper" or name == "case" or name == "golden" then
            i = i + 1
            options[name] = words[i] or error("--" .. name .. " wants a value", 0)
        elseif name then
            error("unknown option --" .. name, 0)
        else
            options.files[#options.files + 1] = words[i]
        end
        i = i + 1
    end
    return options
end

--- A folder of our own, with `tearsheet` and the helpers of tests/bin on the path of what runs in it.
local function make_scratch(options)
    local scratch = shell.output("mktemp -d")
    local root = shell.output("cd " .. shell.quote(here .. "/..") .. " && pwd")
    local program = shell.output("cd " .. shell.quote(options.tearsheet:match("^(.*)/") or ".") .. " && pwd") ..
        "/" .. options.tearsheet:match("[^/]*$")
    shell.write(scratch .. "/tearsheet", ("#!/bin/sh\nexec %s %s \"$@\"\n"):format(options.wrapper or "",
        shell.quote(program)))
    os.execute("mkdir " .. scratch .. "/bin && mv " .. scratch .. "/tearsheet " .. scratch .. "/bin && chmod +x " ..
        scratch .. "/bin/tearsheet")
    scratch = { path = scratch, root = root }
    scratch.prelude = ("PATH=%s/bin:%s/tests/bin:$PATH ROOT=%s HOME=%s TZ=UTC LC_ALL=C.UTF-8 LUA=%s\n" ..
        "export PATH ROOT HOME TZ LC_ALL LUA\n"):format(scratch.path, root, shell.quote(root), scratch.path,
        shell.quote(arg[-1] or "lua5.4"))
    return scratch
end

local counts = { passed = 0, failed = 0 }

local function report(ok, title, lines)
    if ok then
        counts.passed = counts.passed + 1
        return
    end
    counts.failed = counts.failed + 1
    print("FAILED " .. title)
    for _, line in ipairs(lines) do
        print("    " .. line)
    end
end

local function lay_files(case, folder)
    os.execute("mkdir -p " .. shell.quote(folder))
    for _, file in ipairs(case.files) do
        local path = folder .. "/" .. file.name
        shell.make_folder_of(path)
        shell.write(path, file.bytes)
    end
end

--- nil where the stream is as expected, else what to tell.
local function stream_trouble(name, section, line, printed, file, folder)
    local expected = section and section.lines or {}
    local good, at = cases.matches(expected, printed)
    if good then
        return nil
    end
    local wanted = table.concat(expected, "\n") .. (#expected > 0 and "\n" or "")
    local lines = shell.diff(wanted, printed, folder, MOST_LINES)
    line = (section and section.line or line) + at
    table.insert(lines, 1, ("%s:%d: %s differs from here on:"):format(file, line, name))
    return lines
end

local function run_step(step, scratch, folder, file)
    local script = scratch.prelude .. step.command
    if step.script then
        script = script .. "\n" .. table.concat(step.script.lines, "\n")
    end
    local out, err, status = shell.run(script, folder, SECONDS)
    local trouble = {}
    if status ~= step.status then
        trouble[1] = ("%s:%d: status %d, expected %d"):format(file, step.line, status, step.status)
    end
    for _, lines in ipairs({
        stream_trouble("standard output", step.stdout, step.line, out, file, folder) or {},
        stream_trouble("standard error", step.stderr, step.line, err, file, folder) or {},
    }) do
        table.move(lines, 1, #lines, #trouble + 1, trouble)
    end
    return trouble
end

--- A case passes when each of its commands does; those behind the first that does not are not run.
local function run_case(case, scratch, file, number)
    local folder = scratch.path .. "/" .. number
    lay_files(case, folder)
    local trouble = {}
    for _, step in ipairs(case.steps) do
        trouble = run_step(step, scratch, folder, file)
        if #trouble > 0 then
            table.insert(trouble, 1, "$ " .. step.command)
            break
        end
    end
    report(#trouble == 0, ("%s:%d: %s"):format(file, case.line, case.title), trouble)
    os.execute("chmod -R u+w " .. folder .. " && rm -rf " .. folder .. " " .. folder .. ".*")
end

local function run_files(options, scratch)
    local function encode(text, charset)
        local path = scratch.path .. "/encode"
        shell.write(path, text)
        return (shell.output(("iconv -f UTF-8 -t %s %s && echo"):format(shell.quote(charset), path)))
    end
    local number = 0
    for _, file in ipairs(options.files) do
        for _, case in ipairs(cases.read(file, shell.read(file) or error(file .. ": cannot be read", 0), encode)) do
            number = number + 1
            if not options.case or case.title:lower():find(options.case:lower(), 1, true) then
                run_case(case, scratch, file, number)
            end
        end
    end
end

local function run_golden(options, scratch)
    local function run(command, folder)
        -- Nothing is written beside the golden files: the script's files lie in the scratch folder.
        local go = "cd " .. shell.quote(scratch.root .. "/" .. folder) .. " || exit\n"
        return shell.run(scratch.prelude .. go .. command, scratch.path, SECONDS)
    end
    local function diff(expected, actual)
        return shell.diff(expected, actual, scratch.path, MOST_LINES)
    end
    for _, case in ipairs(golden.find(options.golden)) do
        if not options.case or case.name:find(options.case, 1, true) then
            if options.accept then
                golden.accept(case, run, print)
            else
                golden.check(case, run, diff, report)
            end
        end
    end
end

local function main()
    local options = read_options(arg)
    if not options.tearsheet then
        error("--tearsheet PROGRAM is missing", 0)
    end
    local scratch = make_scratch(options)
    local good, trouble = pcall(function()
        run_files(options, scratch)
        if options.golden then
            run_golden(options, scratch)
        end
    end)
    os.execute("rm -rf " .. scratch.path .. " " .. scratch.path .. ".*")
    if not good then
        error(trouble, 0)
    end
end

local good, trouble = pcall(main)
if not good then
    print(trouble)
    counts.failed = counts.failed + 1
end
print(("%d passed, %d failed"):format(counts.passed, counts.failed))
os.exit(counts.failed == 0)
