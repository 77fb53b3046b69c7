package folder

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// LinkTables puts tables of a finished result into the folder as they are: as hard links where the
// file system allows it, else as copies. The files are as FileHash says; Publish checks. A finished
// table is never written again, so that two results may share one file.
func (t *Folder) LinkTables(dir string, files []FileHash) error {
	for _, f := range files {
		if !slices.Contains(t.names, f.Name) {
			return fmt.Errorf("%s: not a table of this version of tifa: use the version that wrote it, or run the analysis again",
				filepath.Join(dir, f.Name))
		}
		from, to := filepath.Join(dir, f.Name), filepath.Join(t.Path(), f.Name)
		if err := os.Link(from, to); err != nil {
			if err := copyFile(from, to); err != nil {
				return hint(err)
			}
		}
		t.mu.Lock()
		t.tables[f.Name] = f
		t.mu.Unlock()
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := createFile(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
