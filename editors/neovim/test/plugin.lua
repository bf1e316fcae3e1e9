-- The plugin in a real Neovim with the real server: setup() and all commands.
package.path = vim.fn.getenv('UNDERPIN_PLUGIN') .. '/test/?.lua;' .. package.path
local project = require('project')

local login = 'missing-rate-limit missing-session-token plaintext-password sql-injection'
local said = {}
local notify = vim.notify
vim.notify = function(message, level)
  said[#said + 1] = message
  return notify(message, level)
end
vim.ui.select = function(items, _, chosen) -- as a user who wants the injection
  for _, item in ipairs(items) do
    if item.code == 'sql-injection' then
      return chosen(item)
    end
  end
end
local function last()
  return said[#said] or ''
end

local function health()
  vim.cmd('checkhealth underpin')
  local text = project.text()
  vim.cmd('silent! bwipeout!')
  return text
end

project.run({
  { 'the commands load nothing', function()
    assert(vim.fn.exists(':UnderpinExplain') == 2)
    assert(not package.loaded['underpin'])
  end },
  { 'wrong options are told and cost nothing else', function()
    require('underpin').setup({ cmd = { project.binary, 'lsp' }, filetype = { 'python' }, settings = 3 })
    assert(said[2]:find('no option "filetype"', 1, true), said[2])
    assert(said[1]:find('option "settings" is a number, wanted a table', 1, true), said[1])
    assert(health():find('ERROR'), 'wrong options are not reported')
    require('underpin').setup({ cmd = { project.binary, 'lsp' } })
  end },
  { ':checkhealth names a setting that the server does not know', function()
    require('underpin').setup({ cmd = { project.binary, 'lsp' }, settings = { vieww = 'changes' } })
    local text = health()
    assert(text:find('ERROR there is no setting underpin.vieww', 1, true) or text:find('ERROR: there is no setting underpin.vieww', 1, true), text)
    require('underpin').setup({ cmd = { project.binary, 'lsp' } })
  end },
  { 'the flawed login has its findings', function()
    project.open('app.py')
    project.await_rules(login)
    assert(#require('underpin').clients(0) == 1)
  end },
  { 'findings keep their place while lines come above', function()
    local before = vim.diagnostic.get(0)[1].lnum
    vim.api.nvim_buf_set_lines(0, 0, 0, false, { '# one', '# two' })
    project.await('moved findings', function()
      local now = vim.diagnostic.get(0)[1]
      return now and now.lnum == before + 2
    end)
    project.await_rules(login)
  end },
  { 'findings change as text is inserted, and go with it', function()
    vim.api.nvim_buf_set_lines(0, -1, -1, false, {
      '', '', '@app.route("/ping")', 'def ping():', '    import os',
      '    os.system("ping -c 1 " + request.args["host"])', '    return "ok"',
    })
    project.await_rules('command-injection ' .. login)
    for _, d in ipairs(vim.diagnostic.get(0)) do
      local data = d.user_data.lsp.data
      assert((data.origin == 'assistant') == (project.rule(d) == 'command-injection'), project.rule(d) .. ' is ' .. tostring(data.origin))
    end
    vim.cmd('undo')
    project.await_rules(login)
  end },
  { 'typed keys are followed', function()
    vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 0 })
    vim.cmd([[execute "normal! o\<CR>eval(request.args['x'])\<Esc>"]])
    project.await('the typed finding', function()
      return project.rules():find('code%-injection')
    end)
    vim.cmd('undo')
    project.await_rules(login)
  end },
  { ':UnderpinPath lists the way, source first', function()
    vim.api.nvim_win_set_cursor(0, { project.line_of('cursor.execute(query)'), 0 })
    vim.cmd('UnderpinPath')
    local list = vim.fn.getloclist(0)
    assert(#list >= 2, 'the way has ' .. #list .. ' steps')
    assert(list[1].lnum < list[#list].lnum or list[1].lnum ~= list[#list].lnum)
    vim.cmd('lclose')
  end },
  { ':UnderpinExplain explains the finding here, and a rule by name', function()
    vim.api.nvim_win_set_cursor(0, { project.line_of('cursor.execute(query)'), 0 })
    vim.cmd('UnderpinExplain')
    assert(project.text():find('CWE-89', 1, true), project.text())
    vim.cmd('close')
    vim.cmd('UnderpinExplain path-traversal')
    assert(project.text():find('CWE-22', 1, true), project.text())
    vim.cmd('close')
    assert(vim.tbl_contains(vim.fn.getcompletion('UnderpinExplain sql', 'cmdline'), 'sql-injection'))
    vim.api.nvim_win_set_cursor(0, { 1, 0 })
    vim.cmd('UnderpinExplain')
    assert(last():find('no finding on this line', 1, true), last())
  end },
  { 'a quick fix is applied and its finding goes', function()
    vim.api.nvim_win_set_cursor(0, { project.line_of('cursor.execute(query)'), 0 })
    vim.cmd('UnderpinFix')
    project.await('the fixed query', function()
      return not project.rules():find('sql%-injection')
    end)
    assert(not project.text():find("'{username}'", 1, true), project.text())
    vim.cmd('UnderpinFix')
    assert(last():find('nothing to fix', 1, true), last())
    vim.cmd('undo')
    project.await_rules(login)
  end },
  { ':UnderpinFixAll fixes all there is', function()
    vim.cmd('UnderpinFixAll')
    project.await('the fixed query', function()
      return not project.rules():find('sql%-injection')
    end)
    vim.cmd('undo')
    project.await_rules(login)
  end },
  { 'another buffer of the project shares the server', function()
    project.open('other.py')
    project.await('the server', function()
      return #require('underpin').clients(0) == 1
    end)
    assert(#require('underpin').clients() == 1)
    vim.cmd('buffer app.py')
  end },
  { ':UnderpinRestart starts anew for the same buffers', function()
    local before = require('underpin').clients()[1].id
    vim.cmd('UnderpinRestart')
    project.await('another server', function()
      local now = require('underpin').clients(0)[1]
      return now and now.id ~= before
    end)
    project.await_rules(login)
    local other = vim.fn.bufnr('other.py')
    assert(#require('underpin').clients(other) == 1, ('buffer %d has %d servers'):format(other, #require('underpin').clients(other)) .. vim.fn.execute('ls'))
  end },
  { ':UnderpinLog opens the log', function()
    vim.cmd('UnderpinLog')
    assert(vim.api.nvim_buf_get_name(0):find('lsp'), vim.api.nvim_buf_get_name(0))
    vim.cmd('tabclose')
  end },
  { ':checkhealth underpin is green', function()
    local text = health()
    assert(not text:find('ERROR') and not text:find('WARN'), text)
    for _, wanted in ipairs({ 'underpin 0', 'starts and answers', 'a server runs for ' .. project.folder, 'with 2 buffers', 'options of setup() are valid' }) do
      assert(text:find(wanted, 1, true), wanted .. ' is missing in\n' .. text)
    end
  end },
  { ':checkhealth names a wrong setting and a missing binary', function()
    vim.cmd('cd ' .. project.folder)
    vim.fn.writefile({ 'exlude = []' }, project.folder .. '/underpin.toml')
    local text = health()
    assert(text:find('ERROR') and text:find('unknown key "exlude"', 1, true), text)
    vim.fn.writefile({ 'exclude = []' }, project.folder .. '/underpin.toml')
    text = health()
    assert(not text:find('ERROR') and text:find('underpin.toml is valid', 1, true), text)
    vim.fn.delete(project.folder .. '/underpin.toml')
    require('underpin').setup({ cmd = { 'no-such-underpin', 'lsp' } })
    for _, client in ipairs(require('underpin').clients()) do
      require('underpin').call(client, 'stop', true)
    end
    project.await('no server', function()
      return #require('underpin').clients() == 0
    end)
    text = health()
    assert(text:find('no-such-underpin is not executable', 1, true), text)
  end },
})
