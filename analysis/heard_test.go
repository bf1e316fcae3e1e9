package analysis_test

import (
	"strings"
	"testing"
)

// Who is told what went wrong decides how bad that is.
func TestAudience(t *testing.T) {
	const program = `
import sqlite3
from fastapi import Depends, FastAPI, HTTPException, Request

app = FastAPI()


def signed_in(request: Request):
    if "user_id" not in request.session:
        raise HTTPException(401)
    return request.session["user_id"]


def require_admin(request: Request):
    if request.session.get("role") != "admin":
        raise HTTPException(403)


def count():
    try:
        return sqlite3.connect("shop.db").execute("SELECT COUNT(*) FROM orders").fetchone()
    except Exception as e:
        raise HTTPException(500, detail=str(e))


@app.get("/count")
def count_orders(GUARD):
    return {"count": count()}
`
	for guard, want := range map[string]string{
		"":                           "warning, high",
		"user=Depends(signed_in)":    "info, high",
		"_=Depends(require_admin)":   "info, medium",
		"db=Depends(sqlite3.Cursor)": "warning, high",
	} {
		s := newSession(t)
		r := findings(t, apply(t, s, files(strings.Replace(program, "GUARD", guard, 1))...))
		got := ""
		for _, f := range r.Findings {
			if f.Rule == "error-detail-exposure" {
				got += f.Severity.String() + ", " + f.Confidence.String()
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", guard, got, want)
		}
	}
}
