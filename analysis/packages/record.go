package packages

import "time"

// Record is what registries and advisory services say about a package. Package registry fills it; the zero value says
// nothing.
type Record struct {
	Exists     Existence  // Listed, Absent, or Unknown where nobody who may know could be asked
	Said       []string   // what was asked and answered, short sentences without a full stop
	Failed     []string   // what was asked and not answered, likewise
	Kept       string     // why the name was not sent to public services, "" if it was
	Newest     string     // the newest release that is meant for everybody, "" if unknown
	First      time.Time  // day of the first release, zero: unknown
	Last       time.Time  // day of the last release, zero: unknown
	Downloads  int64      // in a month, -1: unknown
	Runs       string     // how installing it runs code of its own, "" if it does not or is not known
	Retired    string     // why the package as a whole should not be used any more, "" if nobody says so
	Releases   []Release  // those that are asked about: pinned, or else the one that would be installed
	Mended     string     // the lowest version with none of the advisories below, "" if there is none
	Advisory   Answer     // whether advisories could be asked for
	Advisories []Advisory // those that affect the releases above, gravest first
}

// Answer is how a question ended.
type Answer uint8

const (
	NotAsked Answer = iota
	Answered
	Unanswered
)

// Release is a version of a package.
type Release struct {
	Version   string
	Missing   bool      // it is asked about and not among the versions that exist
	Published time.Time // zero: unknown
	Withdrawn string    // why it was taken back, "" if it was not; "no reason given"
	Retired   string    // why it should not be used, "" if nobody says so
}

// Advisory is a known flaw of some versions.
type Advisory struct {
	ID        string   // "GHSA-...", "PYSEC-...", "CVE-..."
	Aliases   []string // other names of the same flaw
	Summary   string   // one line, "" if there is none
	Severity  string   // "critical", "high", "medium", "low"; "" if unknown
	Affects   []string // which of the releases that were asked about
	Fixed     string   // the lowest version that is higher and not affected, "" if there is none
	Malicious bool     // the package was published to do harm
}
