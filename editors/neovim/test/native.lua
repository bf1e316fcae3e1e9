-- vim.lsp.enable() alone, without setup(): Neovim 0.11 and later. And a start by hand, which works in all.
package.path = vim.fn.getenv('UNDERPIN_PLUGIN') .. '/test/?.lua;' .. package.path
local project = require('project')

local login = 'missing-rate-limit missing-session-token plaintext-password sql-injection'

local steps = {
  { 'without setup() nothing starts', function()
    project.open('app.py')
    assert(#require('underpin').clients() == 0)
  end },
}
if vim.fn.has('nvim-0.11') == 1 then
  vim.list_extend(steps, {
    { "vim.lsp.config and vim.lsp.enable('underpin')", function()
      vim.lsp.config('underpin', { cmd = { project.binary, 'lsp' } })
      vim.lsp.enable('underpin')
      project.await_rules(login)
      local client = require('underpin').clients(0)[1]
      assert(client.config.root_dir == project.folder, client.config.root_dir)
    end },
    { 'the commands find the binary', function()
      vim.cmd('UnderpinExplain sql-injection')
      assert(project.text():find('CWE-89', 1, true), project.text())
      vim.cmd('close')
      vim.cmd('UnderpinRestart')
      project.await_rules(login)
    end },
  })
else
  steps[#steps + 1] = { 'autostart = false, then start()', function()
    require('underpin').setup({ cmd = { project.binary, 'lsp' }, autostart = false })
    vim.cmd('doautocmd FileType python')
    assert(#require('underpin').clients() == 0)
    require('underpin').start()
    project.await_rules(login)
    assert(require('underpin').clients(0)[1].config.root_dir == project.folder)
  end }
end
steps[#steps + 1] = { ':checkhealth underpin is green', function()
  vim.cmd('checkhealth underpin')
  local text = project.text()
  assert(not text:find('ERROR') and not text:find('WARN') and text:find('starts and answers', 1, true), text)
end }
project.run(steps)
