// Package output owns writing a result to a file so that a failure leaves the old file as it was.
//
// It is for results that are written as a whole: reports and baselines. What goes to the terminal does not pass here.
package output

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write makes the content of the file at path by calling fill. A regular file is replaced by renaming a whole new one over
// it, which also keeps a half-written report from being read; devices and pipes are written as they are.
func Write(path string, fill func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // replace the file, not the link
	}
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(path); err == nil {
		switch {
		case info.IsDir():
			return fmt.Errorf("cannot write %s: it is a folder", path)
		case !info.Mode().IsRegular():
			return writeThrough(path, fill)
		}
		mode = info.Mode().Perm()
	}
	if err := replace(path, mode, fill); err != nil {
		return fmt.Errorf("cannot write %s: %w", path, bare(err))
	}
	return nil
}

func replace(path string, mode fs.FileMode, fill func(io.Writer) error) (err error) {
	// Beside the target, because a rename does not cross file systems. O_EXCL and the process's number keep
	// two runs apart; os.CreateTemp would make a file that only its owner can read.
	temporary := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d.tmp", filepath.Base(path), os.Getpid()))
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, remove(temporary))
		}
	}()
	err = errors.Join(flushed(f, fill), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(temporary, path)
}

func writeThrough(path string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, bare(err))
	}
	if err := errors.Join(flushed(f, fill), f.Close()); err != nil {
		return fmt.Errorf("cannot write %s: %w", path, bare(err))
	}
	return nil
}

func flushed(f io.Writer, fill func(io.Writer) error) error {
	b := bufio.NewWriterSize(f, 64<<10)
	if err := fill(b); err != nil {
		return err
	}
	return b.Flush()
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// bare takes operation and path off an error of the file system; the message around it names the path.
func bare(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
