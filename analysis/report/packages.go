package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"underpin/analysis"
)

// Audit is what is known about packages, to be shown.
type Audit struct {
	Packages   []Package // in the order in which they are shown: by advice, the gravest first, then by name
	Notes      []analysis.Note
	Remarks    []string // what concerns no file: whom the network could not reach
	Text       func(path string) (*analysis.Text, bool)
	Version    string // of the tool
	Index      string // the day of the index of names, "2026-11-01"; "" without one
	Online     bool   // registries and services were asked
	Files      int    // manifests read
	Incomplete bool   // something that was named could not be read
}

// Package is one package in an audit.
type Package struct {
	Ecosystem  string
	Name       string
	Versions   []string // those that would be installed, as far as known
	Advice     Advice
	Reasons    []PackageReason // gravest first
	Meant      string          // the package that is probably meant, "" if this one is
	Mended     string          // the version that mends all known flaws, "" if there is none
	Newest     string          // its newest release, "" if unknown
	Released   time.Time       // the last release; zero: unknown
	ByMonth    bool            // of that, only the month is known
	First      time.Time       // the first release; zero: unknown
	Downloads  int64           // a month; -1: unknown
	Rank       int             // by downloads; 0: unknown
	Places     []analysis.Location
	Evidence   []string // what was looked up, in order
	Unanswered []string // what was asked and not answered
	Kept       string   // why the name was not sent to public services, "" if it was, or nobody was to be asked
}

// PackageReason is one thing to know about a package.
type PackageReason struct {
	Kind     string // "nonexistent"
	Rule     string // under which findings report it
	Severity analysis.Severity
	Message  string
	Advisory *Advisory // of known flaws
}

// Advisory is a known flaw.
type Advisory struct {
	ID        string   `json:"id"`
	Aliases   []string `json:"aliases"`
	Severity  string   `json:"severity"` // "critical", "high", "medium", "low"; "" if unknown
	Summary   string   `json:"summary"`
	Affects   []string `json:"affects"` // versions that were asked about
	Fixed     string   `json:"fixed"`   // the lowest version that mends it; "" if there is none
	Malicious bool     `json:"malicious"`
}

// Advice is what to do about a package.
type Advice uint8

// The advices, the gravest first.
const (
	DoNotInstall Advice = iota
	Caution
	UnknownAdvice
	LooksSafe
)

// String gives the words for people.
func (a Advice) String() string {
	return [...]string{"do not install", "install with caution", "unknown", "looks safe"}[a&3]
}

// Sort puts packages in the order in which they are shown.
func (a *Audit) Sort() {
	slices.SortStableFunc(a.Packages, func(x, y Package) int {
		return cmp.Or(cmp.Compare(x.Advice, y.Advice), strings.Compare(x.Ecosystem, y.Ecosystem), strings.Compare(x.Name, y.Name))
	})
}

// counts gives the number of packages an advice.
func (a *Audit) counts() (n [4]int) {
	for _, p := range a.Packages {
		n[p.Advice]++
	}
	return n
}

// facts are what is good to know of a package that nothing speaks against.
func (p *Package) facts() []string {
	var out []string
	if p.Newest != "" {
		out = append(out, "newest release "+p.Newest)
	}
	if !p.Released.IsZero() {
		form := "2 January 2006"
		if p.ByMonth {
			form = "January 2006"
		}
		out = append(out, "last release in "+p.Released.Format(form))
		if !p.ByMonth {
			out[len(out)-1] = "last release on " + p.Released.Format(form)
		}
	}
	switch {
	case p.Downloads >= 0:
		out = append(out, number(int(p.Downloads), "download a month", "downloads a month"))
	case p.Rank > 0:
		out = append(out, fmt.Sprintf("%s most downloaded", ordinal(p.Rank)))
	}
	return out
}

func ordinal(n int) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return thousands(n) + end
}
