package analysis

// A name of a package is wrong until its last letter: "reque" exists nowhere. So a name is not spoken of while it is written.
// That is told by the text and its last edit alone, so that the same edits give the same answers however fast they come: the
// edit reached into the name and did not go beyond its end. What stands behind the name already says nothing: editors close
// quotes by themselves, and a line is often typed above another.

// typing tells whether the last edit of the file left off in a name: whoever typed it may go on.
func (f *file) typing(name Span) bool {
	if !f.edited || f.edit.End > name.End || f.edit.Start > name.End {
		return false
	}
	// What was inserted in front of the name is no part of it; where something was taken away there, the name may have lost letters.
	return f.edit.End > name.Start || f.edit.Empty() && f.edit.End == name.Start
}

// lastEdit gives the part of a text that edits made, each of the text that those before it left.
func lastEdit(edits []TextEdit) (at Span) {
	for i, e := range edits {
		end := e.Start + len(e.New)
		if i == 0 {
			at = Span{Start: e.Start, End: end}
			continue
		}
		by := end - e.End
		switch {
		case at.Start >= e.End:
			at.Start += by
		case at.Start > e.Start:
			at.Start = e.Start
		}
		switch {
		case at.End >= e.End:
			at.End += by
		case at.End > e.Start:
			at.End = end
		}
		at = Span{Start: min(at.Start, e.Start), End: max(at.End, end)}
	}
	return at
}

// typedOver notes what is different from an older version, where the new one came as a whole.
func (f *file) typedOver(old *file) {
	e := old.text.Difference(f.text)
	if f.edited = e.Start < e.End || e.New != ""; f.edited {
		f.edit = Span{Start: e.Start, End: e.Start + len(e.New)}
	}
}

// withoutTyping leaves out, of a file's findings, those about names that are still written, and says so of the others: some
// come from an older version.
func (f *file) withoutTyping(findings []Finding) []Finding {
	out := findings[:0]
	for _, x := range findings {
		x.Typing = len(x.Evidence) > 0 && f.typing(x.Span)
		if !x.Typing {
			out = append(out, x)
		}
	}
	return out
}
