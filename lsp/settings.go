package lsp

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// settings are what the editor sets, section "underpin". They are immutable;
// what a project sets stands in its underpin.toml.
type settings struct {
	Enable        bool
	MinConfidence string            // "": the project's
	Rules         map[string]string // rule -> off, hint, info, warning, error
	View          string            // insertions, changes, everything
	Others        string            // what becomes of findings outside the view: hint, hide
	Scope         string            // workspace, open
	Index         bool
	MaxFiles      int
	CodeLens      bool
	InlayHints    bool
}

// setting is a row of the table of settings.
type setting struct {
	name, form, standard, meaning string
	set                           func(*settings, json.RawMessage) error
}

// table is the one place where settings are listed. The README's table is made
// of it, and a test holds the two equal.
func table() []setting {
	return []setting{
		{"enable", "boolean", "true", "`false` shows nothing", value(func(s *settings) *bool { return &s.Enable })},
		{"minConfidence", choices(confidences), "project's, else `\"medium\"`", "lowest confidence that is shown", choice(confidences, func(s *settings) *string { return &s.MinConfidence })},
		{"rules", "object: rule to " + choices(levels), "`{}`", "switches rules off or changes how much they count; counts before `underpin.toml`", ruleLevels},
		{"view", choices(views), "`\"everything\"`", "which findings are shown in full: those whose path touches inserted code, changed code, or all", choice(views, func(s *settings) *string { return &s.View })},
		{"others", choices(others), "`\"hint\"`", "what becomes of the findings outside the view", choice(others, func(s *settings) *string { return &s.Others })},
		{"scope", choices(scopes), "`\"workspace\"`", "the files whose findings are shown: all, or those that are open", choice(scopes, func(s *settings) *string { return &s.Scope })},
		{"index", "boolean", "true", "reads all files of the workspace, so that values are followed across them", value(func(s *settings) *bool { return &s.Index })},
		{"maxFiles", "number", "10000", "how many files are read at most", value(func(s *settings) *int { return &s.MaxFiles })},
		{"codeLens", "boolean", "false", "tells above each function what was found in it", value(func(s *settings) *bool { return &s.CodeLens })},
		{"inlayHints", "boolean", "false", "tells beside the code where a finding's value comes from and what it reaches", value(func(s *settings) *bool { return &s.InlayHints })},
	}
}

func confidences() []string { return []string{"low", "medium", "high"} }
func levels() []string      { return []string{"off", "hint", "info", "warning", "error"} }
func views() []string       { return []string{"insertions", "changes", "everything"} }
func others() []string      { return []string{"hint", "hide"} }
func scopes() []string      { return []string{"workspace", "open"} }

func defaults() *settings {
	return &settings{Enable: true, View: "everything", Others: "hint", Scope: "workspace", Index: true, MaxFiles: 10_000}
}

// parseSettings reads a section over the defaults. What is wrong is told and
// left at its default; the rest holds.
func parseSettings(section json.RawMessage) (*settings, []error) {
	s := defaults()
	var given map[string]json.RawMessage
	if len(section) == 0 || string(section) == "null" {
		return s, nil
	}
	if err := json.Unmarshal(section, &given); err != nil {
		return s, []error{fmt.Errorf("the settings must be an object, not %.40s", section)}
	}
	if inner, ok := given["underpin"]; ok { // some clients send the whole
		return parseSettings(inner)
	}
	var problems []error
	rows := table()
	for _, name := range slices.Sorted(maps.Keys(given)) {
		i := slices.IndexFunc(rows, func(r setting) bool { return r.name == name })
		switch {
		case i < 0:
			problems = append(problems, fmt.Errorf("there is no setting underpin.%s", name))
		case string(given[name]) == "null": // unset
		default:
			if err := rows[i].set(s, given[name]); err != nil {
				problems = append(problems, fmt.Errorf("underpin.%s: %w", name, err))
			}
		}
	}
	return s, problems
}

func value[T any](field func(*settings) *T) func(*settings, json.RawMessage) error {
	return func(s *settings, raw json.RawMessage) error {
		var v T
		if err := json.Unmarshal(raw, &v); err != nil {
			return fmt.Errorf("%s is no %T", raw, v)
		}
		*field(s) = v
		return nil
	}
}

func choices(of func() []string) string {
	return "`\"" + strings.Join(of(), "\"`, `\"") + "\"`"
}

func choice(of func() []string, field func(*settings) *string) func(*settings, json.RawMessage) error {
	return func(s *settings, raw json.RawMessage) error {
		var v string
		if json.Unmarshal(raw, &v) != nil || !slices.Contains(of(), v) {
			return fmt.Errorf("%s is none of %s", raw, strings.Join(of(), ", "))
		}
		*field(s) = v
		return nil
	}
}

func ruleLevels(s *settings, raw json.RawMessage) error {
	var v map[string]string
	if err := json.Unmarshal(raw, &v); err != nil {
		return fmt.Errorf("%s is no object of levels", raw)
	}
	for rule, level := range v {
		if !slices.Contains(levels(), level) {
			return fmt.Errorf("%s: %q is none of %s", rule, level, strings.Join(levels(), ", "))
		}
	}
	s.Rules = v
	return nil
}

// settingsTable is the README's table.
func settingsTable() string {
	var b strings.Builder
	b.WriteString("| setting | value | default | meaning |\n|---|---|---|---|\n")
	for _, r := range table() {
		fmt.Fprintf(&b, "| `underpin.%s` | %s | %s | %s |\n", r.name, r.form, r.standard, r.meaning)
	}
	return b.String()
}
