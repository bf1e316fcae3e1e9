-- What the commands do; plugin/underpin.lua defines them.
local underpin = require('underpin')
local action = require('underpin.action')

local M = {}

local function tell(message, level)
  vim.notify('underpin: ' .. message, level or vim.log.levels.INFO)
end

-- here calls use with the finding on the cursor's line; if there are several, the user chooses.
local function here(use)
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local found = action.diagnostics(0, line, line)
  if #found == 0 then
    return tell('there is no finding on this line', vim.log.levels.WARN)
  end
  if #found == 1 then
    return use(found[1])
  end
  vim.ui.select(found, {
    prompt = 'Which finding?',
    format_item = function(finding)
      return finding.code .. ': ' .. finding.message
    end,
  }, function(finding)
    if finding then
      use(finding)
    end
  end)
end

-- asked has the server of this buffer explain a rule, which knows a team's own too. Without one there is the command line.
local function asked(rule)
  local client = underpin.clients(0)[1]
  local provider = client and client.server_capabilities.executeCommandProvider
  if not provider or not vim.tbl_contains(provider.commands or {}, 'underpin.explain') then
    return nil
  end
  local argument = { rule = rule, show = false, textDocument = { uri = vim.uri_from_bufnr(0) } }
  local answer = action.ask(client, 'workspace/executeCommand', { command = 'underpin.explain', arguments = { argument } }, 0)
  if type(answer) ~= 'table' or type(answer.text) ~= 'string' then
    return nil
  end
  return vim.split(answer.text, '\n')
end

-- explain shows what a rule is about: the one named, or that of the finding on the cursor's line.
function M.explain(rule)
  if not rule or rule == '' then
    return here(function(finding)
      M.explain(finding.code)
    end)
  end
  local lines = asked(rule)
  if lines then
    return M.show('underpin://' .. rule, lines, 'markdown')
  end
  local code
  lines, code = M.output('explain', rule)
  if code ~= 0 then
    return tell(table.concat(lines, '\n'), vim.log.levels.ERROR)
  end
  M.show('underpin://' .. rule, lines)
end

-- output runs underpin and gives its lines and exit code.
function M.output(...)
  local cmd = underpin.cli(...)
  if not cmd then
    return { 'the command line is not known: option cmd is a function' }, -1
  end
  if vim.fn.executable(cmd[1]) == 0 then
    return { cmd[1] .. ' is not executable' }, -1
  end
  local lines = vim.fn.systemlist(cmd)
  return lines, vim.v.shell_error
end

-- show puts lines into a window of their own that q closes.
function M.show(name, lines, filetype)
  local buf = vim.fn.bufnr('^' .. name .. '$')
  if buf < 0 then
    buf = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buf, name)
  end
  vim.bo[buf].modifiable = true
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, lines)
  vim.bo[buf].modifiable = false
  vim.bo[buf].bufhidden = 'wipe'
  if filetype then
    vim.bo[buf].filetype = filetype
  end
  vim.api.nvim_buf_set_keymap(buf, 'n', 'q', '<Cmd>close<CR>', { noremap = true, silent = true })
  local window = vim.fn.bufwinid(buf)
  if window >= 0 then
    return vim.api.nvim_set_current_win(window)
  end
  vim.cmd('botright split')
  vim.api.nvim_win_set_buf(0, buf)
  vim.wo.wrap = true
end

-- rules completes names of rules.
function M.rules(prefix)
  local lines, code = M.output('rules')
  local out = {}
  for i = 2, code == 0 and #lines or 0 do
    local name = lines[i]:match('^%S+')
    if name and name:sub(1, #prefix) == prefix then
      out[#out + 1] = name
    end
  end
  return out
end

local function done(title, why)
  if title then
    return tell(title)
  end
  tell(why, vim.log.levels.WARN)
end

-- fix applies the fix of the finding on the cursor's line.
function M.fix()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  done(action.run('quickfix', line, line))
end

-- fix_all applies every fix of the buffer that is right on its own.
function M.fix_all()
  done(action.run('source.fixAll.underpin'))
end

-- path puts the way of the finding on the cursor's line, source first, into the location list.
function M.path()
  here(function(finding)
    local client = underpin.clients(0)[1]
    local items = {}
    -- One at a time: together they would come back sorted by place, and a way is not.
    for _, step in ipairs(finding.relatedInformation or {}) do
      local item = vim.lsp.util.locations_to_items({ step.location }, client and client.offset_encoding or 'utf-16')[1]
      item.text = step.message
      items[#items + 1] = item
    end
    vim.fn.setloclist(0, {}, ' ', { title = finding.message, items = items })
    if #items > 0 then
      vim.cmd('lopen')
    end
  end)
end

function M.restart()
  underpin.restart()
end

-- log opens Neovim's log, in which the server's messages stand.
function M.log()
  local path = vim.lsp.log and vim.lsp.log.get_filename and vim.lsp.log.get_filename() or vim.lsp.get_log_path()
  vim.cmd('tabnew ' .. vim.fn.fnameescape(path))
  vim.cmd('normal! G')
end

return M
