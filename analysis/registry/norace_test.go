//go:build !race

package registry_test

const patience = 1
