package rule

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"

	"underpin/analysis/models"
)

var update = flag.Bool("update", false, "rewrite the schema of model files")

const schemaFile = "../../models/model.schema.json"

type schema = map[string]any

// shapes gives the schema of every shape that a field of a form may have.
func shapes(v *Vocabulary) map[string]schema {
	text := schema{"type": []string{"string", "number", "boolean"}}
	words := func(n *Names) schema { return schema{"enum": slices.Clone(n.names)} }
	sets := func(n *Names) schema {
		return oneOrMany(schema{"enum": append(slices.Clone(n.names), slices.Sorted(maps.Keys(n.group))...)})
	}
	return map[string]schema{
		"text": text, "pattern": oneOrMany(text), "texts": oneOrMany(text),
		"name": {"type": "string"}, "names": oneOrMany(schema{"type": "string"}),
		"arg": text, "args": oneOrMany(text), "flag": {"type": "boolean"},
		"guess": {"enum": []int{0, 1, 2}}, "number": {"type": "number"},
		"label": words(&v.Labels), "labels": oneOrMany(words(&v.Labels)),
		"kind": words(&v.Kinds), "kinds": sets(&v.Kinds),
		"marks": oneOrMany(words(&v.Marks)), "facts": oneOrMany(words(&v.Facts)),
		"shape":   {"enum": []string{"string", "list", "dict", "number", "stream", "declaration", "packed"}},
		"cost":    {"enum": []string{"exponential", "polynomial"}},
		"context": {"enum": []string{"sql", "url", "path", "shell", "html", "argument", "header"}},
		"outcome": {"enum": []any{true, false, "true", "false", "returned"}},
		"targets": oneOrMany(schema{"enum": []string{"self", "return", "call"}}),
		"how":     text, "scope": text, "words": {"type": "object"},
		"conds":      oneOrMany(object(condForm)),
		"class":      {"anyOf": []schema{{"type": "null"}, {"type": "string"}, {"type": "array"}, object(classForm)}},
		"sources":    oneOrMany(object(sourceForm)),
		"sinks":      oneOrMany(object(sinkForm)),
		"sanitizers": oneOrMany(object(sanitizerForm)),
		"passes":     {"anyOf": []schema{oneOrMany(text), oneOrMany(object(passForm))}},
		"guards":     oneOrMany(object(guardForm)),
		"remembers":  oneOrMany(object(rememberForm)),
		"settles":    oneOrMany(object(settleForm)),
		"callbacks":  oneOrMany(object(callbackForm)), "settings": object(settingsForm),
		"handling": object(handlingForm), "routes": oneOrMany(object(routeForm)),
		"router": object(routerForm), "mounts": oneOrMany(object(mountForm)),
		"hooks": oneOrMany(object(hookForm)), "inject": object(injectForm), "table": object(tableForm), "finder": object(finderForm),
		"established": {"type": "object", "additionalProperties": oneOrMany(words(&v.Facts))},
		"protections": oneOrMany(object(protectionForm)), "reply": object(replyForm),
	}
}

func oneOrMany(s schema) schema {
	return schema{"anyOf": []schema{s, {"type": "array", "items": s}}}
}

func object[T any](form []field[T]) schema {
	properties := schema{}
	for _, f := range form {
		properties[f.key] = schema{"description": f.doc, "$ref": "#/$defs/" + f.shape}
	}
	return schema{"type": "object", "properties": properties, "additionalProperties": false}
}

