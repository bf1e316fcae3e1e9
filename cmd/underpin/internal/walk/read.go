package walk

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"
)

// outcome is what became of a candidate: a text, a note, or nothing that anyone would ask for.
type outcome struct {
	text   []byte
	wanted bool
	note   string
	failed bool // it could not be read, whoever wanted it
}

func noted(message string) outcome { return outcome{note: message} }

func failure(err error) outcome { return outcome{note: reason(err), failed: true} }

// readAll reads the candidates with several hands: on a cold disk a scan waits for it most of the time.
func (w *walker) readAll() (*Result, error) {
	outcomes := make([]outcome, len(w.found))
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, min(w.Jobs, len(w.found))) {
		group.Go(func() {
			for w.ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(w.found) {
					return
				}
				outcomes[i] = w.read(w.found[i])
			}
		})
	}
	done := make(chan struct{})
	go func() { group.Wait(); close(done) }()
	select {
	case <-done:
	case <-w.ctx.Done(): // a pipe that nobody writes to would hold its reader for ever
	}
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	r := &Result{Notes: w.notes, Failed: w.failed}
	for i, o := range outcomes {
		switch c := w.found[i]; {
		case o.wanted:
			r.Files = append(r.Files, File{c.path, o.text})
		case o.note != "" && c.named && o.failed:
			r.Failed = append(r.Failed, Note{c.path, o.note})
		case o.note != "" && !c.named && !o.failed && w.Quiet != nil && w.Quiet(c.path): // a bundle, or a film called x.ts
		case o.note != "":
			r.Notes = append(r.Notes, Note{c.path, o.note})
		}
	}
	slices.SortFunc(r.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	byPath := func(a, b Note) int { return cmp.Compare(a.Path, b.Path) }
	slices.SortStableFunc(r.Notes, byPath)
	slices.SortStableFunc(r.Failed, byPath)
	return r, nil
}

func (w *walker) read(c candidate) outcome {
	f, err := w.open(c.absolute)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) && !c.named {
			return noted("vanished before it was read")
		}
		return failure(err)
	}
	defer f.Close()
	size := int64(0)
	if info, err := f.Stat(); err == nil {
		size = info.Size()
	}
	head := make([]byte, min(max(size, 512), headSize)) // pipes tell no size
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return failure(err)
	}
	head = head[:n]
	if c.script && !w.isScript(head) {
		if c.named {
			return noted("not checked: no known extension, and no known interpreter in its first line")
		}
		return outcome{}
	}
	switch {
	case NotText(head) != "":
		return noted(NotText(head))
	case size > w.limit(c.absolute):
		return noted(tooLarge(size, w.limit(c.absolute)))
	}
	return rest(f, head, size, w.limit(c.absolute))
}

// limit is the size of a file at most.
func (o *Options) limit(path string) int64 {
	if o.Machine != nil && o.Machine(path) {
		return 10 * o.MaxSize
	}
	return o.MaxSize
}

// NotText says why the beginning of a file is not that of a source, "" if it may be.
func NotText(text []byte) string {
	head := text[:min(len(text), headSize)]
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "not checked: text in UTF-16, which no source may be in; save it as UTF-8"
	case bytes.IndexByte(head, 0) >= 0:
		return "not checked: binary, or text in UTF-16"
	}
	return ""
}

// headSize is how much is read to tell binary files.
const headSize = 8 << 10

// rest reads what follows the head. The size is what the file said of itself; it may have grown, or be a pipe.
func rest(f io.Reader, head []byte, size, most int64) outcome {
	b := bytes.NewBuffer(make([]byte, 0, max(size, int64(len(head)))+bytes.MinRead))
	b.Write(head)
	if _, err := b.ReadFrom(io.LimitReader(f, most+1-int64(len(head)))); err != nil {
		return failure(err)
	}
	if int64(b.Len()) > most {
		return noted(tooLarge(int64(b.Len()), most))
	}
	return outcome{text: b.Bytes(), wanted: true}
}

func tooLarge(size, most int64) string {
	return fmt.Sprintf("not checked: %s, over the limit of %s (max-file-size)", megabytes(size), megabytes(most))
}

func megabytes(n int64) string {
	if n < 1e5 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func (w *walker) isScript(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasPrefix(line, []byte("#!")) && w.Script(string(line))
}
