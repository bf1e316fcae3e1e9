// Package terminal owns what depends on where output goes: colour, width, and the progress bar.
//
// It decides nothing about what is said. The verbs call it.
package terminal

import (
	"io"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// Is tells whether a stream is a terminal.
func Is(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Color decides about colour: what the user said (always, never), else what the environment says (NO_COLOR, FORCE_COLOR),
// else whether anyone will see it.
func Color(choice string, stream any, getenv func(string) string) bool {
	switch {
	case choice == "always":
		return true
	case choice == "never":
		return false
	case getenv("NO_COLOR") != "":
		return false
	case getenv("FORCE_COLOR") != "":
		return getenv("FORCE_COLOR") != "0"
	}
	return Is(stream) && getenv("TERM") != "dumb"
}

// Width gives the columns of a terminal, or what the environment says of them, or 100: wide enough for a line of
// source, narrow enough for a log.
func Width(stream any, getenv func(string) string) int {
	const fallback, least, most = 100, 40, 160
	width := fallback
	if n, err := strconv.Atoi(getenv("COLUMNS")); err == nil && n > 0 {
		width = n
	} else if f, ok := stream.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			width = n
		}
	}
	return min(max(width, least), most)
}

// Progress shows a bar once work has taken a while. Its methods may be called from any goroutine.
type Progress struct {
	mutex sync.Mutex
	out   io.Writer
	what  string
	since time.Time
	bar   *progressbar.ProgressBar
}

// patience is how long nothing is shown: a bar that flashes up for a moment only disturbs.
const patience = 300 * time.Millisecond

// NewProgress gives nil, on which nothing happens, where no one watches or the terminal cannot take back what it wrote.
func NewProgress(stream any, getenv func(string) string) *Progress {
	if !Is(stream) || getenv("TERM") == "dumb" {
		return nil
	}
	return &Progress{out: stream.(*os.File), what: "checking", since: time.Now()}
}

// Describe says what is being done, before the first step of it.
func (p *Progress) Describe(what string) {
	if p != nil {
		p.what = what
	}
}

// Step tells how much of the work is done.
func (p *Progress) Step(done, total int) {
	if p == nil || time.Since(p.since) < patience {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(p.what), progressbar.OptionSetWidth(32),
			progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
			progressbar.OptionThrottle(80*time.Millisecond), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetTheme(progressbar.Theme{Saucer: "█", SaucerPadding: "░", BarStart: "", BarEnd: ""}))
	}
	if total != p.bar.GetMax() {
		p.bar.ChangeMax(total)
	}
	_ = p.bar.Set(max(done, int(p.bar.State().CurrentNum))) // steps of several goroutines overtake each other
}

// Done takes the bar away.
func (p *Progress) Done() {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.bar = nil
}
