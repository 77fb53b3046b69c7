package outputs

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/gofrs/flock"
)

// sweep removes what killed runs left of results of other names, which nobody would ever ask for again: hidden folders that hold
// tables, or nothing, and that no run has locked. Anything else with such a name is somebody's own.
func (t *Folder) sweep() error {
	left, err := filepath.Glob(filepath.Join(t.parent, ".*.new"))
	if err != nil {
		return nil // a parent whose name is a bad pattern
	}
	for _, dir := range left {
		if dir == t.Path() || !isLeftover(dir) {
			continue
		}
		lock := flock.New(dir, flock.SetFlag(os.O_RDONLY))
		ok, err := lock.TryLock()
		if err != nil || !ok {
			continue
		}
		err = os.RemoveAll(dir)
		lock.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// isLeftover says whether a folder is the beginning of a result.
func isLeftover(dir string) bool {
	entries, err := os.ReadDir(dir)
	return err == nil && (len(entries) == 0 || slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		return slices.ContainsFunc(Tables(), func(table Table) bool { return table.fileName() == e.Name() })
	}))
}
