-- Plays gestures in Neovim and writes what its LSP client sends for each, with the label each was given beforehand:
--
--   nvim --headless -u NONE -i NONE -n -c 'autocmd VimEnter * lua vim.schedule(function() dofile("neovim.lua") end)'
--
-- writes neovim.json into the present folder; it is kept here under the name of the version. TestRecorded plays it.
local out = {}
local function record(name, want, base, play)
  vim.cmd('enew!')
  vim.bo.filetype = ''
  vim.api.nvim_buf_set_name(0, '/tmp/rec/' .. name .. '.py')
  vim.bo.expandtab, vim.bo.shiftwidth, vim.bo.autoindent = true, 4, true
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(base, '\n'))
  vim.cmd('let &undolevels = &undolevels')
  local changes, t0 = {}, vim.uv.hrtime()
  local id = vim.lsp.start({ name = 'rec', cmd = function()
    return {
      request = function(m, p, cb) if m == 'initialize' then cb(nil, { capabilities = { textDocumentSync = { openClose = true, change = 2 } } }) else cb(nil, vim.NIL) end return true, 1 end,
      notify = function(m, p)
        if m == 'textDocument/didOpen' then changes.base = p.textDocument.text end
        if m == 'textDocument/didChange' then
          table.insert(changes, { ms = math.floor((vim.uv.hrtime() - t0) / 1e6), changes = p.contentChanges })
        end
        return true
      end,
      is_closing = function() return false end, terminate = function() end,
    }
  end }, { reuse_client = function() return false end })
  vim.wait(50)
  local buf = vim.api.nvim_get_current_buf()
  local function wait(ms) vim.wait(ms) end
  play(wait)
  vim.wait(400)
  local b = changes.base; changes.base = nil
  table.insert(out, { name = name, want = want, base = b, changes = changes, after = table.concat(vim.api.nvim_buf_get_lines(buf, 0, -1, false), '\n') .. '\n' })
  vim.lsp.get_client_by_id(id):stop(true)
  vim.wait(50)
end
local function feed(k) vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(k, true, false, true), 'xt', false) end
-- typed by a hand: one key each 90 ms, insert mode kept by an RPC-like edit of the buffer
local function hand(text, wait)
  for c in text:gmatch('.') do
    local pos = vim.api.nvim_win_get_cursor(0)
    local row, col = pos[1] - 1, pos[2]
    if c == '\n' then
      local ind = vim.api.nvim_get_current_line():match('^%s*')
      vim.api.nvim_buf_set_text(0, row, col, row, col, { '', ind })
      vim.api.nvim_win_set_cursor(0, { row + 2, #ind })
    else
      vim.api.nvim_buf_set_text(0, row, col, row, col, { c })
      vim.api.nvim_win_set_cursor(0, { row + 1, col + 1 })
    end
    wait(90)
  end
end
vim.o.virtualedit = 'onemore'
local base = table.concat({ 'import sqlite3', 'from flask import Flask, request', '', 'app = Flask(__name__)', '', '', 'def home():', '    title = "shop"', '    return title', '', '', 'def connect():', '    connection = sqlite3.connect("shop.db")', '    return connection', '' }, '\n')
local block = { 'def login():', '    name = request.form["name"]', '    row = connect().execute("SELECT * FROM users WHERE name = \'" + name + "\'").fetchone()', '    return "ok" if row else "no"', '' }
local function put(at, lines) vim.api.nvim_buf_set_lines(0, at, at, false, lines) end

record('delete-and-undo', 'none', base, function(w) feed('7Gd3d'); w(300); feed('u'); w(300) end)
record('cut-and-put', 'none', base, function(w) feed('7G3dd'); w(500); feed('Gp'); w(300) end)
record('yank-and-put', 'none', base, function(w) feed('7G3yyGp'); w(300) end)
record('move-lines', 'none', base, function(w) vim.cmd('7,9move 14'); w(300); vim.cmd('move 2'); w(300) end)
record('indent', 'none', base, function(w) feed('7G>3j'); w(300); feed('u'); w(300); feed('<C-r>'); w(300) end)
record('substitute', 'none', base, function(w) vim.cmd('%s/connection/database/g'); w(300); vim.cmd('%s/title/heading/g'); w(300) end)
record('typing', 'none', base, function(w) vim.api.nvim_win_set_cursor(0, { 15, 0 }); hand('def logout():\n    name = request.args["name"]\nreturn name\n', w) end)
record('join-and-wrap', 'none', base, function(w) feed('8GJ'); w(300); feed('u'); w(300); feed('12GJJ'); w(300); feed('uu'); w(300) end)
record('sort-lines', 'none', base, function(w) vim.cmd('1,2sort!'); w(300); vim.cmd('7,14sort'); w(300) end)
record('reload', 'none', base, function(w) vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'import argparse', 'parser = argparse.ArgumentParser()', 'parser.add_argument("name")', 'print(parser.parse_args().name)' }); w(300) end)
record('comment-out', 'none', base, function(w) vim.cmd('7,9s/^/# /'); w(300); vim.cmd('7,9s/^# //'); w(300) end)
record('accept-block', 'assistant', base, function(w) vim.api.nvim_win_set_cursor(0, { 15, 0 }); hand('def login():', w); w(700)
  vim.api.nvim_buf_set_text(0, 14, 12, 14, 12, vim.list_extend({ '' }, vim.list_slice(block, 2, 4))); w(300) end)
