package packages

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"underpin/analysis/internal/source"
)

// format reads one kind of file.
type format struct {
	fits func(name, folder string) bool // of the last element of a path, in lower case, and its folder
	read func(*reading)                 // nil: it says what imports mean, and installs nothing
}

// formats are tried in order; the first that fits reads the file.
var formats = []format{
	{isRequirements, requirements},
	{named("pyproject.toml"), pyproject},
	{named("package.json"), packageJSON},
	{named("setup.py"), setupPy},
	{named("setup.cfg"), setupCfg},
	{named("pipfile"), pipfile},
	{named("pipfile.lock"), pipfileLock},
	{isEnvironment, environment},
	{named("go.mod"), goMod},
	{named("go.sum"), goSum},
	{named("cargo.toml"), cargoToml},
	{gemNamed, gemfile},
	{named("gemfile.lock", "gems.locked"), gemfileLock},
	{named("composer.json"), composerJSON},
	{named("composer.lock"), composerLock},
	{named("pom.xml"), pom},
	{ending(".gradle", ".gradle.kts"), gradle},
	{isNuGet, nuget},
	{named("poetry.lock", "uv.lock", "pdm.lock"), pythonLock},
	{named("cargo.lock"), cargoLock},
	{named("package-lock.json", "npm-shrinkwrap.json"), packageLock},
	{named("pnpm-lock.yaml"), pnpmLock},
	{named("yarn.lock"), yarnLock},
	{named("bun.lock"), bunLock},
	{named("deno.lock"), denoLock},
	{ending(".sh", ".bash", ".zsh"), shellScript},
	{isDockerfile, dockerfile},
	{isPipeline, pipeline},
	{isReadme(".md", ".markdown"), readme},
	{isReadme(".rst"), readmeRst},
	{isReadme(".adoc", ".asciidoc"), readmeAdoc},
	{isReadme(".txt", ""), readmeText},
	{isMakefile, makefile},
	{named("tox.ini"), toxIni},
	{ending(".ps1"), powerShell},
	{ending(".bat", ".cmd"), batchFile},
	{isDevContainer, devContainer},
	{jenkinsNamed, jenkinsfile},
	{named("procfile"), procfile},
	{named("vagrantfile"), vagrantfile},
	{isRecipe, condaRecipe},
	{ending(".ipynb"), notebook},
	{named("pixi.toml"), pixiToml},
	{named(".pre-commit-config.yaml", ".pre-commit-config.yml"), preCommit},
	{named("pip.conf", "pip.ini", "uv.toml"), pythonSettings},
	{named("deno.json", "deno.jsonc", "import_map.json", "import-map.json", "importmap.json"), denoJSON},
	{named("pnpm-workspace.yaml"), pnpmAliases},
	{isScriptSettings, nil},
}

func named(names ...string) func(string, string) bool {
	return func(name, _ string) bool { return slices.Contains(names, name) }
}

func ending(endings ...string) func(string, string) bool {
	return func(name, _ string) bool {
		return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(name, e) })
	}
}

// isRequirements knows requirements.txt, dev-requirements.txt, requirements/base.in, constraints.txt and the like.
func isRequirements(name, folder string) bool {
	stem, isText := strings.CutSuffix(name, ".txt")
	if !isText {
		stem, isText = strings.CutSuffix(name, ".in")
	}
	if !isText {
		return false
	}
	return strings.HasPrefix(stem, "requirements") || strings.HasSuffix(stem, "requirements") ||
		strings.HasPrefix(stem, "constraints") || strings.HasSuffix(stem, "constraints") ||
		path.Base(folder) == "requirements"
}

