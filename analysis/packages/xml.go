package packages

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/source"
)

// element is an element of XML with its text and where that stands.
type element struct {
	name       string
	attributes []xml.Attr
	tag        source.Span // from the beginning of its tag to the end of it
	text       excerpt
	inner      []*element
}

func (e *element) child(name string) *element {
	for _, c := range e.inner {
		if c.name == name {
			return c
		}
	}
	return &element{}
}

// xmlTree reads XML as far as it is well formed; the rest is told by a note.
func (r *reading) xmlTree() *element {
	d := xml.NewDecoder(bytes.NewReader(r.text))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	root := &element{}
	open := []*element{root}
	for {
		start := int(d.InputOffset())
		token, err := d.RawToken()
		end := int(d.InputOffset())
		if err != nil {
			if err != io.EOF {
				r.note(source.Span{Start: start, End: min(start+1, len(r.text))}, "not read: no valid XML")
			}
			return root
		}
		last := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, attributes: t.Copy().Attr, tag: source.Span{Start: start, End: end}}
			last.inner = append(last.inner, e)
			if len(open) < deepest {
				open = append(open, e)
			}
		case xml.EndElement:
			for i := len(open) - 1; i > 0; i-- {
				if open[i].name == t.Name.Local {
					open = open[:i]
					break
				}
			}
		case xml.CharData:
			if e := excerptOf(r.text, start, min(end, len(r.text))).trim(); e.text != "" && last.text.text == "" {
				last.text = e
			}
		}
	}
}

// attribute is the value of an attribute and where it stands in the tag.
func (r *reading) attribute(e *element, name string) (excerpt, bool) {
	for _, a := range e.attributes {
		if a.Name.Local != name {
			continue
		}
		tag := excerptOf(r.text, e.tag.Start, min(e.tag.End, len(r.text)))
		m := regexp.MustCompile(`\s` + regexp.QuoteMeta(name) + `\s*=\s*(?:"([^"]*)"|'([^']*)')`).FindStringSubmatchIndex(tag.text)
		if m == nil {
			return excerpt{}, false
		}
		if m[2] >= 0 {
			return tag.cut(m[2], m[3]), true
		}
		return tag.cut(m[4], m[5]), true
	}
	return excerpt{}, false
}

// pom reads a pom.xml. A distribution is called group:artifact; its span is that of the artifact.
func pom(r *reading) {
	root := r.xmlTree()
	r.private = len(root.child("project").child("repositories").inner) > 0
	r.mavenDependencies(root, 0)
}

func (r *reading) mavenDependencies(e *element, depth int) {
	for _, c := range e.inner {
		if c.name == "dependency" {
			group, artifact := c.child("groupId").text, c.child("artifactId").text
			r.maven(group.text, artifact, c.child("version").text.text, c)
			continue
		}
		if c.name != "exclusions" && depth < deepest {
			r.mavenDependencies(c, depth+1)
		}
	}
}

var mavenWord = lazy.Trusted(`^[A-Za-z0-9_.-]+$`)

func (r *reading) maven(group string, artifact excerpt, version string, e *element) {
	if !mavenWord.MatchString(group) || !mavenWord.MatchString(artifact.text) {
		return // a property stands for the name
	}
	in := Install{Ecosystem: Maven, Name: group + ":" + artifact.text, Span: artifact.whole(), Whole: artifact.whole()}
	if e != nil {
		in.Whole = e.tag.Union(in.Span)
	}
	if !strings.Contains(version, "$") {
		in.Version = version
	}
	r.add(in)
}

var gradleLine = lazy.Trusted(`(?:^|[\s{])(?:implementation|api|compile|compileOnly|runtimeOnly|runtime|testImplementation|testCompile|testRuntimeOnly|testCompileOnly|` +
	`annotationProcessor|kapt|ksp|classpath|debugImplementation|releaseImplementation|androidTestImplementation|developmentOnly|provided|compileOnlyApi)` +
	`[\s(]+(?:platform\s*\(|enforcedPlatform\s*\()?\s*["']([\w.-]+):([\w.-]+)(?::([^"'@:]+))?[^"']*["']`)

// gradle reads the dependencies that a build script of Gradle names by literal texts, "group:artifact:version".
func gradle(r *reading) {
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		if strings.HasPrefix(strings.TrimSpace(line.text), "//") {
			continue
		}
		for _, m := range gradleLine.FindAllStringSubmatchIndex(line.text, -1) {
			version := ""
			if m[6] >= 0 {
				version = line.text[m[6]:m[7]]
			}
			r.maven(line.text[m[2]:m[3]], line.cut(m[4], m[5]), version, nil)
		}
	}
}

// isNuGet knows the project files of .NET and what is central to several.
func isNuGet(name, _ string) bool {
	return ending(".csproj", ".fsproj", ".vbproj")(name, "") || named("packages.config", "directory.packages.props", "directory.build.props", "directory.build.targets")(name, "")
}

// nuget reads the packages of a .NET project: PackageReference, PackageVersion and, of old, package.
func nuget(r *reading) { r.nugetWithin(r.xmlTree(), 0) }

func (r *reading) nugetWithin(e *element, depth int) {
	for _, c := range e.inner {
		if depth < deepest {
			r.nugetWithin(c, depth+1)
		}
		attribute := "Include"
		switch c.name {
		case "package":
			attribute = "id"
		case "PackageReference", "PackageVersion", "GlobalPackageReference":
		default:
			continue
		}
		name, ok := r.attribute(c, attribute)
		if !ok {
			if name, ok = r.attribute(c, "Update"); !ok {
				continue
			}
		}
		in, ok := delimited(name, "@", func(name string) bool { return !strings.ContainsAny(name, "/~") })
		if !ok {
			continue
		}
		in.Ecosystem, in.Whole = NuGet, c.tag
		for _, key := range []string{"Version", "version", "VersionOverride"} {
			if version, ok := r.attribute(c, key); ok {
				in.Version = version.text
			}
		}
		if version := c.child("Version").text.text; version != "" {
			in.Version = version
		}
		if strings.Contains(in.Version, "$(") {
			in.Version = ""
		}
		r.add(in)
	}
}