func modelSchema(t *testing.T) schema {
	text, err := fs.ReadFile(models.FS(), "vocabulary.yaml")
	if err != nil {
		t.Fatal(err)
	}
	v, problems := readVocabulary("vocabulary.yaml", text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	names := schema{"type": "array", "items": schema{"type": "string"}}
	properties := schema{
		"modules":   schema{"description": "the top-level modules that the file speaks of; must be its first line", "type": "array", "items": schema{"type": "string"}, "minItems": 1},
		"version":   schema{"description": "the versions it was written from", "$ref": "#/$defs/text"},
		"doc":       schema{"description": "where their documentation is", "type": "string"},
		"requires":  schema{"description": "modules whose models it refers to", "$ref": "#/$defs/names"},
		"clean":     schema{"description": "functions whose result carries nothing of what goes in; classes whose instances hold no harmful text", "anyOf": []schema{names}},
		"yields":    schema{"description": "methods that give an instance of the class that their receiver holds", "anyOf": []schema{names}},
		"handlings": schema{"description": "how a framework calls its handlers, by a name that routes refer to", "type": "object", "additionalProperties": schema{"$ref": "#/$defs/handling"}},
	}
	for _, s := range sections {
		properties[s.key] = schema{"description": s.doc, "type": "object", "additionalProperties": schema{"$ref": "#/$defs/" + s.shape}}
	}
	return schema{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "What a library does, as a model file says it",
		"type":    "object", "properties": properties, "additionalProperties": false,
		"required": []string{"modules", "version", "doc"},
		"$defs":    shapes(v),
	}
}

// The schema beside the models is made from the tables that read them.
func TestSchemaIsCurrent(t *testing.T) {
	want, err := json.MarshalIndent(modelSchema(t), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is stale; run go test ./analysis/internal/rule -run Schema -update", schemaFile)
	}
}

func TestModelsSatisfySchema(t *testing.T) {
	var whole schema
	text, err := json.Marshal(modelSchema(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &whole); err != nil {
		t.Fatal(err)
	}
	files, _ := fs.Glob(models.FS(), "*/*.yaml")
	for _, f := range files {
		if strings.HasSuffix(f, "/names.yaml") {
			continue
		}
		text, _ := fs.ReadFile(models.FS(), f)
		root := (&reader{file: f}).parse(text, 0)
		if err := (validator{whole}).check(whole, plainValue(root), ""); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// plainValue gives what a YAML value is in JSON.
func plainValue(n ast.Node) any {
	switch v := plain(n).(type) {
	case *ast.NullNode:
		return nil
	case *ast.BoolNode:
		return v.Value
	case *ast.IntegerNode, *ast.FloatNode:
		f, _ := strconv.ParseFloat(scalar(v), 64)
		return f
	case *ast.SequenceNode:
		out := []any{}
		for _, e := range v.Values {
			out = append(out, plainValue(e))
		}
		return out
	case *ast.MappingNode:
		out := map[string]any{}
		for _, e := range v.Values {
			out[scalar(e.Key)] = plainValue(e.Value)
		}
		return out
	}
	return scalar(n)
}

// validator knows as much of JSON Schema as the schema uses.
type validator struct{ root schema }

func (c validator) check(s schema, v any, at string) error {
	if ref, ok := s["$ref"].(string); ok {
		d, ok := c.root["$defs"].(schema)[strings.TrimPrefix(ref, "#/$defs/")].(schema)
		if !ok {
			return fmt.Errorf("the schema has no %s", ref)
		}
		if err := c.check(d, v, at); err != nil {
			return err
		}
	}
	if alternatives, ok := s["anyOf"].([]any); ok {
		var first error
		for _, a := range alternatives {
			err := c.check(a.(schema), v, at)
			if err == nil {
				first = nil
				break
			}
			// Of all that does not fit, what got furthest explains best.
			if first == nil || strings.Count(err.Error(), ".") > strings.Count(first.Error(), ".") {
				first = err
			}
		}
		if first != nil {
			return first
		}
	}
	if words, ok := s["enum"].([]any); ok && !slices.ContainsFunc(words, func(w any) bool { return fmt.Sprint(w) == fmt.Sprint(v) }) {
		return fmt.Errorf("%s: %v is none of %v", at, v, words)
	}
	if types, ok := s["type"]; ok && !strings.Contains(fmt.Sprint(types), typeName(v)) {
		return fmt.Errorf("%s: found %s, want %v", at, typeName(v), types)
	}
	return c.inside(s, v, at)
}

func (c validator) inside(s schema, v any, at string) error {
	switch v := v.(type) {
	case []any:
		items, _ := s["items"].(schema)
		for i, e := range v {
			if err := c.check(items, e, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	case map[string]any:
		properties, _ := s["properties"].(schema)
		for key, e := range v {
			p, ok := properties[key].(schema)
			if !ok {
				if p, ok = s["additionalProperties"].(schema); !ok && s["additionalProperties"] == false {
					return fmt.Errorf("%s: unknown key %q", at, key)
				}
			}
			if err := c.check(p, e, at+"."+key); err != nil {
				return err
			}
		}
	}
	return nil
}

func typeName(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return "number"
}
