package packages

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

var (
	gemLine    = lazy.Trusted(`^\s*gem[\s(]+["']([^"'#\s]+)["'](.*)`)
	gemVersion = lazy.Trusted(`^\s*,\s*["']([^"']*)["']`)
	gemFrom    = lazy.Trusted(`(?:^|[\s,{(])(?::?(git|github|gitlab|bitbucket|gist|path|source)(?:["']?\s*=>|:)\s*)["']([^"']+)["']`)
	gemBlock   = lazy.Trusted(`^\s*(source|git|github|path)[\s(]+["']([^"']+)["'].*\bdo\b`)
	gemSource  = lazy.Trusted(`^\s*source[\s(]+["']`)
	gemSpec    = lazy.Trusted(`^\s*\w+\.add_(?:runtime_|development_)?dependency[\s(]+["']([^"'#\s]+)["'](.*)`)
)

func gemNamed(name, _ string) bool {
	return name == "gemfile" || name == "gems.rb" || strings.HasSuffix(name, ".gemspec")
}

// gemfile reads a Gemfile or a gemspec, line by line.
func gemfile(r *reading) {
	from, sources := "", 0
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		bare := strings.TrimSpace(line.text)
		if strings.HasPrefix(bare, "#") {
			continue
		}
		if m := gemBlock.FindStringSubmatch(line.text); m != nil {
			from = gemOrigin(m[1], m[2])
			continue
		}
		if gemSource.MatchString(line.text) {
			sources++
		}
		if bare == "end" {
			from = ""
		}
		m := gemLine.FindStringSubmatchIndex(line.text)
		if m == nil {
			m = gemSpec.FindStringSubmatchIndex(line.text)
		}
		if m == nil {
			continue
		}
		in, ok := delimited(line.cut(m[2], m[3]), " ", func(name string) bool { return !strings.Contains(name, "/") })
		if !ok {
			continue
		}
		rest := line.text[m[4]:m[5]]
		in.Ecosystem, in.From, in.Whole = RubyGems, from, line.trim().whole()
		if v := gemVersion.FindStringSubmatch(rest); v != nil {
			in.Version = v[1]
		}
		if f := gemFrom.FindStringSubmatch(rest); f != nil {
			in.From = gemOrigin(f[1], f[2])
		}
		r.add(in)
	}
	r.private = sources > 1
}

func gemOrigin(word, value string) string {
	switch word {
	case "path":
		return value
	case "source":
		return fromPrivate
	}
	return fromGit
}

var lockedGem = lazy.Trusted(`^ {4}(\S+) \(([^)]+)\)`)

// gemfileLock reads a Gemfile.lock: gems under the place they come from.
func gemfileLock(r *reading) {
	from := ""
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		if line.text != "" && line.text[0] != ' ' {
			switch strings.TrimSpace(line.text) {
			case "GIT":
				from = fromGit
			case "PATH":
				from = fromWorkspace
			default:
				from = ""
			}
			continue
		}
		if m := lockedGem.FindStringSubmatchIndex(line.text); m != nil {
			if in, ok := delimited(line.cut(m[2], m[3]), " ", func(string) bool { return true }); ok {
				in.Ecosystem, in.From, in.Version, in.Whole = RubyGems, from, line.text[m[4]:m[5]], line.trim().whole()
				r.add(in)
			}
		}
	}
}
