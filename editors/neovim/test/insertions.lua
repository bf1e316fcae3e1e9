-- View "insertions": what was there is toned down, what comes in several lines at once counts in full, undo takes that back.
package.path = vim.fn.getenv('UNDERPIN_PLUGIN') .. '/test/?.lua;' .. package.path
local project = require('project')

local login = 'missing-rate-limit missing-session-token plaintext-password sql-injection'

-- loud lists the rules whose findings are errors or warnings.
local function loud()
  local out = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    if d.severity <= vim.diagnostic.severity.WARN then
      out[#out + 1] = project.rule(d)
    end
  end
  return table.concat(out, ' ')
end

local function await_loud(wanted)
  project.await('loud findings: ' .. wanted, function()
    return loud() == wanted
  end)
end

-- await_moved waits for the answer to an edit that changes lines but no findings.
local function await_moved()
  project.await('the findings where the text now is', function()
    for _, d in ipairs(vim.diagnostic.get(0)) do
      if project.rule(d) == 'sql-injection' then
        return d.lnum + 1 == project.line_of('cursor.execute(query)')
      end
    end
  end)
end

project.run({
  { 'what was there is toned down', function()
    require('underpin').setup({ cmd = { project.binary, 'lsp' }, settings = { view = 'insertions' } })
    project.open('app.py')
    project.await_rules(login)
    await_loud('')
  end },
  { 'typing does not change that', function()
    vim.api.nvim_win_set_cursor(0, { 1, 0 })
    vim.cmd([[execute "normal! O# a remark\<Esc>"]])
    await_moved()
    project.await_rules(login)
    await_loud('')
  end },
  { 'a block that comes at once counts in full', function()
    vim.cmd('let &undolevels = &undolevels')
    vim.api.nvim_buf_set_lines(0, -1, -1, false, {
      '', '', '@app.route("/ping")', 'def ping():', '    import os',
      '    os.system("ping -c 1 " + request.args["host"])', '    return "ok"',
    })
    project.await_rules('command-injection ' .. login)
    await_loud('command-injection')
  end },
  { 'undo ends it, redo brings it back', function()
    vim.cmd('undo')
    project.await_rules(login)
    await_loud('')
    vim.cmd('redo')
    project.await_rules('command-injection ' .. login)
    await_loud('command-injection')
  end },
  { 'a function that was moved is no insertion', function()
    local from = project.line_of('def get_db')
    vim.cmd(('%d,%dmove $'):format(from, from + 3))
    await_moved()
    project.await_rules('command-injection ' .. login)
    await_loud('command-injection')
  end },
})
