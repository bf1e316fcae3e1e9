-- Files that say what is installed, in a real Neovim with the real server: found by name, checked as they are typed.
package.path = vim.fn.getenv('UNDERPIN_PLUGIN') .. '/test/?.lua;' .. package.path
local project = require('project')

vim.fn.writefile({ 'requests' }, project.folder .. '/requirements.txt')
vim.fn.writefile({ 'FROM python:3', 'RUN pip install requests' }, project.folder .. '/Dockerfile')
vim.fn.writefile({ 'nothing' }, project.folder .. '/notes.txt')

local function names()
  local out = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1] or '' -- undone meanwhile
    out[#out + 1] = line:sub(d.col + 1, d.end_col)
  end
  table.sort(out)
  return table.concat(out, ' ')
end

local function await_names(wanted)
  project.await('findings about ' .. wanted, function()
    return names() == wanted
  end)
end

local function keys(text)
  vim.cmd('execute "normal! ' .. text .. '"')
end

project.run({
  { 'requirements.txt is told to the server, notes.txt is not', function()
    require('underpin').setup({ cmd = { project.binary, 'lsp' } })
    vim.cmd('edit ' .. project.folder .. '/notes.txt')
    assert(#require('underpin').clients(0) == 0)
    vim.cmd('edit ' .. project.folder .. '/requirements.txt')
    project.await('the server', function()
      return #require('underpin').clients(0) == 1
    end)
  end },
  { 'an invented name that is typed is told, and goes', function()
    keys([[Goflask_auto_shield_kit==1.0\<CR>reqeusts\<Esc>]])
    await_names('flask_auto_shield_kit reqeusts')
    for _, d in ipairs(vim.diagnostic.get(0)) do
      assert(#d.user_data.lsp.data.evidence > 0, 'no evidence')
    end
    vim.cmd('undo')
    await_names('')
  end },
  { 'a quick fix installs what was meant', function()
    vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'reqeusts>=2' })
    await_names('reqeusts')
    vim.api.nvim_win_set_cursor(0, { project.line_of('reqeusts'), 0 })
    vim.cmd('UnderpinFix')
    await_names('')
    assert(project.text():find('requests>=2', 1, true), project.text())
    vim.cmd('undo')
    vim.cmd('undo')
  end },
  { 'a Dockerfile too', function()
    vim.cmd('edit! ' .. project.folder .. '/Dockerfile')
    vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'RUN pip install llm-guardrail-toolbox-pro' })
    await_names('llm-guardrail-toolbox-pro')
    vim.cmd('undo')
  end },
  { 'an import that nothing holds', function()
    vim.cmd('edit! ' .. project.folder .. '/other.py')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'import acme_billing_sdk', 'print(acme_billing_sdk)' })
    await_names('acme_billing_sdk')
  end },
  { 'manifests = false leaves them alone', function()
    for _, client in ipairs(require('underpin').clients()) do
      require('underpin').call(client, 'stop', true)
    end
    project.await('no server', function()
      return #require('underpin').clients() == 0
    end)
    require('underpin').setup({ cmd = { project.binary, 'lsp' }, manifests = false })
    vim.cmd('edit! ' .. project.folder .. '/requirements.txt')
    assert(#require('underpin').clients(0) == 0)
  end },
})
