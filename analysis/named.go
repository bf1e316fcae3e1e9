package analysis

import (
	"context"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/packages"
)

// PackageName is a name of a package where it is written, and what it means there.
type PackageName struct {
	Span         Span
	Name         string // the module, or the distribution, as it is written
	Import       bool   // a module is imported; otherwise a distribution is installed
	Ecosystem    string // "PyPI", "npm"
	Version      string // of an install: the constraint as written, "" for any
	Verdict      string // in the words of rules: "known", "nonexistent", "standard"
	Distribution string // the one that holds it, or that is probably meant; "" where it cannot be told
	Evidence     []string
	Remarks      []string // last release, popularity: what is no reason to warn; short sentences without a full stop
}

// PackageAt tells what the name of a package at an offset of a file means; nil where there is none, or nothing to look it up
// in. Only cancellation is an error.
func (s *Snapshot) PackageAt(ctx context.Context, path string, offset int) (*PackageName, error) {
	f := s.files[cleanPath(path)]
	if f == nil {
		return nil, nil
	}
	r := s.resolver()
	if r == nil {
		return nil, nil
	}
	if packages.IsManifest(f.path) {
		list, _ := f.installs()
		for _, i := range list {
			if i.Name != "" && i.Span.Has(offset) {
				return installed(r, f.path, i), nil
			}
		}
	}
	if f.manifest {
		return nil, nil
	}
	if f.scripted {
		return s.scriptPackage(ctx, r, f, offset)
	}
	u, err := f.read(ctx, s.s)
	if err != nil || u.body == nil {
		return nil, err
	}
	var out *PackageName
	eachPlaced(u.body, 0, func(fn *ir.Func, base int, in *ir.Instr) {
		module := fn.Names[in.A]
		if out != nil || module == "" || module[0] == '.' {
			return
		}
		first, _, _ := strings.Cut(module, ".")
		if at := moduleSpan(f.text.String(), in, base, first); at.Has(offset) && f.text.Slice(at) == first {
			out = imports(r, f.path, module, at)
		}
	})
	return out, nil
}

// scriptPackage is PackageAt in a script: the cursor may be anywhere in the path that is imported.
func (s *Snapshot) scriptPackage(ctx context.Context, r *packages.Resolver, f *file, offset int) (*PackageName, error) {
	list, err := f.parse(ctx, s.s)
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		if !i.Span.Has(offset) || strings.HasPrefix(i.Path, ".") {
			continue
		}
		v := r.Script(f.path, i.Path)
		p := &PackageName{Span: i.Span, Name: v.Name, Import: true, Ecosystem: string(packages.NPM)}
		if at := strings.Index(i.Path, v.Name); at >= 0 {
			p.Span = Span{Start: i.Span.Start + at, End: i.Span.Start + at + len(v.Name)}
		}
		p.say(v)
		switch v.Kind {
		case packages.KindDeclared, packages.KindInstalled, packages.KindKnown:
			p.Remarks = r.Remarks(packages.NPM, v.Distribution)
		}
		return p, nil
	}
	return nil, nil
}

// eachPlaced visits the imports of a body that begins at base, and of those in it.
func eachPlaced(body *ir.Func, base int, visit func(fn *ir.Func, base int, in *ir.Instr)) {
	for i := range body.Instrs {
		if in := &body.Instrs[i]; in.Op == ir.OpImport || in.Op == ir.OpImportFrom {
			visit(body, base, in)
		}
	}
	for _, c := range body.Children {
		eachPlaced(c, base+int(c.Start), visit)
	}
}

func installed(r *packages.Resolver, path string, i packages.Install) *PackageName {
	v := r.InstallIn(path, i)
	p := &PackageName{Span: i.Span, Name: i.Name, Ecosystem: string(i.Ecosystem), Version: i.Version}
	p.say(v)
	if v.Exists {
		p.Remarks = r.Remarks(i.Ecosystem, i.Name)
	}
	return p
}

func imports(r *packages.Resolver, path, module string, at Span) *PackageName {
	v := r.Import(path, module)
	p := &PackageName{Span: at, Name: v.Name, Import: true, Ecosystem: string(packages.PyPI)}
	p.say(v)
	switch v.Kind {
	case packages.KindDeclared, packages.KindInstalled, packages.KindKnown:
		p.Remarks = r.Remarks(packages.PyPI, v.Distribution)
	}
	return p
}

func (p *PackageName) say(v packages.Verdict) {
	p.Verdict, p.Distribution, p.Evidence = v.Kind.String(), v.Distribution, v.Evidence
}
