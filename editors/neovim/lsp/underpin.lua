-- For vim.lsp.enable('underpin') in Neovim 0.11 and later.
local config = require('underpin.config')

return config.client(config.options)
