-- What the tests share: a project on disk, waiting for what is to come, and a report at the end.
local M = {}

local plugin = vim.fn.getenv('UNDERPIN_PLUGIN') -- editors/neovim
M.binary = vim.fn.getenv('UNDERPIN_BINARY')
M.folder = vim.fn.getenv('UNDERPIN_PROJECT') -- has the flawed login as app.py; may be written to

vim.opt.runtimepath:prepend(plugin)
vim.cmd('runtime plugin/underpin.lua')
vim.cmd('filetype on')
vim.o.swapfile = false

-- await runs the editor until a condition gives something true. Nothing here sleeps.
function M.await(what, condition)
  local value
  local came = vim.wait(15000, function()
    value = condition()
    return value
  end, 10)
  if not came then
    error('waited in vain for ' .. what, 2)
  end
  return value
end

-- rule is the name of the rule that a diagnostic is of.
function M.rule(d)
  local sent = d.user_data and d.user_data.lsp or {}
  return d.code or sent.code
end

function M.rules(buf)
  local out = {}
  for _, d in ipairs(vim.diagnostic.get(buf or 0)) do
    out[#out + 1] = M.rule(d)
  end
  table.sort(out)
  return table.concat(out, ' ')
end

-- await_rules waits until the findings of the present buffer are these.
function M.await_rules(wanted)
  local ok = vim.wait(15000, function()
    return M.rules() == wanted
  end, 10)
  if not ok then
    error(('findings are %q, wanted %q'):format(M.rules(), wanted), 2)
  end
end

function M.open(name)
  vim.cmd('edit ' .. M.folder .. '/' .. name)
  if vim.bo.filetype == '' then
    vim.cmd('setfiletype python')
  end
end

function M.line_of(text)
  for i, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    if line:find(text, 1, true) then
      return i
    end
  end
  error(text .. ' is in no line', 2)
end

function M.text(buf)
  return table.concat(vim.api.nvim_buf_get_lines(buf or 0, 0, -1, false), '\n')
end

local function run(steps)
  for _, step in ipairs(steps) do
    local start = vim.loop.hrtime()
    local ok, err = xpcall(step[2], debug.traceback)
    local took = (vim.loop.hrtime() - start) / 1e6
    io.stdout:write(('%s %-60s %5.0f ms\n'):format(ok and 'ok  ' or 'FAIL', step[1], took))
    if not ok then
      io.stdout:write(tostring(err) .. '\n' .. vim.fn.execute('messages') .. '\n')
      local log = vim.lsp.log and vim.lsp.log.get_filename and vim.lsp.log.get_filename() or vim.lsp.get_log_path()
      for _, line in ipairs(vim.fn.filereadable(log) == 1 and vim.fn.readfile(log, '', -20) or {}) do
        io.stdout:write(line .. '\n')
      end
      io.stdout:flush()
      vim.cmd('cquit 1')
    end
  end
  io.stdout:flush()
  vim.cmd('qall!')
end

-- run calls the steps in order once Neovim is up, stops at the first that fails, and leaves Neovim.
function M.run(steps)
  vim.api.nvim_create_autocmd('VimEnter', {
    once = true,
    callback = vim.schedule_wrap(function()
      run(steps)
    end),
  })
end

return M
