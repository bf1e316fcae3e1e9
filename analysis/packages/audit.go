package packages

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Bounds of what an audit remarks on.
const (
	abandonedDays    = 730   // without a release
	newDays          = 30    // since the first release
	fewDownloads     = 1000  // a month
	trustedDownloads = 20000 // a month: many eyes see what such a package does when it is installed
)

// Advice is what an audit says to do about a package.
type Advice uint8

const (
	AdviceUnknown Advice = iota // it cannot be told
	LooksSafe
	Caution
	DoNotInstall
)

// String gives the words for people.
func (a Advice) String() string {
	return [...]string{"unknown", "looks safe", "install with caution", "do not install"}[a&3]
}

// Reason is one thing to know about a package.
type Reason struct {
	Kind     string    // the first column of [Reasons]
	Level    Level     // how much it counts
	Says     string    // a short sentence without a full stop
	Advisory *Advisory // of the kinds vulnerable and malicious
	Guess    bool      // it may be otherwise: a rule of thumb says so
}

// Level is how much a reason counts.
type Level uint8

const (
	Remark  Level = iota // worth knowing
	Warning              // look before it is installed
	Error                // do not install
)

// String gives the words of rules.
func (l Level) String() string { return [...]string{"info", "warning", "error", "error"}[l&3] }

// Audit is what is known about one package.
type Audit struct {
	Advice   Advice
	Reasons  []Reason // gravest first
	Meant    string   // the package that is probably meant, "" if this one is
	Evidence []string // each step that led there, short sentences without a full stop
	Info     Info     // what the index of names knows
	Mended   string   // the lowest version with none of the known flaws, "" if there is none
	Listed   bool     // it exists, as far as can be told
	Trusted  bool     // many use it
	Unsure   bool     // something was asked that nobody answered: it cannot be said to look safe
}

// Advise draws the conclusion from the reasons.
func (a *Audit) Advise() {
	a.Advice = AdviceUnknown
	slices.SortStableFunc(a.Reasons, func(x, y Reason) int { return cmp.Compare(y.Level, x.Level) })
	counts := slices.ContainsFunc(a.Reasons, func(x Reason) bool {
		return x.Level > Remark || x.Kind != "install-script" || !a.Trusted // what many use may run what it needs
	})
	switch {
	case len(a.Reasons) > 0 && a.Reasons[0].Level >= Error:
		a.Advice = DoNotInstall
	case counts:
		a.Advice = Caution
	case a.Listed && !a.Unsure:
		a.Advice = LooksSafe
	}
}

// ReasonForm describes a kind of reason.
type ReasonForm struct {
	Kind, Rule      string // Rule is the name under which findings report it
	CWE             int
	Level           Level
	Title, Why, Fix string // Markdown
}

// Reasons lists the kinds of reasons of an audit, as data/reasons.tsv has them.
func Reasons() []ReasonForm {
	var out []ReasonForm
	eachRow("reasons", func(f []string) {
		if len(f) < 7 {
			return
		}
		number, _ := strconv.Atoi(f[2])
		level := map[string]Level{"error": Error, "warning": Warning}[f[3]]
		out = append(out, ReasonForm{f[0], f[1], number, level, f[4], f[5], f[6]})
	})
	return out
}

// Audit judges a package of which some version is to be installed: what the index of names knows, and, where rec is not
// nil, what registries and advisory services say. Today is the day from which ages count.
func (r *Resolver) Audit(i Install, rec *Record, today time.Time) Audit {
	a := &auditor{r: r, i: i, rec: rec, today: today}
	if i.From != "" && (rec == nil || i.From != fromPrivate) {
		a.evidence("it comes from elsewhere: %s", i.From)
		return a.Audit
	}
	a.existence()
	if !slices.ContainsFunc(a.Reasons, func(x Reason) bool { return x.Kind == "nonexistent" }) {
		a.age()
		a.use()
		a.releases()
		a.advisories()
	}
	return a.finish()
}

// auditor gathers the reasons for one package.
type auditor struct {
	Audit
	r     *Resolver
	i     Install
	rec   *Record // nil: nobody was asked
	today time.Time
}

func (a *auditor) say(kind string, level Level, format string, args ...any) {
	a.Reasons = append(a.Reasons, Reason{Kind: kind, Level: level, Says: fmt.Sprintf(format, args...)})
}

func (a *auditor) evidence(format string, args ...any) {
	a.Evidence = append(a.Evidence, fmt.Sprintf(format, args...))
}

