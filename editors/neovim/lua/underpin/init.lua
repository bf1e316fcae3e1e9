-- Starts underpin's language server for buffers. Everything it knows about code comes from the server.
--
-- Neovim 0.11 has its own way to start servers, which is used there; 0.8 to 0.10 have vim.lsp.start; 0.7 has neither.
local config = require('underpin.config')

local M = {}

local native = vim.fn.has('nvim-0.11') == 1

-- setup takes the options over (see :help underpin-options) and starts the server for present and later buffers.
function M.setup(options)
  config.set(options)
  if native then
    vim.lsp.config('underpin', config.client(config.options))
    if config.options.autostart then
      vim.lsp.enable('underpin')
    end
    return
  end
  local group = vim.api.nvim_create_augroup('underpin', { clear = true })
  if not config.options.autostart then
    return
  end
  local function consider(buf)
    if vim.api.nvim_buf_is_loaded(buf) and config.wants(buf, config.options) then
      M.start(buf)
    end
  end
  vim.api.nvim_create_autocmd({ 'FileType', 'BufReadPost', 'BufNewFile' }, { -- some manifests have no file type
    group = group,
    callback = function(event)
      consider(event.buf)
    end,
  })
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    consider(buf)
  end
end

-- clients lists the running clients, or those of a buffer.
function M.clients(buf)
  local all = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  return vim.tbl_filter(function(client)
    return client.name == 'underpin' and (not buf or vim.lsp.buf_is_attached(buf, client.id))
  end, all)
end

-- start attaches a buffer (nil: the present one) to the server of its root, which it starts if need be.
function M.start(buf)
  buf = (buf == nil or buf == 0) and vim.api.nvim_get_current_buf() or buf
  local file = vim.api.nvim_buf_get_name(buf)
  if file == '' or vim.bo[buf].buftype ~= '' then
    return
  end
  local client = config.client(config.options)
  client.root_dir = config.root(file, client.root_markers)
  client.filetypes, client.root_markers = nil, nil
  if type(client.cmd) == 'table' and vim.fn.executable(client.cmd[1]) == 0 then
    M.warn_once(('%s is not executable; :checkhealth underpin tells more'):format(client.cmd[1]))
    return
  end
  M.attach(client, buf)
end

local started = {} -- by root, where Neovim does not keep count

-- attach starts a client unless one of the same root runs, and attaches the buffer.
function M.attach(client, buf)
  if vim.lsp.start then
    return vim.api.nvim_buf_call(buf, function()
      return vim.lsp.start(client)
    end)
  end
  -- A client that has not got its first answer is in no list, so the ids are kept here.
  local root = client.root_dir or ''
  local id = started[root]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(client)
    started[root] = id
  end
  if id then
    vim.lsp.buf_attach_client(buf, id)
  end
  return id
end

-- restart stops all servers and starts them again for the same buffers.
function M.restart()
  local before = {}
  for _, client in ipairs(M.clients()) do
    local bufs = vim.tbl_filter(function(buf)
      return vim.api.nvim_buf_is_loaded(buf) and vim.lsp.buf_is_attached(buf, client.id)
    end, vim.api.nvim_list_bufs())
    before[#before + 1] = { config = client.config, bufs = bufs }
    -- 0.10 still asks for diagnostics after it has said shutdown, and shows the refusal as an error.
    -- The table may be the user's own.
    client.handlers = vim.tbl_extend('force', client.handlers or {}, { ['textDocument/diagnostic'] = function() end })
    M.call(client, 'stop')
  end
  local stopped = vim.wait(2000, function()
    return #M.clients() == 0
  end, 10)
  if not stopped then
    for _, client in ipairs(M.clients()) do
      M.call(client, 'stop', true)
    end
    vim.wait(1000, function()
      return #M.clients() == 0
    end, 10)
  end
  for _, client in ipairs(before) do
    for _, buf in ipairs(client.bufs) do
      M.attach(client.config, buf)
    end
  end
  if #before == 0 then
    M.start()
  end
end

-- call calls a client's function: until 0.10 it is a field, since then a method.
function M.call(client, name, ...)
  if native then
    return client[name](client, ...)
  end
  return client[name](...)
end

-- cli is the command that runs underpin with other arguments than "lsp", or nil if the server is reached otherwise.
function M.cli(...)
  local cmd = config.options.cmd
  local running = M.clients()[1]
  if running and type(running.config.cmd) == 'table' then
    cmd = running.config.cmd
  elseif native and not config.wrong and vim.lsp.config.underpin then
    cmd = vim.lsp.config.underpin.cmd
  end
  if type(cmd) ~= 'table' then
    return nil
  end
  local out = {}
  for i, word in ipairs(cmd) do
    if word == 'lsp' and i > 1 then
      break
    end
    out[#out + 1] = word
  end
  return vim.list_extend(out, { ... })
end

local warned = {}

function M.warn_once(message)
  if not warned[message] then
    warned[message] = true
    vim.notify('underpin: ' .. message, vim.log.levels.WARN)
  end
end

return M
