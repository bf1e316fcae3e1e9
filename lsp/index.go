package lsp

import (
	"context"
	"slices"

	"underpin/analysis"
)

// batch is how many files come in at a time while a workspace is read: between
// two, edits get their turn.
const batch = 256

// index reads a folder's files in the background and brings them into its
// project. What is open keeps the client's text. Called again, it starts over.
func (s *server) index(p *project, folder string) {
	set := s.settings.Load()
	if p.disk == nil || p.disk.Walk == nil || !set.Index {
		return
	}
	p.mu.Lock()
	if p.reading == nil {
		p.reading = map[string]context.CancelFunc{}
	}
	if stop := p.reading[folder]; stop != nil {
		stop()
	}
	ctx, cancel := context.WithCancel(s.ctx)
	p.reading[folder] = cancel
	p.indexing++
	p.unread[folder] = true
	p.indexed = true
	p.mu.Unlock()
	go func() {
		defer cancel()
		bar := s.beginProgress("Underpin: reading " + folderName(folder))
		err := s.guard(func() error { return p.readFolder(ctx, folder, set.MaxFiles, bar) })
		bar.end()
		if err != nil && ctx.Err() == nil {
			s.logf("%s: %v", folder, err)
		}
		p.mu.Lock()
		p.indexing--
		p.mu.Unlock()
		if err := p.apply(nil, nil); err != nil {
			s.logf("%s: %v", folder, err)
		}
	}()
}

// readFolder brings a folder's files in, batch by batch.
func (p *project) readFolder(ctx context.Context, folder string, most int, bar *progress) error {
	files, err := p.disk.Walk(ctx, folder, most)
	if err != nil {
		return err
	}
	if len(files) >= most {
		p.s.logf("%s: only the first %d files are read (underpin.maxFiles)", folder, most)
	}
	total, done, all := len(files), 0, len(files) < most
	for part := range slices.Chunk(files, batch) {
		if err := p.bring(part); err != nil {
			return err
		}
		if ctx.Err() != nil || p.isClosed() {
			return ctx.Err()
		}
		done += len(part)
		bar.report(done, total)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.unread[folder] = !all
	return nil
}

// bring takes files from the disk in, but for those that are open.
func (p *project) bring(files []File) error {
	return p.change(func(st *state) []analysis.FileChange {
		changes := make([]analysis.FileChange, 0, len(files))
		for _, f := range files {
			if st.open[f.Path] != nil {
				continue
			}
			if text, ok := st.snapshot.Text(f.Path); ok && text.String() == string(f.Text) {
				continue
			}
			changes = append(changes, analysis.FileChange{Path: f.Path, Text: f.Text})
		}
		return changes
	})
}

// afterIndex tells, once, that the workspace was read and analysed.
func (p *project) afterIndex() {
	p.mu.Lock()
	first := p.indexed && p.indexing == 0
	if first {
		p.indexed = false
	}
	p.mu.Unlock()
	if first && p.s.o.Settled != nil {
		p.s.o.Settled()
	}
}

func (p *project) isClosed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}

func folderName(folder string) string {
	_, name := split(folder)
	return name
}
