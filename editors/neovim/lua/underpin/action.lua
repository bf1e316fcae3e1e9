-- Asks the server for code actions and carries them out, the same in every version: until 0.8 Neovim can only offer a menu.
local underpin = require('underpin')

local M = {}

local timeout = 5000 -- milliseconds for one answer

-- ask sends a request for a buffer and waits. It gives the answer, or nil and why.
function M.ask(client, method, params, buf)
  local answer, err = underpin.call(client, 'request_sync', method, params, timeout, buf)
  if not answer then
    return nil, err or 'no answer'
  end
  if answer.err then
    return nil, answer.err.message
  end
  return answer.result or {}
end

-- apply does what an action says.
local function apply(client, action, buf)
  if not action.edit and not (type(action.command) == 'string') and action.data ~= nil then
    local resolved, err = M.ask(client, 'codeAction/resolve', action, buf)
    if not resolved then
      return nil, err
    end
    action = resolved
  end
  if action.edit then
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  end
  local command = action.command
  if type(command) == 'string' then
    command = action
  end
  if type(command) == 'table' then
    local ok, err = M.ask(client, 'workspace/executeCommand', { command = command.command, arguments = command.arguments }, buf)
    if not ok then
      return nil, err
    end
  end
  return true
end

local function of_kind(action, kind)
  local own = action.kind or ''
  return own == kind or own:sub(1, #kind + 1) == kind .. '.'
end

-- run carries out the preferred action of a kind, or else the first, for a range (0-based lines, nil: the whole buffer).
-- It gives the action's title, or nil and why there was none.
function M.run(kind, first, last)
  local buf = vim.api.nvim_get_current_buf()
  local client = underpin.clients(buf)[1]
  if not client then
    return nil, 'no server is attached to this buffer'
  end
  last = last or vim.api.nvim_buf_line_count(buf) - 1
  local text = vim.api.nvim_buf_get_lines(buf, last, last + 1, false)[1] or ''
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buf) },
    range = {
      start = { line = first or 0, character = 0 },
      ['end'] = { line = last, character = vim.str_utfindex(text) },
    },
    context = { only = { kind }, diagnostics = M.diagnostics(buf, first, last) },
  }
  local actions, err = M.ask(client, 'textDocument/codeAction', params, buf)
  if not actions then
    return nil, err
  end
  local chosen
  for _, action in ipairs(actions) do
    -- Quick fixes that are not preferred are choices, such as to suppress a finding; those are the menu's.
    local meant = of_kind(action, kind) and not action.disabled and (kind ~= 'quickfix' or action.isPreferred)
    if meant and (not chosen or action.isPreferred and not chosen.isPreferred) then
      chosen = action
    end
  end
  if not chosen then
    return nil, 'there is nothing to fix'
  end
  local ok, why = apply(client, chosen, buf)
  if not ok then
    return nil, why
  end
  return chosen.title
end

-- diagnostics gives underpin's diagnostics on lines, as the server sent them.
function M.diagnostics(buf, first, last)
  local out = {}
  for _, d in ipairs(vim.diagnostic.get(buf)) do
    if d.source == 'underpin' and (not first or d.lnum <= last and first <= (d.end_lnum or d.lnum)) then
      local sent = d.user_data and d.user_data.lsp or {}
      out[#out + 1] = {
        range = sent.range or {
          start = { line = d.lnum, character = d.col },
          ['end'] = { line = d.end_lnum or d.lnum, character = d.end_col or d.col },
        },
        severity = d.severity,
        code = sent.code or d.code,
        source = d.source,
        message = d.message,
        data = sent.data,
        relatedInformation = sent.relatedInformation,
      }
    end
  end
  return out
end

return M
