package folder

import (
	"os"
	"path/filepath"
)

// removeStale removes what killed runs left of results of other names, which nobody would ask for
// again: hidden folders with the mark that no run has locked.
func (t *Folder) removeStale() error {
	entries, err := os.ReadDir(t.parent)
	removeScratch(t.parent)
	for _, e := range entries {
		for _, suffix := range []string{newSuffix, oldSuffix} {
			if name, ok := splitHidden(e.Name(), suffix); ok && name != t.name {
				t.settle(name, filepath.Join(t.parent, e.Name()))
			}
		}
		removeLatestLink(filepath.Join(t.parent, e.Name()))
	}
	return err
}

// settle recovers another result where no run writes it, and removes its hidden folder. What can't
// be removed is listed in Left and is no reason not to run.
func (t *Folder) settle(name, hidden string) {
	staging, dest := stagingPath(t.parent, name), filepath.Join(t.parent, name)
	withLock(t.lockedBy(name), func() {
		err := t.names.recoverResult(t.parent, name)
		gone := err == nil
		if gone && isMarked(staging) {
			gone, _ = t.names.discard(staging, resultOr(dest))
		}
		if !gone && exists(hidden) {
			t.left = append(t.left, hidden)
		}
	})
}

// lockedBy returns the folder that a run which writes a result has locked: the hidden one, or,
// once it was renamed, the result itself. Where a killed run left neither it is the replaced one.
func (t *Folder) lockedBy(name string) string {
	for _, dir := range []string{stagingPath(t.parent, name), filepath.Join(t.parent, name)} {
		if exists(dir) {
			return dir
		}
	}
	return oldPath(t.parent, name)
}

// recoverResult puts back the last good result where a run was killed between two renames (see
// replace), and removes a replaced one that is left.
func (n tableNames) recoverResult(parent, name string) error {
	old, dest := oldPath(parent, name), filepath.Join(parent, name)
	switch {
	case !IsResult(old):
		return nil
	case !exists(dest):
		return os.Rename(old, dest)
	case !IsResult(dest):
		return nil
	}
	_, err := n.discard(old, dest)
	return err
}

// removeLatestLink removes the link that a run left in a result when it was killed while
// publishing.
func removeLatestLink(dir string) {
	link := filepath.Join(dir, latestLink)
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		return
	}
	withLock(dir, func() { os.Remove(link) })
}
