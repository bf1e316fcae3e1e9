-- The plugin's options, and what they mean to Neovim's LSP client. Package "underpin" starts clients with it.
local M = {}

-- Every option of setup() with its default.
M.defaults = {
  cmd = { 'underpin', 'lsp' }, -- what starts the server; what stands before "lsp" runs the command line too
  filetypes = { 'python', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte', 'astro' },
  manifests = true, -- also files that say what is installed: requirements.txt, package.json, Dockerfile and the like
  root_markers = { 'underpin.toml', '.git' }, -- the first kind that is found above a file wins; none: the file stands alone
  settings = {}, -- the server's settings, see :help underpin-settings
  on_attach = nil, -- function(client, bufnr)
  capabilities = nil, -- what the client can do; nil: what Neovim itself can
  autostart = true, -- false: start by require('underpin').start()
}

M.options = vim.deepcopy(M.defaults)

local kinds = {
  cmd = { 'table', 'function' },
  filetypes = { 'table' },
  manifests = { 'boolean' },
  root_markers = { 'table' },
  settings = { 'table' },
  on_attach = { 'function' },
  capabilities = { 'table' },
  autostart = { 'boolean' },
}

-- problems lists what is wrong with options a user wrote, one sentence each, in order.
function M.problems(options)
  local out = {}
  for key, value in pairs(options) do
    local wanted = kinds[key]
    if not wanted then
      out[#out + 1] = ('there is no option %q; there are: %s'):format(tostring(key), M.names())
    elseif not vim.tbl_contains(wanted, type(value)) then
      out[#out + 1] = ('option %q is a %s, wanted a %s'):format(key, type(value), table.concat(wanted, ' or a '))
    end
  end
  table.sort(out)
  return out
end

function M.names()
  local names = vim.tbl_keys(kinds)
  table.sort(names)
  return table.concat(names, ', ')
end

-- set takes over a user's options. Wrong ones are told and left out, so that a slip costs one option, not the server.
function M.set(options)
  options = vim.deepcopy(options or {})
  M.wrong = M.problems(options)
  for _, problem in ipairs(M.wrong) do
    vim.notify('underpin: ' .. problem, vim.log.levels.WARN)
  end
  for key, value in pairs(options) do
    if not kinds[key] or not vim.tbl_contains(kinds[key], type(value)) then
      options[key] = nil
    end
  end
  M.options = vim.tbl_extend('force', vim.deepcopy(M.defaults), options)
end

-- capabilities adds what 0.7 can do and does not say: that it answers when it is asked for settings.
local function capabilities(own)
  if vim.fn.has('nvim-0.8') == 1 then
    return own
  end
  return vim.tbl_deep_extend('keep', own or vim.lsp.protocol.make_client_capabilities(), { workspace = { configuration = true } })
end

local patterns

-- manifest tells whether a file says what is installed, by its name.
function M.manifest(file)
  if not patterns then
    patterns = {}
    for _, glob in ipairs(require('underpin.manifests')) do
      patterns[#patterns + 1] = vim.regex([[\C]] .. vim.fn.glob2regpat((glob:gsub('^%*%*/', '*/'))))
    end
  end
  local path = vim.fn.fnamemodify(file, ':p'):gsub('\\', '/')
  for _, pattern in ipairs(patterns) do
    if pattern:match_str(path) then
      return true
    end
  end
  return false
end

-- wants tells whether the server is to be told of a buffer.
function M.wants(buf, options)
  return vim.tbl_contains(options.filetypes, vim.bo[buf].filetype)
    or options.manifests and vim.bo[buf].buftype == '' and M.manifest(vim.api.nvim_buf_get_name(buf))
end

-- root_dir is the root as Neovim 0.11 asks for it: where it is not told one, it starts nothing.
local function root_dir(buf, found)
  if M.wants(buf, M.options) then
    local markers = vim.lsp.config.underpin and vim.lsp.config.underpin.root_markers
    found(M.root(vim.api.nvim_buf_get_name(buf), markers or M.options.root_markers))
  end
end

-- client gives what Neovim's client wants to know, but for the root.
function M.client(options)
  return {
    name = 'underpin',
    cmd = options.cmd,
    filetypes = not options.manifests and options.filetypes or nil, -- manifests are told by their names: see root_dir
    root_markers = options.root_markers,
    root_dir = root_dir,
    settings = { underpin = vim.tbl_isempty(options.settings) and vim.empty_dict() or options.settings },
    on_attach = options.on_attach,
    capabilities = capabilities(options.capabilities),
  }
end

-- root finds the folder a file belongs to, or nil. Files of no project stand alone: nobody wants a home folder indexed.
function M.root(file, markers)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  for _, marker in ipairs(markers) do
    local up = vim.fn.escape(folder, ' ;') .. ';'
    local found = vim.fn.findfile(marker, up)
    if found == '' then
      found = vim.fn.finddir(marker, up)
    end
    if found ~= '' then
      return (vim.fn.fnamemodify(found, ':p'):gsub('/$', ''):gsub('/[^/]*$', ''))
    end
  end
end

return M