func formatOf(file string) (format, bool) {
	file = strings.ToLower(strings.ReplaceAll(file, `\`, "/"))
	name, folder := path.Base(file), path.Dir(file)
	for _, f := range formats {
		if f.fits(name, folder) {
			return f, true
		}
	}
	return format{}, false
}

// IsManifest tells by its name alone whether a file may say what is installed, or what imports mean: a manifest, a lockfile,
// a file in which install commands are written, settings such as a tsconfig. The path may be relative or absolute, with either slash.
func IsManifest(file string) bool {
	_, ok := formatOf(file)
	return ok
}

// lockfiles are files that name the versions that were installed.
var lockfiles = []string{"package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "deno.lock", "poetry.lock", "uv.lock", "pdm.lock",
	"pipfile.lock", "cargo.lock", "gemfile.lock", "gems.locked", "composer.lock", "go.sum", "go.mod"}

// IsLock tells by its name alone whether a file names the versions that were installed.
func IsLock(file string) bool {
	return slices.Contains(lockfiles, strings.ToLower(path.Base(strings.ReplaceAll(file, `\`, "/"))))
}

// OnlySettings tells of a manifest by its name that it says what imports mean and installs nothing.
func OnlySettings(file string) bool {
	f, ok := formatOf(file)
	return ok && f.read == nil
}

// Installs reads what a file installs, in order of place. What cannot be read is told by notes; it never fails: a file
// that is being written is the normal case. The path says the format; nothing is read but the text given.
func Installs(file string, text []byte) ([]Install, []Note) {
	f, ok := formatOf(file)
	if !ok || f.read == nil {
		return nil, nil
	}
	r := &reading{file: file, text: text}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, []Note{{source.Span{}, "not read: no text in UTF-8"}}
	}
	f.read(r)
	return r.result()
}

// Includes are the files that a requirements file takes in with -r and -c, as written: relative to its own folder, or
// addresses. Other formats have none.
func Includes(file string, text []byte) []string {
	file = strings.ToLower(strings.ReplaceAll(file, `\`, "/"))
	if !isRequirements(path.Base(file), path.Dir(file)) {
		return nil
	}
	return includes(text)
}

// reading is one file being read.
type reading struct {
	file     string
	text     []byte
	installs []Install
	notes    []Note
	private  bool              // the file names an index of its own, from which anything in it may come
	sources  map[string]string // From by normalised name, where the file says it elsewhere
	python   bool              // the index that it names is one for Python
	own      string            // the normalised name of the project itself
	title    string            // likewise, as the title of a README that may be its name

	quiet       bool // what is no valid shell is not told
	runsNothing bool // a program that is run without being installed is no install
}

func (r *reading) add(in Install) { r.installs = append(r.installs, in) }

func (r *reading) note(span source.Span, message string) {
	r.notes = append(r.notes, Note{span, message})
}

func (r *reading) unread(e excerpt, what string) { r.note(e.whole(), what) }

// called notes what a project in Python calls itself.
func (r *reading) called(name excerpt) {
	if n := pythonName(name.text); n == 0 || n < len(name.text) {
		return
	}
	r.own = normal(name.text)
	r.add(Install{Ecosystem: PyPI, Name: name.text, Span: name.whole(), Whole: name.whole(), From: fromWorkspace, Own: true})
}

// others notes that what other files name may come from an index that is named here.
func (r *reading) others(at source.Span) {
	r.add(Install{Ecosystem: PyPI, Span: at, Whole: at, From: fromPrivate})
}

// result gives every install the origin that the file as a whole tells, and sorts.
func (r *reading) result() ([]Install, []Note) {
	all := source.Span{End: len(r.text)}
	if r.private && r.python && len(r.text) > 0 &&
		!slices.ContainsFunc(r.installs, func(in Install) bool { return in.Ecosystem == PyPI && in.From == "" }) {
		r.others(source.Span{End: 1}) // the index that it names is for what other files list
	}
	kept := r.installs[:0]
	for _, in := range r.installs {
		key := in.Name
		if in.Ecosystem == PyPI {
			key = normal(key)
		}
		switch from, ok := r.sources[key]; {
		case in.From != "":
		case ok:
			in.From = from
		case r.own != "" && key == r.own, r.title != "" && normal(key) == r.title:
			in.From = fromWorkspace
		case r.private:
			in.From = fromPrivate
		}
		in.Whole = in.Whole.Union(in.Span)
		if (in.Name != "" || in.From == fromPrivate) && !in.Span.Empty() && all.Contains(in.Whole) {
			kept = append(kept, in)
		}
	}
	slices.SortStableFunc(kept, func(a, b Install) int { return a.Span.Compare(b.Span) })
	kept = slices.CompactFunc(kept, func(a, b Install) bool { return a == b })
	for i := range r.notes {
		r.notes[i].Span = r.notes[i].Span.Clamp(len(r.text))
	}
	slices.SortStableFunc(r.notes, func(a, b Note) int { return a.Span.Compare(b.Span) })
	return kept, r.notes
}
