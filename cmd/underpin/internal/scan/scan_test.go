package scan

import (
	"testing"

	"underpin/analysis"
	"underpin/analysis/report"
	"underpin/cmd/underpin/internal/baseline"
)

func TestInterpreter(t *testing.T) {
	for line, want := range map[string]string{
		"#!/usr/bin/python":                        "python",
		"#! /usr/bin/python3.11":                   "python3",
		"#!/usr/bin/env python3":                   "python3",
		"#!/usr/bin/env -S PYTHONPATH=x python -u": "python",
		"#!/bin/sh":                                "sh",
		"#!/usr/bin/env":                           "",
		"#!":                                       "",
	} {
		if got := interpreter(line); got != want {
			t.Errorf("%s: got %q, want %q", line, got, want)
		}
	}
}

func finding(severity analysis.Severity, confidence analysis.Confidence, fingerprint string, suppressed bool) analysis.Finding {
	f := analysis.Finding{Severity: severity, Confidence: confidence, Fingerprint: fingerprint}
	if suppressed {
		f.Suppressed = &analysis.Suppression{}
	}
	return f
}

func TestHide(t *testing.T) {
	known, err := baseline.Read("b", []byte(`{"version":1,"findings":[{"fingerprint":"known","count":1}]}`))
	if err != nil {
		t.Fatal(err)
	}
	all := []analysis.Finding{
		finding(analysis.Warning, analysis.High, "new", false),
		finding(analysis.Error, analysis.Low, "unsure", false),
		finding(analysis.Error, analysis.High, "silenced", true),
		finding(analysis.Error, analysis.High, "known", false),
		finding(analysis.Info, analysis.Medium, "known", false), // a second of its kind
	}
	r := &Result{Report: &analysis.Report{Findings: all}}
	hidden := r.Hide(Filter{MinConfidence: analysis.Medium, Baseline: known})
	if want := (report.Hidden{Suppressed: 1, Baseline: 1, LowConfidence: 1}); hidden != want {
		t.Errorf("hidden %+v, want %+v", hidden, want)
	}
	if len(r.Report.Findings) != 2 || r.Report.Findings[0].Fingerprint != "new" {
		t.Errorf("shown: %+v", r.Report.Findings)
	}
	if worst, found := r.Worst(); worst != analysis.Warning || !found {
		t.Errorf("worst %v %t", worst, found)
	}

	r = &Result{Report: &analysis.Report{Findings: all}}
	r.Hide(Filter{MinConfidence: analysis.Low, ShowSuppressed: true})
	if len(r.Report.Findings) != len(all) {
		t.Errorf("%d of %d shown", len(r.Report.Findings), len(all))
	}
	if n := len(r.Entries()); n != len(all)-1 {
		t.Errorf("%d entries: a baseline does not keep what comments silence", n)
	}
}

func TestWorstIgnoresWhatIsSuppressed(t *testing.T) {
	r := &Result{Report: &analysis.Report{Findings: []analysis.Finding{finding(analysis.Error, analysis.High, "", true)}}}
	if _, found := r.Worst(); found {
		t.Error("a suppressed finding counts")
	}
}
