package python

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"underpin/analysis/internal/ir"
)

// prefix splits a string's opening into flags: raw, bytes, interpolated.
func prefix(start string) (raw, bytes, format bool) {
	for i := range len(start) {
		switch start[i] {
		case 'r', 'R':
			raw = true
		case 'b', 'B':
			bytes = true
		case 'f', 'F', 't', 'T':
			format = true
		case '"', '\'':
			return
		}
	}
	return
}

// stringValue lowers a string literal or an interpolated string.
func (b *builder) stringValue(n int) ir.Reg {
	if v, ok := b.plain(n); ok {
		k := ir.ConstString
		if _, bytes, _ := prefix(b.str(n)); bytes {
			k = ir.ConstBytes
		}
		return b.constant(n, ir.Const{Kind: k, Str: v})
	}
	return b.format(n, b.parts(n, nil))
}

func (b *builder) format(n int, as []ir.Arg) ir.Reg {
	first, k := b.args(as)
	return b.emit(ir.OpFormat, n, 0, first, k)
}

// plain gives the value of a string without interpolations.
func (b *builder) plain(n int) (string, bool) {
	raw, bytes, format := prefix(b.str(n))
	start, end := -1, -1
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		switch b.kind(c) {
		case kInterpolation:
			return "", false
		case kStringStart:
			start = b.tree.End(c)
		case kStringEnd:
			end = b.tree.Start(c)
		}
	}
	if start < 0 {
		return "", true
	}
	if end < start {
		end = max(start, b.tree.End(n))
	}
	return decode(b.text[start:end], raw, bytes, format), true
}

// parts lowers the pieces of an interpolated string, in order.
func (b *builder) parts(n int, as []ir.Arg) []ir.Arg {
	raw, bytes, format := prefix(b.str(n))
	from := -1
	literal := func(to int) {
		if from >= 0 && to > from {
			if s := decode(b.text[from:to], raw, bytes, format); s != "" {
				b.f.Consts = append(b.f.Consts, ir.Const{Kind: ir.ConstString, Str: s})
				as = append(as, pos(b.emitAt(ir.OpConst, uint32(from), uint32(to), int32(len(b.f.Consts))-1, 0, 0)))
			}
		}
	}
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		switch b.kind(c) {
		case kStringStart:
			from = b.tree.End(c)
		case kStringEnd:
			literal(b.tree.Start(c))
			from = -1
		case kInterpolation:
			literal(b.tree.Start(c))
			as = append(as, b.hole(c))
			from = b.tree.End(c)
		}
	}
	literal(b.tree.End(n))
	return as
}

// hole lowers {expression!conversion:specification}.
func (b *builder) hole(n int) ir.Arg {
	a := ir.Arg{Kind: ir.ArgHole, Name: ir.None, Key: ir.None}
	if c := b.child(n, b.fields.typeConversion); c != 0 {
		a.Name = b.name(strings.TrimPrefix(b.str(c), "!"))
	}
	if s := b.child(n, b.fields.formatSpecifier); s != 0 {
		a.Key = b.specification(s)
	}
	a.Value = b.inner(n)
	return a
}

func (b *builder) specification(n int) ir.Reg {
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if k := b.kind(c); k == kFormatExpr || k == kInterpolation {
			return b.opaque(n)
		}
	}
	return b.constant(n, ir.Const{Kind: ir.ConstString, Str: strings.TrimPrefix(b.str(n), ":")})
}

// concat lowers adjacent literals: one constant, or one interpolated string.
func (b *builder) concat(n int) ir.Reg {
	var text strings.Builder
	kind := ir.ConstString
	whole := true
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if b.kind(c) != kString {
			continue
		}
		v, ok := b.plain(c)
		whole = whole && ok
		text.WriteString(v)
		if _, bytes, _ := prefix(b.str(c)); bytes {
			kind = ir.ConstBytes
		}
	}
	if whole {
		return b.constant(n, ir.Const{Kind: kind, Str: text.String()})
	}
	var as []ir.Arg
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if b.kind(c) == kString {
			as = b.parts(c, as)
		}
	}
	return b.format(n, as)
}

// decode resolves escapes as the language does; what is no escape stays.
func decode(s string, raw, bytes, format bool) string {
	if format && (strings.Contains(s, "{{") || strings.Contains(s, "}}")) {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "{{", "{"), "}}", "}")
	}
	if raw || strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case '\n':
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
		case '\\', '\'', '"':
			out.WriteByte(s[i])
		case 'n':
			out.WriteByte('\n')
		case 'r':
			out.WriteByte('\r')
		case 't':
			out.WriteByte('\t')
		case 'a':
			out.WriteByte('\a')
		case 'b':
			out.WriteByte('\b')
		case 'f':
			out.WriteByte('\f')
		case 'v':
			out.WriteByte('\v')
		case 'x', 'u', 'U':
			i = numbered(&out, s, i, bytes)
		case '0', '1', '2', '3', '4', '5', '6', '7':
			j := i
			for j < len(s) && j < i+3 && s[j] >= '0' && s[j] <= '7' {
				j++
			}
			v, _ := strconv.ParseUint(s[i:j], 8, 16)
			put(&out, rune(v), bytes)
			i = j - 1
		default:
			out.WriteByte('\\')
			out.WriteByte(s[i])
		}
	}
	return out.String()
}

// numbered decodes \xHH, \uHHHH, \UHHHHHHHH at s[i] and gives the last index used.
func numbered(out *strings.Builder, s string, i int, bytes bool) int {
	n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[i]]
	if i+n < len(s) {
		if v, err := strconv.ParseUint(s[i+1:i+1+n], 16, 32); err == nil && (s[i] == 'x' || !bytes) {
			put(out, rune(v), bytes)
			return i + n
		}
	}
	out.WriteByte('\\')
	out.WriteByte(s[i])
	return i
}

func put(out *strings.Builder, r rune, bytes bool) {
	if bytes && r < 256 {
		out.WriteByte(byte(r))
		return
	}
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	out.WriteRune(r)
}
