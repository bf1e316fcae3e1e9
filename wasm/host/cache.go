package host

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// cache is a folder in which wazero keeps compiled modules.
//
// wazero believes what it reads there: of an entry it checks the machine code, but not the table of where functions begin,
// and a wrong one ends the process or, worse, does not. So each entry is sealed by a file beside it that holds its sum, and
// entries without a fitting seal are removed before wazero looks. That costs 0.6 ms for Python's.
type cache string

const seal = ".sum"

// entries lists wazero's files, which bear hashes as names in a folder that bears its version.
func (c cache) entries() ([]string, error) {
	folders, err := os.ReadDir(string(c))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var out []string
	for _, folder := range folders {
		files, err := os.ReadDir(filepath.Join(string(c), folder.Name()))
		if err != nil {
			continue // no folder, or not ours to read: wazero will tell
		}
		for _, f := range files {
			if name, err := hex.DecodeString(f.Name()); err == nil && len(name) == sha256.Size {
				out = append(out, filepath.Join(string(c), folder.Name(), f.Name()))
			}
		}
	}
	return out, nil
}

// check removes what is not whole.
func (c cache) check() error {
	entries, err := c.entries()
	if err != nil {
		return err
	}
	for _, e := range entries {
		sum, err := sumOf(e)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if sealed, err := os.ReadFile(e + seal); err == nil && bytes.Equal(sealed, sum) {
			continue
		}
		for _, f := range []string{e, e + seal} {
			if err := os.Remove(f); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// seal writes the sums of entries that have none: check left none of these, so that they have just been written, by this
// process or one beside it, and wazero puts whole files in place only. Where the sum cannot be written, the entry is
// not used the next time, and that is all.
func (c cache) seal() {
	entries, _ := c.entries()
	for _, e := range entries {
		if _, err := os.Stat(e + seal); err == nil {
			continue
		}
		if sum, err := sumOf(e); err == nil {
			replace(e+seal, sum)
		}
	}
}

func sumOf(file string) ([]byte, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	return hex.AppendEncode(nil, sum[:]), nil
}

// replace puts a whole file in place or none.
func replace(file string, content []byte) {
	f, err := os.CreateTemp(filepath.Dir(file), "sum-*.tmp")
	if err != nil {
		return
	}
	_, err = f.Write(content)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		os.Remove(f.Name())
	}
}
