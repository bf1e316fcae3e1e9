package analysis

import "underpin/analysis/internal/source"

// What the outside needs of package source, whose comment names the coordinate systems.
type (
	Text     = source.Text
	Position = source.Position
	Encoding = source.Encoding
)

// Encodings of positions.
const (
	UTF16 = source.UTF16
	UTF8  = source.UTF8
	UTF32 = source.UTF32
)

// NewText makes a text of content, for places in it.
func NewText(content string) *Text { return source.NewString(content) }