// existence weighs what the list says against what registries say today; they are newer.
func (a *auditor) existence() {
	v := a.r.Install(a.i)
	a.Evidence = append(a.Evidence, v.Evidence...)
	if a.r.f.Names != nil {
		a.Info, _ = a.r.f.Names.Info(a.i.Ecosystem, a.i.Name)
	}
	a.Trusted = a.Info.Downloads >= trustedDownloads || a.Info.Downloads == 0 && a.Info.Rank > 0
	now := Unknown
	if a.rec != nil {
		a.Evidence = append(a.Evidence, a.rec.Said...)
		a.Evidence = append(a.Evidence, a.rec.Failed...)
		now = a.rec.Exists
		a.Trusted = a.Trusted || a.rec.Downloads >= trustedDownloads
		a.Unsure, a.Mended = a.rec.Advisory == Unanswered, a.rec.Mended
	}
	a.Listed = now == Listed || now == Unknown && (v.Exists || v.Kind == KindElsewhere && a.i.Hashed)
	switch v.Kind {
	case KindNonexistent, KindUnlisted:
		a.absent(v, now)
	case KindLookAlike, KindImportName:
		a.misnamed(v, now)
	default:
		if now == Absent {
			a.say("nonexistent", Error, "%s", gone(v.Kind == KindKnown))
		}
	}
}

func gone(listed bool) string {
	if listed {
		return "it does not exist any more"
	}
	return "it does not exist"
}

// absent speaks of a name that the list does not have.
func (a *auditor) absent(v Verdict, now Existence) {
	if now == Unknown && a.rec != nil && a.rec.Kept != "" {
		return // only a registry of one's own may know it, and that did not answer
	}
	meant := ""
	if v.Distribution != "" {
		a.Meant, meant = v.Distribution, "; "+v.Distribution+" is probably meant"
	}
	switch {
	case now == Absent:
		a.say("nonexistent", Error, "it does not exist%s", meant)
	case now == Listed:
		if a.Trusted || a.rec.Kept != "" { // many use it, or it is of a registry of one's own
			a.Meant = ""
		}
		if a.Meant != "" {
			a.say("look-alike", Warning, "its name is nearly that of %s", a.Meant)
			a.Reasons[len(a.Reasons)-1].Guess = true
		}
		if v.Kind == KindNonexistent && (a.rec.First.IsZero() || a.rec.First.After(a.r.f.Names.Date().AddDate(0, 0, -newDays))) && a.today.Sub(a.rec.First) > newDays*24*time.Hour {
			a.say("new", Warning, "it did not exist in %s, and does now", a.r.Date())
		}
	case v.Kind == KindNonexistent:
		a.say("nonexistent", Error, "it does not exist (list of %s)%s", a.r.Date(), meant)
	default:
		a.say("unlisted", Warning, "it is not among the known packages (list of %s)%s", a.r.Date(), meant)
	}
}

// misnamed speaks of a name that exists or not, and that is hardly meant.
func (a *auditor) misnamed(v Verdict, now Existence) {
	a.Meant = v.Distribution
	switch {
	case v.Kind == KindImportName && (now == Absent || now == Unknown && !v.Exists) && v.Distribution == "":
		a.say("import-name", Error, "%s", v.Evidence[len(v.Evidence)-1])
	case v.Kind == KindImportName && (now == Absent || now == Unknown && !v.Exists):
		a.say("import-name", Error, "it does not exist; the module %s comes with %s", v.Name, v.Distribution)
	case v.Kind == KindImportName && v.Distribution == "":
		a.say("import-name", Warning, "%s", v.Evidence[0])
	case v.Kind == KindImportName:
		a.say("import-name", Warning, "the module %s comes with %s; this is another package", v.Name, v.Distribution)
	case now == Absent:
		a.say("nonexistent", Error, "it does not exist any more; %s is probably meant", v.Distribution)
	case !a.Trusted:
		a.say("look-alike", Warning, "its name is nearly that of %s, which many use", v.Distribution)
		a.Reasons[len(a.Reasons)-1].Guess = true
	}
}

