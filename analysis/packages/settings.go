package packages

import (
	"path"
	"slices"
	"strings"

	"underpin/analysis/internal/resolve"
)

// ScriptSettings is what one file says about the imports of JavaScript and TypeScript: a package.json, a tsconfig, an import
// map, the settings of a package manager.
type ScriptSettings struct {
	resolve.Settings
	Supplies []string // packages that it names in any way, and that may therefore be installed
	Private  bool     // it names a registry of its own for all packages
	Scopes   []string // scopes that it names a registry of their own for, with the @
	Released bool     // it is a package.json that looks as those of published packages do
	Members  []string // patterns of the folders, relative to its own, whose packages belong to a workspace with it
}

// settingsFormat reads one kind of settings.
type settingsFormat struct {
	fits func(name, folder string) bool // of the last element of a path, in lower case, and its folder
	read func(*settingsReading)
}

var settingsFormats = []settingsFormat{
	{named("package.json"), packageSettings},
	{isTypeScriptSettings, typeScriptSettings},
	{named("deno.json", "deno.jsonc", "jsr.json", "import_map.json", "import-map.json", "importmap.json"), importMap},
	{named("pnpm-workspace.yaml"), pnpmWorkspace},
	{named("bower.json"), bower},
	{named(".npmrc"), npmrc},
	{named(".yarnrc.yml"), yarnSettings},
	{named(".yarnrc"), oldYarnSettings},
	{named("bunfig.toml"), bunSettings},
	{named("lerna.json"), lerna},
	{named("rush.json", "nx.json", ".babelrc", ".babelrc.json", ".swcrc", ".flowconfig"), func(*settingsReading) {}},
}

// isTypeScriptSettings knows tsconfig.json, jsconfig.json, tsconfig.base.json, base.tsconfig.json and tsconfig/base.json.
func isTypeScriptSettings(name, folder string) bool {
	if !strings.HasSuffix(name, ".json") {
		return false
	}
	around := path.Base(folder)
	return strings.Contains(name, "tsconfig") || strings.HasPrefix(name, "jsconfig") || around == "tsconfig" || around == "tsconfigs"
}

// isScriptSettings tells files that are read for what they say about imports, and for no installs.
func isScriptSettings(name, folder string) bool {
	return slices.ContainsFunc(settingsFormats[1:], func(f settingsFormat) bool { return f.fits(name, folder) })
}

// IsScriptSettings tells by its name alone whether a file says something about the imports of JavaScript and TypeScript.
func IsScriptSettings(file string) bool { return settingsOf(file) != nil }

