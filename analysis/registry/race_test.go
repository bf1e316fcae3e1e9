//go:build race

package registry_test

// patience is how many times longer an answer may take under the race detector.
const patience = 5
