//go:build !linux

package main

// largePages does nothing: other systems choose the size of pages themselves, or want rights for it.
func largePages(int) {}
