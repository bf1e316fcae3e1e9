package packages

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"underpin/analysis/internal/lazy"
)

var (
	errPanic = errors.New("the parser gave up")
	errDeep  = errors.New("it nests too deep")
)

//go:embed commands.yaml
var commandData []byte

// grammar is how install commands are written, as commands.yaml says it.
type grammar struct {
	Commands     []command
	Prefixes     []prefix
	Shells       []shellProgram
	Placeholders []string
	Files        []string
	Calls        []Call
	runs         map[string][]*Call // by name
	methods      map[string]bool    // last parts of those names
}

// options are an option's words by what they take, between spaces.
type options struct {
	Flags     string
	Values    string
	Elsewhere string
	Nowhere   string
	Packages  string
	Instead   string
	Usual     string
}

type command struct {
	Programs  []string
	Verbs     []string
	Ecosystem Ecosystem
	From      string
	Runs      bool
	None      bool
	Skip      int
	Prefix    string
	Options   options `yaml:",inline"`
	meaning   map[string]meaning

	Initializer bool
}

type prefix struct {
	Words   []string
	Module  string
	Skip    int
	Options options `yaml:",inline"`
	meaning map[string]meaning
}

type shellProgram struct {
	Words   []string
	Options string
}

// meaning is what an option takes and says.
type meaning int

const (
	unlisted meaning = iota
	flag
	value
	elsewhereValue
	elsewhereFlag
	packageValue
	insteadValue
	usualFlag
)

var grammarOnce = sync.OnceValues(readGrammar)

func readGrammar() (*grammar, error) {
	g := &grammar{}
	if err := yaml.UnmarshalWithOptions(commandData, g, yaml.Strict()); err != nil {
		return g, err
	}
	for i := range g.Commands {
		g.Commands[i].meaning = g.Commands[i].Options.meanings()
	}
	g.runs, g.methods = map[string][]*Call{}, map[string]bool{}
	for i := range g.Calls {
		for _, name := range g.Calls[i].Names {
			g.runs[name] = append(g.runs[name], &g.Calls[i])
			g.methods[name[strings.LastIndexByte(name, '.')+1:]] = true
		}
	}
	for i := range g.Prefixes {
		g.Prefixes[i].meaning = g.Prefixes[i].Options.meanings()
	}
	return g, nil
}

func (o options) meanings() map[string]meaning {
	m := map[string]meaning{}
	for _, list := range []struct {
		words   string
		meaning meaning
	}{{o.Flags, flag}, {o.Values, value}, {o.Elsewhere, elsewhereValue}, {o.Nowhere, elsewhereFlag}, {o.Packages, packageValue}, {o.Instead, insteadValue}, {o.Usual, usualFlag}} {
		for _, word := range strings.Fields(list.words) {
			m[word] = list.meaning
		}
	}
	return m
}

// command reads the words of one command: a program and its arguments, as the program gets them.
func (r *reading) command(words []excerpt, depth int) {
	g, _ := grammarOnce() // a test holds the data to be right
	for range 8 {
		rest, ok := g.bare(words)
		if !ok {
			break
		}
		r.with(g, words, rest)
		words = rest
	}
	if len(words) < 2 {
		return
	}
	name := program(words[0].text)
	for _, s := range g.Shells {
		if slices.Contains(s.Words, name) {
			r.inner(words[1:], strings.Fields(s.Options), depth)
			return
		}
	}
	for i := range g.Commands {
		if c := &g.Commands[i]; slices.Contains(c.Programs, name) && r.try(g, c, words[1:]) {
			return
		}
	}
}

// with reads what a prefix itself installs: uv run --with name.
func (r *reading) with(g *grammar, words, rest []excerpt) {
	name := program(words[0].text)
	for i := range g.Commands {
		if c := &g.Commands[i]; c.None && slices.Contains(c.Programs, name) {
			r.try(g, c, words[1:len(words)-len(rest)])
		}
	}
}

