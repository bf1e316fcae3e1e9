// Package names holds the index of known names that package packages reads: names.idx, made by `underpin index build`.
//
// It owns the file only. Builds for browsers leave it out: a page fetches it as an asset of its own when it is wanted.
package names
