-- :checkhealth underpin: is the binary there, does the server start and answer, are the settings right?
local config = require('underpin.config')
local underpin = require('underpin')

local M = {}

-- 0.7 to 0.9 have the functions under longer names.
local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local info = health.info or health.report_info
local error = health.error or health.report_error

local patience = 10000 -- milliseconds for the server's first answer

local function run(cmd)
  local out = vim.fn.system(cmd)
  return vim.trim(out), vim.v.shell_error
end

-- greet starts a server of its own, hands it settings to initialize, and gives its answer and what it said of the
-- settings, or nil and why not.
local function greet(cmd, settings)
  local received, errors, ended = '', '', nil
  local remarks = {}
  local job = vim.fn.jobstart(cmd, {
    on_stdout = function(_, data)
      received = received .. table.concat(data, '\n')
    end,
    on_stderr = function(_, data)
      errors = errors .. table.concat(data, '\n')
    end,
    on_exit = function(_, code)
      ended = code
    end,
  })
  if job <= 0 then
    return nil, 'it cannot be started'
  end
  local function send(message)
    message.jsonrpc = '2.0'
    local text = vim.fn.json_encode(message)
    pcall(vim.fn.chansend, job, ('Content-Length: %d\r\n\r\n%s'):format(#text, text))
  end
  send({ id = 1, method = 'initialize', params = {
    processId = vim.fn.getpid(), rootUri = vim.NIL, capabilities = vim.empty_dict(),
    initializationOptions = vim.tbl_isempty(settings) and vim.empty_dict() or settings,
  } })
  local answer
  vim.wait(patience, function()
    local length, from = received:match('Content%-Length: (%d+).-\r\n\r\n()')
    if length and #received >= from + length - 1 then
      local message = vim.fn.json_decode(received:sub(from, from + length - 1))
      received = received:sub(from + length)
      if message.id == 1 then
        answer = message
      elseif message.method == 'window/logMessage' or message.method == 'window/showMessage' then
        remarks[#remarks + 1] = message.params.message
      end
    end
    return answer ~= nil or ended ~= nil
  end, 5)
  send({ id = 2, method = 'shutdown' })
  send({ method = 'exit' })
  vim.wait(500, function()
    return ended ~= nil
  end, 5)
  vim.fn.jobstop(job)
  if answer then
    return answer, vim.list_extend(remarks, vim.split(errors, '\n'))
  end
  local why = ended and ('it ended with code %d'):format(ended) or ('no answer within %d s'):format(patience / 1000)
  if vim.trim(errors) ~= '' then
    why = why .. ': ' .. vim.trim(errors)
  end
  return nil, why
end

local function check_binary(cmd)
  if vim.fn.executable(cmd[1]) == 0 then
    error(('%s is not executable'):format(cmd[1]), {
      'put underpin into a folder of $PATH,',
      "or name it: require('underpin').setup({ cmd = { '/path/to/underpin', 'lsp' } })",
    })
    return false
  end
  local version, code = run(underpin.cli('version'))
  if code ~= 0 then
    error(('%s: `version` ended with code %d: %s'):format(vim.fn.exepath(cmd[1]), code, version))
    return false
  end
  ok(('%s: %s'):format(vim.fn.exepath(cmd[1]), version))
  return true
end

local function check_server(cmd)
  local answer, why = greet(cmd, config.options.settings)
  if not answer then
    error(('`%s` does not answer: %s'):format(table.concat(cmd, ' '), why), { ':UnderpinLog shows what it said' })
    return
  end
  if answer.error then
    error('the server refuses to start: ' .. tostring(answer.error.message))
    return
  end
  local server = answer.result.serverInfo or {}
  ok(('the server starts and answers (%s %s)'):format(server.name or 'underpin', server.version or ''))
  local wrong = false
  for _, remark in ipairs(why) do
    local problem = remark:match('initializationOptions: (.*)')
    if problem then
      wrong = true
      error(problem)
    end
  end
  if not wrong then
    ok('the server takes the settings')
  end
end

local function check_clients()
  local clients = underpin.clients()
  if #clients == 0 then
    info('no server runs now: none of the open buffers is of a file type it reads')
  end
  for _, client in ipairs(clients) do
    local bufs = vim.tbl_filter(function(buf)
      return vim.lsp.buf_is_attached(buf, client.id)
    end, vim.api.nvim_list_bufs())
    ok(('a server runs for %s, with %d buffers, positions in %s'):format(client.config.root_dir or 'single files', #bufs, client.offset_encoding))
  end
end

-- The project's settings are read by the command line, which names the line of what is wrong.
local function check_settings()
  for _, problem in ipairs(config.wrong or {}) do
    error(problem)
  end
  if #(config.wrong or {}) == 0 then
    ok('the options of setup() are valid')
  end
  if not underpin.cli() or vim.fn.executable(underpin.cli()[1]) == 0 then
    return
  end
  local file = vim.fn.findfile('underpin.toml', vim.fn.escape(vim.fn.getcwd(), ' ;') .. ';')
  if file == '' then
    info('no underpin.toml above ' .. vim.fn.getcwd() .. ': the defaults hold')
    return
  end
  file = vim.fn.fnamemodify(file, ':p')
  local nothing = vim.fn.tempname() .. '.py'
  vim.fn.writefile({}, nothing)
  local said, code = run(underpin.cli('check', '--quiet', '--config', file, '--fail-on', 'never', nothing))
  vim.fn.delete(nothing)
  if code == 0 then
    ok(file .. ' is valid')
  else
    error(said)
  end
end

function M.check()
  start('underpin')
  if vim.fn.has('nvim-0.7') == 0 then
    error('Neovim 0.7 or newer is needed')
    return
  end
  local cmd = underpin.cli('lsp')
  if not cmd then
    info('option cmd is a function: the binary cannot be checked')
  elseif check_binary(cmd) then
    check_server(cmd)
  end
  check_clients()
  check_settings()
end


return M
