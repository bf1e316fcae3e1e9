// Package store owns a folder of things that are kept from run to run and may be lost at any time: answers of servers.
//
// It knows nothing of what it keeps. The verb deps gives it to package registry. What is in it belongs to the user alone, and
// what nobody asked for in a month goes.
package store

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Bounds of a store.
const (
	longest   = 30 * 24 * time.Hour // that something is kept after it was last written
	mostBytes = 200 << 20
	tidied    = "tidied" // the file whose age tells when it was last tidied
)

// Store keeps values in files. It is safe for concurrent use, also of several processes.
type Store struct {
	folder string
	number atomic.Int64
}

// Open makes the folder where there is none, and throws away what is old once a day.
func Open(folder string, now time.Time) (*Store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	s := &Store{folder: folder}
	mark := filepath.Join(folder, tidied)
	if info, err := os.Stat(mark); err != nil || now.Sub(info.ModTime()) > 24*time.Hour {
		s.tidy(now)
		_ = os.WriteFile(mark, nil, 0o600)
		_ = os.Chtimes(mark, now, now)
	}
	return s, nil
}

// path gives the file of a key, "" for keys that could leave the folder.
func (s *Store) path(key string) string {
	if len(key) < 8 || strings.Trim(key, "0123456789abcdef") != "" {
		return ""
	}
	return filepath.Join(s.folder, key)
}

// Get gives what is kept under a key of hexadecimal digits.
func (s *Store) Get(key string) ([]byte, bool) {
	path := s.path(key)
	if path == "" {
		return nil, false
	}
	data, err := os.ReadFile(path)
	return data, err == nil
}

// Put keeps a value, as a whole or not at all. A full disk is no reason to fail: what is not kept is asked again.
func (s *Store) Put(key string, value []byte) {
	path := s.path(key)
	if path == "" {
		return
	}
	temporary := fmt.Sprintf("%s.%d.%d.tmp", path, os.Getpid(), s.number.Add(1))
	if err := os.WriteFile(temporary, value, 0o600); err != nil {
		_ = os.Remove(temporary)
		return
	}
	if err := os.Rename(temporary, path); err != nil {
		_ = os.Remove(temporary)
	}
}

// tidy removes what is old, and the oldest of what is too much.
func (s *Store) tidy(now time.Time) {
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return
	}
	var files []fs.FileInfo
	var total int64
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || e.Name() == tidied {
			continue
		}
		if now.Sub(info.ModTime()) > longest {
			_ = os.Remove(filepath.Join(s.folder, e.Name()))
			continue
		}
		files = append(files, info)
		total += info.Size()
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range files {
		if total <= mostBytes {
			break
		}
		if os.Remove(filepath.Join(s.folder, info.Name())) == nil {
			total -= info.Size()
		}
	}
}
