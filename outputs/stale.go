package outputs

import (
	"errors"
	"os"
	"path/filepath"
)

// removeStale removes what killed runs left of results of other names, which nobody would ask for
// again: hidden folders with the mark that no run has locked.
func (t *Folder) removeStale() error {
	entries, err := os.ReadDir(t.parent)
	if err != nil {
		return err
	}
	removeScratch(t.parent)
	for _, e := range entries {
		for _, suffix := range []string{newSuffix, oldSuffix} {
			if name, ok := splitHidden(e.Name(), suffix); ok && name != t.name {
				err = errors.Join(err, t.settle(name))
			}
		}
		removeLatestLink(filepath.Join(t.parent, e.Name()))
	}
	return err
}

// settle recovers another result where no run writes it, and removes its hidden folder.
func (t *Folder) settle(name string) (err error) {
	staging, dest := stagingPath(t.parent, name), filepath.Join(t.parent, name)
	locked := staging
	if !isMarked(staging) {
		if exists(staging) {
			return nil
		}
		locked = dest
	}
	if !isFolder(locked) { // a run was killed between two renames and its hidden folder is gone
		locked = oldPath(t.parent, name)
	}
	if !isFolder(locked) {
		return nil
	}
	withLock(locked, func() {
		if err = recoverResult(t.parent, name); err != nil || locked != staging {
			return
		}
		gone, discarded := discard(staging, resultOr(dest))
		if err = discarded; !gone {
			t.left = append(t.left, staging)
		}
	})
	return err
}

// recoverResult puts back the last good result where a run was killed between two renames (see replace),
// and removes a replaced one that is left.
func recoverResult(parent, name string) error {
	old, dest := oldPath(parent, name), filepath.Join(parent, name)
	switch {
	case !IsResult(old):
		return nil
	case !exists(dest):
		return os.Rename(old, dest)
	case !IsResult(dest):
		return nil
	}
	_, err := discard(old, dest)
	return err
}

// removeLatestLink removes the link that a run left in a result when it was killed while
// publishing.
func removeLatestLink(dir string) {
	link := filepath.Join(dir, latestLink)
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 || !isMarked(dir) {
		return
	}
	withLock(dir, func() { os.Remove(link) })
}
