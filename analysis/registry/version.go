package registry

import (
	"strings"

	"github.com/Masterminds/semver/v3"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/packages"
)

// versionPart is a run of digits or of letters.
var versionPart = lazy.Trusted(`[0-9]+|[a-z]+`)

// parts splits a version into what is compared: "v1.2.0-rc.1" gives 1 2 0 rc 1. What names a build (behind a plus sign) counts
// for nothing.
func parts(version string) []string {
	version, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(version)), "+")
	return versionPart.FindAllString(strings.TrimPrefix(version, "v"), -1)
}

// compareVersions orders versions of any ecosystem well enough to tell which is newer: numbers by size, words before numbers
// and before nothing (a trial comes before what it tries), but for those that stand behind a release.
func compareVersions(a, b string) int {
	x, y := parts(a), parts(b)
	for i := range max(len(x), len(y)) {
		if d := comparePart(at(x, i), at(y, i)); d != 0 {
			return d
		}
	}
	return 0
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// comparePart compares two parts; "" is a part that is not there, as much as zero.
func comparePart(a, b string) int {
	ra, rb := rankOfPart(a), rankOfPart(b)
	if ra != rb {
		return ra - rb
	}
	if ra != numberRank {
		return strings.Compare(a, b)
	}
	a, b = digits(a), digits(b)
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// digits is a number without zeros in front, "" for what counts as none.
func digits(p string) string {
	if p == "" || p[0] > '9' {
		return ""
	}
	return strings.TrimLeft(p, "0")
}

const numberRank = 2

func rankOfPart(p string) int {
	switch {
	case p == "" || p[0] >= '0' && p[0] <= '9':
		return numberRank
	case p == "post" || p == "sp" || p == "patch" || p == "p":
		return 3
	case p == "final" || p == "ga" || p == "release":
		return numberRank // as much as nothing
	case p == "dev":
		return 0
	}
	return 1
}

func sameVersion(a, b string) bool {
	return a == b || compareVersions(a, b) == 0 && trial(a) == trial(b)
}

// trial tells of versions that are not meant for everybody: alphas, release candidates, snapshots.
func trial(version string) bool {
	for _, p := range parts(version) {
		if r := rankOfPart(p); r < numberRank && p != "jre" && p != "android" {
			return true
		}
	}
	return false
}

// comparable tells whether a version that nobody lists can be said to be missing. Commits of Go modules and local versions of
// Python are listed by nobody.
func comparable(e packages.Ecosystem, version string) bool {
	switch e {
	case packages.Go:
		return !goCommit.MatchString(version)
	case packages.PyPI:
		return !strings.Contains(version, "+")
	}
	return true
}

var goCommit = lazy.Trusted(`[-.]\d{14}-[0-9a-f]{12}(\+incompatible)?$`)

// admits tells whether a constraint allows a version, false also where it cannot be told. Nothing is admitted by text that is
// no constraint.
func admits(e packages.Ecosystem, constraint, version string) bool {
	if version == "" {
		return false
	}
	constraint = strings.TrimSpace(constraint)
	if constraint == "" || constraint == "*" || constraint == "latest" {
		return true
	}
	c, err := semver.NewConstraint(plainConstraint(e, constraint))
	if err != nil {
		return false
	}
	v, err := semver.NewVersion(strings.TrimPrefix(version, "v"))
	return err == nil && c.Check(v)
}

// readable tells whether a constraint is understood.
func readable(e packages.Ecosystem, constraint string) bool {
	constraint = strings.TrimSpace(constraint)
	if constraint == "" {
		return true
	}
	_, err := semver.NewConstraint(plainConstraint(e, constraint))
	return err == nil
}

var (
	compatible = lazy.Trusted(`~=\s*([0-9]+(?:\.[0-9]+)*)`)
	starred    = lazy.Trusted(`==\s*([0-9]+(?:\.[0-9]+)*)\.\*`)
)

// plainConstraint writes a constraint as the library reads it. For a crate a bare version means what a caret does elsewhere,
// for a gem `~>` means what `~=` means in Python: the last part may grow.
func plainConstraint(e packages.Ecosystem, constraint string) string {
	switch e {
	case packages.PyPI:
		constraint = strings.ReplaceAll(constraint, "===", "==")
		constraint = compatible.ReplaceAllStringFunc(constraint, func(s string) string { return growing(strings.TrimLeft(s, "~= ")) })
		constraint = starred.ReplaceAllString(constraint, "$1.x")
		constraint = strings.ReplaceAll(constraint, "==", "=")
	case packages.RubyGems:
		if rest, ok := strings.CutPrefix(constraint, "~>"); ok {
			constraint = growing(strings.TrimSpace(rest))
		}
	case packages.Crates:
		if constraint[0] >= '0' && constraint[0] <= '9' && !strings.ContainsAny(constraint, ",<>=*") {
			constraint = "^" + constraint
		}
	case packages.NuGet:
		if constraint[0] >= '0' && constraint[0] <= '9' && !strings.Contains(constraint, "*") {
			constraint = "=" + constraint // the lowest that will do is taken
		}
	case packages.Packagist:
		constraint = strings.ReplaceAll(strings.ReplaceAll(constraint, " | ", " || "), "@stable", "")
	}
	return constraint
}

// growing is what admits a version and those in which its last part is higher: 1.4.2 gives ">= 1.4.2, < 1.5".
func growing(version string) string {
	list := strings.Split(version, ".")
	if len(list) < 2 {
		return ">=" + version
	}
	upper := list[:len(list)-1]
	return ">=" + version + ", ~" + strings.Join(upper, ".")
}

// Pinned gives the one version that a requirement can lead to; false: it admits several, or none is told. Locked says that it
// stands in a file of versions that were installed.
func Pinned(e packages.Ecosystem, constraint string, locked bool) (string, bool) {
	v := strings.TrimSpace(constraint)
	for _, mark := range []string{"===", "==", "="} {
		if rest, ok := strings.CutPrefix(v, mark); ok {
			v = strings.TrimSpace(rest)
			locked = true
			break
		}
	}
	if v == "" || !versionWord.MatchString(v) || len(parts(v)) == 0 {
		return "", false
	}
	switch {
	case locked:
		return v, true
	case e == packages.Crates:
		return "", false // a bare version admits newer ones
	case e == packages.NPM, e == packages.Packagist:
		if strings.Count(v, ".") < 2 {
			return "", false // what is left out may be anything
		}
		return v, true
	case e == packages.PyPI: // bare versions are Poetry's and those of lockfiles
		return v, true
	}
	return v, true
}

// versionWord is a version without stars, ranges and lists.
var versionWord = lazy.Trusted(`^v?[0-9][0-9A-Za-z.+!_-]*$`)
