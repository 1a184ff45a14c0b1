--- Files, folders and commands for the tests. Needs a POSIX shell and nothing else.
local shell = {}

--- The text as one word of the shell.
function shell.quote(text)
    return "'" .. text:gsub("'", "'\\''") .. "'"
end

function shell.read(path)
    local file = io.open(path, "rb")
    if not file then
        return nil
    end
    local text = file:read("a")
    file:close()
    return text
end

function shell.write(path, text)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
end

--- What a command prints, without the last line end.
function shell.output(command)
    local pipe = assert(io.popen(command))
    local text = pipe:read("a")
    pipe:close()
    return (text:gsub("\n$", ""))
end

--- The lines a command prints.
function shell.lines(command)
    local lines = {}
    for line in shell.output(command):gmatch("[^\n]+") do
        lines[#lines + 1] = line
    end
    return lines
end

--- Makes the folder that a path lies in.
function shell.make_folder_of(path)
    local folder = path:match("^(.*)/[^/]*$")
    if folder then
        os.execute("mkdir -p " .. shell.quote(folder))
    end
end

--- Runs a script in a folder, with no input and a time limit in seconds. Gives standard output, standard error and
-- the exit status: 124 past the limit, 128 and the signal where one ended it.
function shell.run(script, folder, limit)
    local base = folder .. ".run"
    shell.write(base .. ".sh", script .. "\n")
    local _, how, code = os.execute(("cd %s && timeout %d sh %s >%s 2>%s </dev/null"):format(shell.quote(folder), limit,
        shell.quote(base .. ".sh"), shell.quote(base .. ".out"), shell.quote(base .. ".err")))
    return shell.read(base .. ".out"), shell.read(base .. ".err"), how == "signal" and 128 + code or code
end

--- The difference between two texts, as `diff -u` shows it, at most `most` lines.
function shell.diff(expected, actual, folder, most)
    local base = folder .. ".diff"
    shell.write(base .. ".expected", expected)
    shell.write(base .. ".actual", actual)
    local lines = shell.lines(("diff -u -a --label expected --label printed %s %s | cut -c 1-400 | head -n %d"):format(
        shell.quote(base .. ".expected"), shell.quote(base .. ".actual"), most))
    return lines
end

return shell