record('accept-undo-redo', 'assistant', base, function(w) vim.api.nvim_win_set_cursor(0, { 15, 0 }); hand('def login():', w); w(700)
  vim.cmd('let &undolevels = &undolevels'); vim.api.nvim_buf_set_text(0, 14, 12, 14, 12, vim.list_extend({ '' }, vim.list_slice(block, 2, 4))); w(400); feed('u'); w(400); feed('<C-r>'); w(300) end)
record('accept-undo', 'none', base, function(w) put(10, block); w(400); feed('u'); w(400) end)
record('apply-block', 'assistant', base, function(w) put(10, block); w(300) end)
record('paste-from-outside', 'inserted', base, function(w) vim.fn.setreg('+', ''); vim.api.nvim_win_set_cursor(0, { 10, 0 }); vim.api.nvim_paste(table.concat(block, '\n'), true, -1); w(300) end)
record('typed-on-after-block', 'assistant', base, function(w) put(10, block); vim.api.nvim_win_set_cursor(0, { 15, 0 }); w(600); hand('def more():\n    return home() + 1\nprint(more())\n', w) end)
record('stream-of-tokens', 'assistant', base, function(w)
  local text, row, col = table.concat(block, '\n'), 14, 0
  for i = 1, #text, 5 do
    local lines = vim.split(text:sub(i, i + 4), '\n')
    vim.api.nvim_buf_set_text(0, row, col, row, col, lines)
    if #lines > 1 then row, col = row + #lines - 1, #lines[#lines] else col = col + #lines[1] end
    w(35)
  end
end)
record('agent-rewrites-file', 'assistant', base, function(w)
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  for i = #block, 1, -1 do table.insert(lines, 11, block[i]) end
  table.insert(lines, 2, 'import hashlib'); table.insert(lines, 3, 'import secrets')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines); w(300)
end)
record('agent-hunks', 'assistant', base, function(w)
  put(13, { '    connection.row_factory = sqlite3.Row', '    connection.execute("PRAGMA foreign_keys = on")' }); w(60)
  put(8, { '    title = title + request.args["suffix"]', '    title = title.strip()' }); w(60)
  put(1, { 'import hashlib', 'import secrets' }); w(300)
end)
local f = assert(io.open('neovim.json', 'w'))
f:write('[\n' .. table.concat(vim.tbl_map(vim.json.encode, out), ',\n') .. '\n]\n')
f:close()
vim.cmd('qall!')