func settingsOf(file string) func(*settingsReading) {
	file = strings.ToLower(strings.ReplaceAll(file, `\`, "/"))
	name, folder := path.Base(file), path.Dir(file)
	for _, f := range settingsFormats {
		if f.fits(name, folder) {
			return f.read
		}
	}
	return nil
}

// SettingsOf reads settings; false for files that are none. What cannot be read says nothing.
func SettingsOf(file string, text []byte) (ScriptSettings, bool) {
	read := settingsOf(file)
	if read == nil || slices.Contains(text, 0) {
		return ScriptSettings{}, false
	}
	r := &settingsReading{reading: reading{file: file, text: text}, dir: path.Dir(file)}
	r.said.File = file
	read(r)
	return r.said, true
}

type settingsReading struct {
	reading
	dir  string
	said ScriptSettings
}

// within is a path of the workspace, given relative to a folder; "" if it leads out.
func within(folder, p string) string {
	p = strings.ReplaceAll(p, `\`, "/")
	if strings.HasPrefix(p, "/") {
		return ""
	}
	if p = path.Join(folder, p); p == "." || p == ".." || strings.HasPrefix(p, "../") || strings.HasPrefix(p, "/") {
		return ""
	}
	return p
}

func (r *settingsReading) supplies(name string) {
	if name == "" {
		return
	}
	r.said.Supplies = append(r.said.Supplies, name)
	if types, ok := strings.CutPrefix(name, "@types/"); ok {
		if scope, rest, scoped := strings.Cut(types, "__"); scoped {
			types = "@" + scope + "/" + rest
		}
		r.said.Supplies = append(r.said.Supplies, types)
	}
}

// dependencies are the lists of package.json whose keys are names that can be imported.
var dependencies = []string{
	"dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "peerDependenciesMeta", "dependenciesMeta",
	"resolutions", "overrides", "alias", "_moduleAliases", "browser",
}

func packageSettings(r *settingsReading) {
	root := r.jsonTree()
	r.said.Name = root.get("name").text()
	for _, key := range []string{"source", "types", "typings", "module", "main"} {
		if main := root.get(key).text(); main != "" && r.said.Entry == "" {
			r.said.Entry = within(r.dir, main)
		}
	}
	for _, key := range dependencies {
		r.keys(root.get(key))
	}
	r.keys(root.get("pnpm", "overrides"))
	r.said.Released = root.get("version").text() != "" && root.has("repository") && root.get("private").text() != "true"
	for _, list := range []*node{root.get("workspaces"), root.get("workspaces", "packages")} {
		r.members(list)
	}
	for _, key := range []string{"bundledDependencies", "bundleDependencies"} {
		for _, e := range root.get(key).strings() {
			r.supplies(e.text)
		}
	}
	for _, m := range root.get("workspaces", "catalog").members {
		r.supplies(m.key.text)
	}
	r.aliases(root.get("imports"), r.dir)
	r.aliases(root.get("_moduleAliases"), r.dir)
	for _, m := range root.get("jspm").members {
		r.keys(m.value)
	}
}

// keys takes the keys of a table for names, in the forms that overrides have: "**/name", "name@1", "a>b".
func (r *settingsReading) keys(n *node) {
	for _, m := range n.members {
		key := m.key.text
		if i := strings.LastIndexByte(key, '>'); i >= 0 {
			key = key[i+1:]
		}
		key = strings.TrimPrefix(key, "**/")
		if i := strings.LastIndexByte(key, '@'); i > 0 {
			key = key[:i]
		}
		name, _ := resolve.PackageOf(key)
		r.supplies(name)
	}
}

// aliases reads a table of patterns and what they mean.
func (r *settingsReading) aliases(n *node, base string) {
	for _, m := range n.members {
		a := resolve.Alias{Pattern: m.key.text}
		targets(m.value, 0, func(p string) {
			if strings.HasSuffix(a.Pattern, "/") {
				p += "*"
			}
			if p = within(base, p); p != "" {
				a.Targets = append(a.Targets, p)
			}
		})
		if a.Pattern != "" {
			r.said.Aliases = append(r.said.Aliases, a)
		}
	}
}

// targets visits the relative paths of a target: a text, a list, or one for each condition.
func targets(n *node, depth int, visit func(string)) {
	switch {
	case depth > 8:
	case n.kind == scalar:
		if t := n.text(); t != "" && !strings.Contains(t, ":") {
			visit(t)
		}
	case n.kind == list:
		for _, item := range n.items {
			targets(item, depth+1, visit)
		}
	case n.kind == table:
		for _, m := range n.members {
			targets(m.value, depth+1, visit)
		}
	}
}

func typeScriptSettings(r *settingsReading) {
	root := r.jsonTree()
	options := root.get("compilerOptions")
	base := r.dir
	if options.has("baseUrl") {
		if b := options.get("baseUrl").text(); path.Join(r.dir, b) == "." {
			r.said.Based, base = true, "."
		} else if b = within(r.dir, b); b != "" {
			r.said.Base, r.said.Based, base = b, true, b
		}
	}
	r.aliases(options.get("paths"), base)
	for _, e := range root.get("extends").strings() {
		r.said.Extends = append(r.said.Extends, e.text)
	}
	for _, e := range options.get("types").strings() {
		if name, _ := resolve.PackageOf(e.text); npmName(name) {
			r.supplies(name)
		}
	}
}

func importMap(r *settingsReading) {
	root := r.jsonTree()
	r.said.Name = root.get("name").text()
	r.aliases(root.get("imports"), r.dir)
	for _, m := range root.get("scopes").members {
		r.aliases(m.value, r.dir)
	}
}

func (r *settingsReading) members(list *node) {
	for _, pattern := range list.items {
		r.said.Members = append(r.said.Members, pattern.text())
	}
}

func lerna(r *settingsReading) { r.members(r.jsonTree().get("packages")) }

func pnpmWorkspace(r *settingsReading) {
	root := r.yamlTree()
	r.members(root.get("packages"))
	r.keys(root.get("catalog"))
	r.keys(root.get("overrides"))
	for _, m := range root.get("catalogs").members {
		r.keys(m.value)
	}
}

func bower(r *settingsReading) {
	root := r.jsonTree()
	r.supplies(root.get("name").text())
	for _, key := range []string{"dependencies", "devDependencies", "resolutions"} {
		r.keys(root.get(key))
	}
}

// registryKey is what settings of package managers name a registry with.
const registryKey = "registry"

func npmrc(r *settingsReading) {
	for line := range strings.Lines(string(r.text)) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.HasPrefix(key, "#") || strings.HasPrefix(key, ";") || strings.TrimSpace(value) == "" {
			continue
		}
		r.registry(strings.TrimSpace(key))
	}
}

func (r *settingsReading) registry(key string) {
	switch scope, rest, scoped := strings.Cut(key, ":"); {
	case key == registryKey:
		r.said.Private = true
	case scoped && rest == registryKey && strings.HasPrefix(scope, "@"):
		r.said.Scopes = append(r.said.Scopes, scope)
	}
}

func oldYarnSettings(r *settingsReading) {
	for line := range strings.Lines(string(r.text)) {
		if words := strings.Fields(line); len(words) > 1 {
			r.registry(strings.Trim(words[0], `"`))
		}
	}
}

func yarnSettings(r *settingsReading) {
	root := r.yamlTree()
	r.said.Private = root.has("npmRegistryServer")
	for _, m := range root.get("npmScopes").members {
		r.said.Scopes = append(r.said.Scopes, "@"+m.key.text)
	}
}

func bunSettings(r *settingsReading) {
	root := r.tomlTree()
	r.said.Private = root.get("install").has(registryKey)
	for _, m := range root.get("install", "scopes").members {
		r.said.Scopes = append(r.said.Scopes, "@"+strings.TrimPrefix(m.key.text, "@"))
	}
}
