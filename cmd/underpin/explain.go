package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"underpin/analysis"
	"underpin/cmd/underpin/internal/markdown"
	"underpin/cmd/underpin/internal/terminal"
)

func newExplain(env *environment) *cobra.Command {
	color := newChoice("auto", "auto", "always", "never")
	var examples bool
	command := &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule: what it finds, why it matters, what to write instead",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("explain takes the name of one rule; `underpin rules` lists them")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			rules, problems, err := loadRules(env)
			if err != nil {
				return err
			}
			rule, err := findRule(rules, args[0])
			if err != nil {
				complainOfTeam(env.err, problems) // the rule that was asked for may be one of those
				return err
			}
			_, err = fmt.Fprint(env.out, markdown.Render(ruleText(rule, examples), markdown.Style{
				Color: terminal.Color(color.value, env.out, env.getenv),
				Width: min(terminal.Width(env.out, env.getenv), 100), // longer lines are hard to read
			}))
			return err
		},
	}
	command.Flags().BoolVar(&examples, "examples", false, "all examples instead of the first of each kind")
	command.Flags().Var(color, "color", "colour")
	return command
}

func findRule(rules []*analysis.Rule, name string) (*analysis.Rule, error) {
	var near []string
	for _, r := range rules {
		if r.Name == name {
			return r, nil
		}
		if strings.Contains(r.Name, name) || sharesWord(r.Name, name) {
			near = append(near, r.Name)
		}
	}
	if len(near) > 0 {
		return nil, fmt.Errorf("there is no rule %q; did you mean %s?", name, strings.Join(near, " or "))
	}
	return nil, fmt.Errorf("there is no rule %q; `underpin rules` lists them", name)
}

func sharesWord(a, b string) bool {
	for word := range strings.SplitSeq(strings.ToLower(b), "-") {
		if len(word) > 2 && strings.Contains("-"+a+"-", "-"+word+"-") {
			return true
		}
	}
	return false
}

// ruleText is the rule's own document with its facts below the title and, unless all examples are wanted, the first example of
// each kind.
func ruleText(r *analysis.Rule, examples bool) string {
	title, body, _ := strings.Cut(strings.TrimLeft(r.Doc, "\n"), "\n")
	facts := fmt.Sprintf("`%s`: %s, CWE-%d", r.Name, r.Severity, r.CWE)
	if r.OWASP != "" {
		facts += ", OWASP " + r.OWASP
	}
	if r.Since != "" {
		facts += ", since " + r.Since
	}
	if !examples {
		body = firstExamples(r.Name, body)
	}
	return title + "\n" + facts + "\n\n" + withoutFields(body)
}

// withoutFields puts words in place of the fields of the sentence for the editor, which is the first paragraph.
func withoutFields(body string) string {
	sentence, rest, more := strings.Cut(body, "\n\n")
	sentence = strings.NewReplacer("{source}", "a source", "{sink}", "a sink").Replace(sentence)
	if more {
		sentence += "\n\n" + rest
	}
	return sentence
}

// firstExamples keeps one code block of the sections Bad and Good, and leaves out known gaps, which are notes to the rule's authors.
func firstExamples(rule, body string) string {
	var out strings.Builder
	section, blocks, left, inBlock := "", 0, 0, false
	for line := range strings.Lines(body) {
		fence := strings.HasPrefix(line, "```")
		if !inBlock && strings.HasPrefix(line, "## ") {
			section, blocks = strings.ToLower(strings.TrimSpace(line[3:])), 0
		}
		sample := section == "bad" || section == "good"
		keep := section != "known gaps" && (!sample || blocks == 0)
		if keep {
			out.WriteString(line)
		}
		if fence && inBlock && sample {
			blocks++
			if !keep {
				left++
			}
		}
		if fence {
			inBlock = !inBlock
		}
	}
	if left > 0 {
		fmt.Fprintf(&out, "\n%d more examples: `underpin explain %s --examples`\n", left, rule)
	}
	return out.String()
}
