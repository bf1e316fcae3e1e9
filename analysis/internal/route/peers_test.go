package route

import (
	"testing"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
)

func TestStem(t *testing.T) {
	h := &rule.Handling{Converter: lazy.Trusted(`<(?P<name>\w+)>`)}
	for path, want := range map[string]string{
		"/":                          "/",
		"/orders":                    "/orders",
		"/orders/":                   "/orders",
		"/orders/<id>":               "/orders",
		"/api/v1/orders/<id>/cancel": "/api/v1/orders",
		"/orders/create":             "/orders",
		"/orders/Export":             "/orders",
		"/create":                    "/create",
		"/<id>":                      "/",
	} {
		if got := stemOf(h, path); got != want {
			t.Errorf("stem of %q is %q, want %q", path, got, want)
		}
	}
}

func TestTables(t *testing.T) {
	owner := newBench(t, routeRules(t)).set.Rule("object-not-owned").Route.Owner
	out := map[string]bool{}
	schema(out, `CREATE TABLE users (id INT); CREATE TABLE IF NOT EXISTS "notes" (id INT, owner_id INT); CREATE TABLE tags (id INT)`, owner)
	if len(out) != 1 || !out["table notes"] {
		t.Errorf("got %v", out)
	}
}