// inner reads the text that a shell is given to run.
func (r *reading) inner(words []excerpt, options []string, depth int) {
	for i, w := range words {
		switch {
		case slices.Contains(options, w.text):
		case i > 0 && !strings.HasPrefix(w.text, "-") && strings.Contains(words[i-1].text, "c"):
			r.shellWithin(w, depth+1)
			return
		case !strings.HasPrefix(w.text, "-o"): // -o pipefail
			if i == 0 || words[i-1].text != "-o" && !strings.HasPrefix(w.text, "-") {
				return
			}
		}
	}
}

var programVersion = lazy.Trusted(`[0-9.]+$`)

// program is the name of a program without folder, ending and version.
func program(word string) string {
	word = strings.ReplaceAll(word, `\`, "/")
	if i := strings.LastIndexByte(word, unknownByte); i >= 0 && strings.IndexByte(word[i:], '/') < 0 {
		return ""
	}
	name := strings.ToLower(path.Base(word))
	for _, ending := range []string{".exe", ".cmd", ".bat"} {
		name = strings.TrimSuffix(name, ending)
	}
	if short := programVersion.ReplaceAllString(name, ""); short != "" {
		name = short
	}
	return name
}

// bare takes a prefix away from a command: sudo -H pip ... is pip ...; python -m pip ... is pip ....
func (g *grammar) bare(words []excerpt) ([]excerpt, bool) {
	if len(words) < 2 {
		return nil, false
	}
	if words[0].text == string(unknownByte) && words[1].text == "-m" && len(words) > 2 { // "$PYTHON" -m pip
		return words[2:], true
	}
	if assignment(words[0].text) { // env A=B pip
		return words[1:], true
	}
	name := program(words[0].text)
	for _, p := range g.Prefixes {
		at := 1
		switch {
		case p.Module != "" && slices.Contains(p.Words, name):
		case p.Module == "" && p.Words[0] == name:
			for at < len(p.Words) && at < len(words) && words[at].text == p.Words[at] {
				at++
			}
			if at < len(p.Words) {
				continue
			}
		default:
			continue
		}
		if rest, ok := p.behind(words[at:]); ok {
			return rest, true
		}
	}
	return nil, false
}

// behind is what follows the options of a prefix.
func (p *prefix) behind(words []excerpt) ([]excerpt, bool) {
	for i := 0; i < len(words); i++ {
		word := words[i].text
		switch {
		case p.Module != "" && (word == p.Module || word == "-I"+p.Module[1:]):
			return words[i+1:], i+1 < len(words)
		case word == "--":
			return words[i+1:], i+1 < len(words)
		case assignment(word):
		case !strings.HasPrefix(word, "-"):
			if p.Module != "" {
				return nil, false // a script
			}
			i += p.Skip
			return words[min(i, len(words)):], i < len(words)
		case strings.Contains(word, "="):
		case p.meaning[word] == value:
			i++
		case p.meaning[word] == flag:
		case p.Module != "" && programVersion.MatchString(word): // py -3.11
		default:
			return nil, false
		}
	}
	return nil, false
}

var assignmentPattern = lazy.Trusted(`^[A-Za-z_][A-Za-z0-9_]*=`)

func assignment(word string) bool { return assignmentPattern.MatchString(word) }

// arguments are a command's words told apart.
type arguments struct {
	plain    []excerpt // verbs and names
	packages []excerpt // named by options
	instead  bool      // an option names what the first plain word would
	from     string    // where an option says that the names come from
	at       excerpt   // that option
	usual    bool      // an option says that the names come from the usual registry after all
	others   bool      // what is installed stands in other files too
}

// try reads a command as c; false if it is not written so.
func (r *reading) try(g *grammar, c *command, words []excerpt) bool {
	for _, verb := range c.Verbs {
		verbs := strings.Fields(verb)
		args := c.tellApart(g, words, len(verbs))
		if len(args.plain) < len(verbs) {
			continue
		}
		fits := true
		for i, v := range verbs {
			fits = fits && (v == "*" || args.plain[i].text == v)
		}
		if !fits {
			continue
		}
		names := args.plain[min(len(args.plain), len(verbs)+c.Skip):]
		switch {
		case args.instead, c.None, c.Runs && r.runsNothing:
			names = nil
		case c.Runs && len(names) > 1:
			names = names[:1]
		}
		for _, e := range args.packages {
			names = append(names, e.split(',')...)
		}
		for _, e := range names {
			r.named(g, c, e, args)
			args.others = args.others || isPlace(e.text)
		}
		if c.Ecosystem == PyPI && args.from == fromPrivate && (args.others || len(names) == 0) {
			r.others(args.at.whole())
		}
		return true
	}
	return false
}

// tellApart sorts words into options, their values and the rest. Of a program that is run, everything behind its name is
// its own; verbs is how many words come before that.
func (c *command) tellApart(g *grammar, words []excerpt, verbs int) arguments {
	var args arguments
	for i := 0; i < len(words); i++ {
		word := words[i].text
		if c.Runs && len(args.plain) > verbs {
			break
		}
		if word == "--" {
			args.plain = append(args.plain, words[i+1:]...)
			break
		}
		if !strings.HasPrefix(word, "-") || word == "-" {
			args.plain = append(args.plain, words[i])
			continue
		}
		name, inline := word, -1
		if n := strings.IndexByte(word, '='); n > 0 {
			name, inline = word[:n], n+1
		}
		meaning, attached := c.option(name)
		if attached > 0 && inline < 0 {
			inline = attached
		}
		var given excerpt
		switch {
		case inline >= 0:
			given = words[i].cut(min(inline, len(word)), len(word))
		case meaning == flag || meaning == elsewhereFlag || meaning == usualFlag:
		case i+1 < len(words) && (meaning != unlisted || !strings.HasPrefix(words[i+1].text, "-")):
			i++
			given = words[i]
		}
		args.others = args.others || slices.Contains(g.Files, name)
		switch meaning {
		case elsewhereValue, elsewhereFlag:
			args.from, args.at = optionOrigin(name, given.text), words[i]
		case usualFlag:
			args.usual = true
		case insteadValue:
			args.instead = true
			fallthrough
		case packageValue:
			args.packages = append(args.packages, given)
		}
	}
	return args
}

// optionOrigin is where a name comes from behind an option that says it.
func optionOrigin(option, value string) string {
	switch option {
	case "--git", "--github":
		return fromGit
	case "--path":
		return cmp.Or(value, fromPrivate)
	}
	return fromPrivate
}

// option is what an option means, and where its value begins if it stands in the same word: -rFILE, -dG.
func (c *command) option(name string) (meaning, int) {
	if m := c.meaning[name]; m != unlisted {
		return m, 0
	}
	if strings.HasPrefix(name, "--") || len(name) < 3 {
		return unlisted, 0
	}
	for i := 1; i < len(name); i++ {
		switch m := c.meaning["-"+name[i:i+1]]; m {
		case flag, elsewhereFlag, usualFlag:
		case unlisted:
			return unlisted, 0
		default:
			if i+1 < len(name) {
				return m, i + 1
			}
			return m, 0
		}
	}
	return flag, 0
}

// named adds what one word of a command names.
func (r *reading) named(g *grammar, c *command, e excerpt, args arguments) {
	if slices.Contains(g.Placeholders, strings.ToLower(e.text)) || shouted(e.text) {
		return
	}
	if !strings.HasPrefix(e.text, c.Prefix) {
		return
	}
	e = e.cut(len(c.Prefix), len(e.text))
	in, ok := specOf(c, e)
	if !ok || in.Span.End <= len(r.text) && bytes.IndexByte(r.text[in.Span.Start:in.Span.End], '$') >= 0 {
		return // of several pieces, it stands nowhere
	}
	in.Ecosystem, in.Command = c.Ecosystem, true
	if c.Initializer {
		scope, name, scoped := strings.Cut(in.Name, "/")
		if in.Name = "create-" + in.Name; scoped {
			in.Name = scope + "/create-" + name
		}
	}
	switch {
	case args.usual && in.From == c.From:
		in.From = args.from
	case in.From == "":
		in.From = cmp.Or(c.From, args.from)
		in.Aside = in.From == fromPrivate
	}
	r.add(in)
}

// shouted tells whether a word stands for a name: PACKAGE_NAME.
func shouted(word string) bool {
	return strings.Contains(word, "_") && word == strings.ToUpper(word)
}

// specOf reads a word as the ecosystem writes names with their constraints.
func specOf(c *command, e excerpt) (Install, bool) {
	e = e.trim()
	switch c.Ecosystem {
	case PyPI:
		if c.From == fromConda {
			return condaSpec(e)
		}
		return pythonSpec(e)
	case NPM:
		return npmSpec(e)
	case Go:
		return goSpec(e)
	case Packagist:
		return delimited(e, ":", func(name string) bool { return strings.Count(name, "/") == 1 && !strings.HasPrefix(name, ".") })
	case RubyGems:
		return delimited(e, ":", func(name string) bool { return !strings.Contains(name, "/") && !strings.HasSuffix(name, ".gem") })
	default:
		return delimited(e, "@", func(name string) bool { return !strings.Contains(name, "/") })
	}
}

// pythonSpec reads a requirement, or name@version as some commands take it.
func pythonSpec(e excerpt) (Install, bool) {
	if isPlace(e.text) {
		return eggName(e)
	}
	switch path.Ext(e.text) {
	case ".txt", ".py", ".toml", ".yml", ".yaml", ".cfg", ".in", ".lock":
		return Install{}, false // a file where an option is forgotten
	}
	n := pythonName(e.text)
	rest := e.text[n:]
	if strings.HasPrefix(rest, "[") {
		_, rest, _ = strings.Cut(rest, "]")
	}
	if version, ok := strings.CutPrefix(rest, "@"); ok && n > 0 && !strings.ContainsAny(version, "/:") {
		in := Install{Ecosystem: PyPI, Name: e.text[:n], Span: e.span(0, n), Whole: e.whole()}
		if version != "latest" && strings.IndexByte(version, unknownByte) < 0 {
			in.Version = strings.TrimSpace(version)
		}
		return in, true
	}
	return requirement(e)
}

// condaSpec reads channel::name=version=build.
func condaSpec(e excerpt) (Install, bool) {
	if n := strings.LastIndex(e.text, "::"); n >= 0 {
		e = e.cut(n+2, len(e.text))
	}
	if strings.ContainsAny(e.text, "/") {
		return Install{}, false
	}
	in, ok := requirement(e)
	in.From = fromConda
	return in, ok
}

// goSpec reads path@version; the path begins with a host.
func goSpec(e excerpt) (Install, bool) {
	return delimited(e, "@", func(name string) bool {
		host, _, _ := strings.Cut(name, "/")
		return strings.Contains(name, "/") && strings.Contains(host, ".") && !strings.HasPrefix(host, ".") && !strings.Contains(name, "...")
	})
}

// delimited reads a name and its version behind a delimiter.
func delimited(e excerpt, delimiter string, fits func(name string) bool) (Install, bool) {
	name, version, _ := strings.Cut(e.text, delimiter)
	if name == "" || !fits(name) || !alphanumeric(name[0]) || strings.HasPrefix(version, "//") {
		return Install{}, false
	}
	for i := 0; i < len(name); i++ {
		if !alphanumeric(name[i]) && strings.IndexByte("._-/~", name[i]) < 0 {
			return Install{}, false
		}
	}
	in := Install{Name: name, Span: e.span(0, len(name)), Whole: e.whole()}
	if strings.IndexByte(version, unknownByte) < 0 && version != "latest" {
		in.Version = anyVersion(version)
	}
	return in, true
}
