package analysis

import "underpin/analysis/internal/config"

// Config is a project's settings, from underpin.toml.
type Config = config.Config

// ParseConfig reads the text of a settings file; name is what errors call it.
// Errors name file, line and what was expected.
func ParseConfig(name string, text []byte) (*Config, error) { return config.Parse(name, text) }

// ParseSize reads a count of bytes with an optional unit, "2 MB".
func ParseSize(text string) (bytes int64, ok bool) { return config.ParseSize(text) }

// applyConfig drops the findings that a project's settings switch off and gives
// the others the severity the settings name.
func applyConfig(r *Report, c *Config) {
	kept := r.Findings[:0]
	for _, f := range r.Findings {
		switch c.Level(f.Rule, f.Path) {
		case config.Off:
			continue
		case "info":
			f.Severity = Info
		case "warning":
			f.Severity = Warning
		case "error":
			f.Severity = Error
		}
		kept = append(kept, f)
	}
	clear(r.Findings[len(kept):])
	r.Findings = kept
}
