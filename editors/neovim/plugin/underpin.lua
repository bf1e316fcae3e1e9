-- Defines the commands. Nothing is loaded until one is used, and no server starts without setup() or vim.lsp.enable().
if vim.g.loaded_underpin or vim.fn.has('nvim-0.7') == 0 then
  return
end
vim.g.loaded_underpin = true

local function command(name, what, about, more)
  vim.api.nvim_create_user_command(name, function(call)
    require('underpin.command')[what](call.args)
  end, vim.tbl_extend('force', { desc = about }, more or {}))
end

command('UnderpinExplain', 'explain', 'Explain a rule, or the finding on this line', {
  nargs = '?',
  complete = function(prefix)
    return require('underpin.command').rules(prefix)
  end,
})
command('UnderpinFix', 'fix', 'Fix the finding on this line')
command('UnderpinFixAll', 'fix_all', 'Fix every finding of this buffer that has a fix')
command('UnderpinPath', 'path', 'Show the way of the finding on this line in the location list')
command('UnderpinRestart', 'restart', 'Restart the server')
command('UnderpinLog', 'log', "Open the log with the server's messages")

-- An action that explains a rule names the rule; this client can show it without asking the server again.
if vim.lsp.commands and not vim.lsp.commands['underpin.explain'] then
  vim.lsp.commands['underpin.explain'] = function(call)
    local rule = (call.arguments or {})[1]
    require('underpin.command').explain(type(rule) == 'table' and rule.rule or rule)
  end
end
