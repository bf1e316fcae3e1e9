package source_test

import (
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
)

var encodings = []source.Encoding{source.UTF8, source.UTF16, source.UTF32}

func TestPositions(t *testing.T) {
	const content = "aé😀b\r\n\xff\xc3x\n"
	text := source.NewString(content)
	for _, c := range []struct {
		offset             int
		line               int
		utf8, utf16, utf32 int
	}{
		{0, 0, 0, 0, 0},
		{1, 0, 1, 1, 1},
		{3, 0, 3, 2, 2},
		{7, 0, 7, 4, 3},  // behind the astral character
		{8, 0, 8, 5, 4},  // the line's end
		{10, 1, 0, 0, 0}, // behind CRLF
		{11, 1, 1, 1, 1}, // behind one bad byte
		{12, 1, 2, 2, 2}, // behind another
		{14, 2, 0, 0, 0}, // the end
	} {
		for i, want := range []int{c.utf8, c.utf16, c.utf32} {
			position := source.Position{Line: c.line, Character: want}
			if got := text.Position(c.offset, encodings[i]); got != position {
				t.Errorf("offset %d is %v in %v, want %v", c.offset, got, encodings[i], position)
			}
			if got, err := text.Offset(position, encodings[i]); err != nil || got != c.offset {
				t.Errorf("%v in %v is offset %d (%v), want %d", position, encodings[i], got, err, c.offset)
			}
		}
	}
}

func TestPositionsAreClamped(t *testing.T) {
	text := source.NewString("a😀\r\nb")
	for _, c := range []struct {
		position source.Position
		enc      source.Encoding
		want     int
	}{
		{source.Position{Line: 0, Character: 2}, source.UTF16, 1},  // inside the surrogate pair
		{source.Position{Line: 0, Character: 3}, source.UTF8, 1},   // inside the character
		{source.Position{Line: 0, Character: 99}, source.UTF16, 5}, // beyond the line's end
		{source.Position{Line: 1, Character: 99}, source.UTF32, 8},
		{source.Position{Line: 2, Character: 0}, source.UTF16, 8}, // just after the last line
	} {
		if got, err := text.Offset(c.position, c.enc); err != nil || got != c.want {
			t.Errorf("%v in %v is offset %d (%v), want %d", c.position, c.enc, got, err, c.want)
		}
	}
	for _, p := range []source.Position{{Line: -1}, {Character: -1}, {Line: 3}, {Line: 1 << 40}} {
		if got, err := text.Offset(p, source.UTF16); err == nil {
			t.Errorf("%v is offset %d, want an error", p, got)
		}
	}
	for offset, want := range map[int]source.Position{
		-5: {Line: 0, Character: 0}, 3: {Line: 0, Character: 1}, 6: {Line: 0, Character: 3}, 99: {Line: 1, Character: 1},
	} {
		if got := text.Position(offset, source.UTF16); got != want {
			t.Errorf("offset %d is %v, want %v", offset, got, want)
		}
	}
}

func TestByteOrderMarkIsHiddenFromClients(t *testing.T) {
	text := source.NewString(bom + "ab\nc")
	for _, enc := range encodings {
		for offset, want := range map[int]source.Position{
			0: {}, 2: {}, 3: {}, 4: {Character: 1}, 6: {Line: 1},
		} {
			if got := text.Position(offset, enc); got != want {
				t.Errorf("offset %d is %v in %v, want %v", offset, got, enc, want)
			}
		}
		whole, err := text.Span(source.Position{}, source.Position{Line: 2}, enc)
		if err != nil || whole != (source.Span{Start: 3, End: 7}) {
			t.Errorf("the whole document is %v (%v) in %v, want 3 to 7", whole, err, enc)
		}
	}
}

func TestSpanOfPositions(t *testing.T) {
	text := source.NewString("ab\ncd")
	if _, err := text.Span(source.Position{Line: 1}, source.Position{}, source.UTF16); err == nil {
		t.Error("a range that ends before it starts has no error")
	}
	if _, err := text.Span(source.Position{Line: 9}, source.Position{Line: 9}, source.UTF16); err == nil {
		t.Error("a range outside the text has no error")
	}
}

// boundary tells whether a client can name offset exactly: not inside a character, CRLF or a byte order mark.
func boundary(text *source.Text, offset int) bool {
	if offset < text.LineStart(0) || offset > text.LineEnd(text.Line(offset)) {
		return false
	}
	for i := text.LineStart(text.Line(offset)); i <= offset; {
		if i == offset {
			return true
		}
		_, size := utf8.DecodeRuneInString(text.String()[i:])
		i += size
	}
	return false
}

func TestPositionRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := source.NewString(content().Draw(t, "content"))
		for _, enc := range encodings {
			before := source.Position{}
			for offset := range text.Len() + 1 {
				position := text.Position(offset, enc)
				back, err := text.Offset(position, enc)
				if err != nil {
					t.Fatalf("%q: %v", text, err)
				}
				if exact := boundary(text, offset); exact && back != offset {
					t.Fatalf("%q: offset %d is %v in %v, which is offset %d", text, offset, position, enc, back)
				}
				if again := text.Position(back, enc); again != position {
					t.Fatalf("%q: %v and %v in %v are both offset %d", text, position, again, enc, back)
				}
				if position.Compare(before) < 0 {
					t.Fatalf("%q: offset %d is %v in %v, before %v", text, offset, position, enc, before)
				}
				before = position
			}
		}
	})
}

// Units are what the standard library counts in a line in which bad bytes became U+FFFD.
func TestUnitsAgreeWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := source.NewString(content().Draw(t, "content"))
		for line := range text.Lines() {
			runes, end := []rune(text.LineText(line)), text.LineEnd(line)
			if got, want := text.Position(end, source.UTF32).Character, len(runes); got != want {
				t.Fatalf("%q has %d characters, want %d", text.LineText(line), got, want)
			}
			if got, want := text.Position(end, source.UTF16).Character, len(utf16.Encode(runes)); got != want {
				t.Fatalf("%q has %d code units, want %d", text.LineText(line), got, want)
			}
			if got, want := text.Position(end, source.UTF8).Character, len(text.LineText(line)); got != want {
				t.Fatalf("%q has %d bytes, want %d", text.LineText(line), got, want)
			}
		}
	})
}

func FuzzPositions(f *testing.F) {
	f.Add([]byte("a\r\n😀\xff"), 3, 1, 2)
	f.Fuzz(func(t *testing.T, content []byte, offset, line, character int) {
		text := source.New(content)
		for _, enc := range encodings {
			position := text.Position(offset, enc)
			if _, err := text.Offset(position, enc); err != nil {
				t.Fatalf("offset %d is %v, which has no offset: %v", offset, position, err)
			}
			at, err := text.Offset(source.Position{Line: line, Character: character}, enc)
			if err == nil && (at < 0 || at > text.Len()) {
				t.Fatalf("%d:%d is offset %d of %d", line, character, at, text.Len())
			}
		}
		text.LineText(line)
	})
}
