package protocol

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Append adds the diagnostic's JSON to b. It is what encoding/json writes, in a
// fifth of the time: a large file has half a megabyte of diagnostics, and each
// keystroke above them moves all.
func (d *Diagnostic) Append(b []byte) []byte {
	b = appendRange(append(b, `{"range":`...), d.Range)
	b = strconv.AppendInt(append(b, `,"severity":`...), int64(d.Severity), 10)
	if d.Code != "" {
		b = AppendString(append(b, `,"code":`...), d.Code)
	}
	if d.CodeDescription != nil {
		b = append(AppendString(append(b, `,"codeDescription":{"href":`...), d.CodeDescription.HRef), '}')
	}
	b = AppendString(append(b, `,"source":`...), d.Source)
	b = AppendString(append(b, `,"message":`...), d.Message)
	if len(d.Tags) > 0 {
		b = append(b, `,"tags":`...)
		for i, t := range d.Tags {
			b = strconv.AppendInt(append(b, open(i)), int64(t), 10)
		}
		b = append(b, ']')
	}
	if len(d.RelatedInformation) > 0 {
		b = append(b, `,"relatedInformation":`...)
		for i := range d.RelatedInformation {
			r := &d.RelatedInformation[i]
			b = AppendString(append(append(b, open(i)), `{"location":{"uri":`...), r.Location.URI)
			b = appendRange(append(b, `,"range":`...), r.Location.Range)
			b = append(AppendString(append(b, `},"message":`...), r.Message), '}')
		}
		b = append(b, ']')
	}
	if d.Data != nil {
		b = d.Data.append(append(b, `,"data":`...))
	}
	return append(b, '}')
}

func (d *DiagnosticData) append(b []byte) []byte {
	b = AppendString(append(b, `{"fingerprint":`...), d.Fingerprint)
	b = strconv.AppendInt(append(b, `,"cwe":`...), int64(d.CWE), 10)
	b = AppendString(append(b, `,"confidence":`...), d.Confidence)
	if d.Origin != "" {
		b = AppendString(append(b, `,"origin":`...), d.Origin)
	}
	for i, e := range d.Evidence {
		if i == 0 {
			b = append(b, `,"evidence":`...)
		}
		b = AppendString(append(b, open(i)), e)
	}
	if len(d.Evidence) > 0 {
		b = append(b, ']')
	}
	b = append(b, `,"fixes":`...)
	for i, id := range d.Fixes {
		b = AppendString(append(b, open(i)), id)
	}
	if len(d.Fixes) == 0 {
		b = append(b, '[')
	}
	return append(b, `]}`...)
}

// open starts a list's item: the list with the first, a comma before the others.
func open(i int) byte {
	if i == 0 {
		return '['
	}
	return ','
}

func appendRange(b []byte, r Range) []byte {
	b = appendPosition(append(b, `{"start":`...), r.Start)
	b = appendPosition(append(b, `,"end":`...), r.End)
	return append(b, '}')
}

func appendPosition(b []byte, p Position) []byte {
	b = strconv.AppendUint(append(b, `{"line":`...), uint64(p.Line), 10)
	b = strconv.AppendUint(append(b, `,"character":`...), uint64(p.Character), 10)
	return append(b, '}')
}

// AppendString adds a string's JSON to b.
func AppendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c >= utf8.RuneSelf {
			quoted, _ := json.Marshal(s) // a string always has a form
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