// age speaks of packages that nobody looks after any more, and of those that have only just appeared.
func (a *auditor) age() {
	last, as := a.Info.LastRelease, a.today
	if a.r.f.Names != nil && !last.IsZero() {
		last, as = last.AddDate(0, 1, -1), a.r.f.Names.Date() // the list knows the month, and nothing later than its own day
	}
	if a.rec != nil && !a.rec.Last.IsZero() {
		last, as = a.rec.Last, a.today
	}
	if !last.IsZero() && as.Sub(last) > abandonedDays*24*time.Hour && !a.r.t.finished[a.i.Ecosystem][canonicalName(a.i.Ecosystem, a.i.Name)] {
		a.say("abandoned", Remark, "last release in %s, %s ago", last.Format("January 2006"), years(as.Sub(last)))
	}
	if a.rec != nil && !a.rec.First.IsZero() {
		if days := int(a.today.Sub(a.rec.First).Hours() / 24); days <= newDays {
			a.say("new", Warning, "first release %s", daysAgo(days))
		}
	}
}

func years(d time.Duration) string {
	if n := int(d.Hours() / 24 / 365); n != 1 {
		return fmt.Sprintf("%d years", n)
	}
	return "1 year"
}

func daysAgo(n int) string {
	switch {
	case n <= 0:
		return "today"
	case n == 1:
		return "yesterday"
	}
	return fmt.Sprintf("%d days ago", n)
}

// use speaks of packages that few use, and of what they do when they are installed.
func (a *auditor) use() {
	downloads := a.Info.Downloads
	known := downloads > 0
	if a.rec != nil && a.rec.Downloads >= 0 {
		downloads, known = a.rec.Downloads, true
	}
	if known && downloads < fewDownloads && !a.Trusted && a.Listed {
		a.say("unpopular", Remark, "%s a month", counted(downloads, "download"))
	}
	if a.rec != nil && a.rec.Runs != "" {
		a.say("install-script", Remark, "%s", a.rec.Runs)
	}
}

func counted(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// releases speaks of the versions that are asked for.
func (a *auditor) releases() {
	if a.rec == nil {
		return
	}
	if a.rec.Retired != "" {
		a.say("deprecated", Warning, "deprecated%s", because(a.rec.Retired))
	}
	for _, v := range a.rec.Releases {
		switch {
		case v.Missing:
			a.say("missing-version", Warning, "there is no version %s%s", v.Version, newest(a.rec.Newest))
		case v.Withdrawn != "":
			a.say("withdrawn", Error, "version %s was withdrawn%s", v.Version, because(v.Withdrawn))
		case v.Retired != "" && a.rec.Retired == "":
			a.say("deprecated", Warning, "version %s is deprecated%s", v.Version, because(v.Retired))
		}
	}
}

// NoReason is what [Release.Withdrawn] and the like say where nobody gave a reason.
const NoReason = "no reason given"

func because(reason string) string {
	if reason == NoReason {
		return ""
	}
	return ": " + oneLine(reason, 160)
}

func newest(version string) string {
	if version == "" {
		return ""
	}
	return "; the newest is " + version
}

// oneLine puts a text of others on one line of so many characters at most.
func oneLine(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return strings.TrimSuffix(s, ".")
}

// advisories speaks of known flaws. What cannot be asked is in the evidence.
func (a *auditor) advisories() {
	if a.rec == nil {
		return
	}
	for k := range a.rec.Advisories {
		x := &a.rec.Advisories[k]
		kind, level := "vulnerable", Error
		if x.Malicious {
			kind = "malicious"
		} else if x.Severity == "medium" || x.Severity == "low" {
			level = Warning
		}
		a.Reasons = append(a.Reasons, Reason{Kind: kind, Level: level, Says: flaw(x), Advisory: x})
	}
}

func flaw(x *Advisory) string {
	s := x.ID
	if x.Severity != "" {
		s += " (" + x.Severity + ")"
	}
	if x.Summary != "" {
		s += ": " + oneLine(x.Summary, 120)
	}
	switch {
	case x.Malicious:
	case x.Fixed != "":
		s += "; fixed in " + x.Fixed
	default:
		s += "; no version mends it"
	}
	return s
}

// finish orders the reasons and draws the conclusion.
func (a *auditor) finish() Audit {
	both := func(kinds ...string) bool {
		return !slices.ContainsFunc(kinds, func(k string) bool {
			return !slices.ContainsFunc(a.Reasons, func(x Reason) bool { return x.Kind == k })
		})
	}
	if both("look-alike", "new") || both("look-alike", "unpopular") && a.rec != nil && a.rec.Downloads >= 0 {
		for k := range a.Reasons {
			if a.Reasons[k].Kind == "look-alike" {
				a.Reasons[k].Level = Error // a name like that, and nobody has used it yet
			}
		}
	}
	a.Advise()
	return a.Audit
}
