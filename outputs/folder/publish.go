package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Publish reads the folder back, puts it in the place of its destination in one step, and points
// the link latest at it (see KeepLatest). It returns the destination. A result of the same name
// that was there is untouched until that step. Then the files that the program wrote into it are
// removed, and all others move into the new result.
func (t *Folder) Publish() (string, error) {
	if err := t.verify(); err != nil {
		return "", err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.gone {
		return "", fmt.Errorf("%s: already published or abandoned", t.destination())
	}
	if err := t.prepare(); err != nil {
		return "", hint(err)
	}
	replaced, err := t.replace()
	if err != nil {
		return "", err
	}
	t.gone = true
	if replaced != "" {
		_, err = t.names.discard(replaced, t.destination())
	}
	if err := errors.Join(t.pointLatest(), err, syncPath(t.parent), t.held.Close()); err != nil {
		return "", fmt.Errorf("%s: published, but: %w", t.destination(), err)
	}
	return t.destination(), nil
}

// KeepLatest lets the link latest point where it does when the folder is published: for trials
// beside a result.
func (t *Folder) KeepLatest() { t.keepLatest = true }

// verify compares what is on the disk with what was written, and sees that latest is ours to set.
func (t *Folder) verify() error {
	if !t.keepLatest {
		if err := CheckLatest(t.parent); err != nil {
			return err
		}
	}
	tables, err := t.Tables()
	if err != nil {
		return err
	}
	for _, want := range tables {
		path := filepath.Join(t.Path(), want.Name)
		sum, size, err := HashFile(path)
		if err != nil {
			return err
		}
		if sum != want.SHA256 || size != want.Bytes {
			return fmt.Errorf("%s: bytes read back differ from those written: "+
				"check the disk", path)
		}
	}
	return nil
}

// prepare marks the folder as published and brings all of it to the disk. The link latest waits in
// it, so that a killed run leaves it nowhere else.
func (t *Folder) prepare() error {
	if err := markPublished(t.Path(), t.mark); err != nil {
		return err
	}
	if err := syncAll(t.Path()); err != nil || t.keepLatest {
		return err
	}
	return os.Symlink(t.name, filepath.Join(t.Path(), latestLink))
}

// markPublished writes the mark of a finished result, with the hash of its run.json.
func markPublished(dir string, m mark) (err error) {
	m.published = true
	m.manifest, _, err = HashFile(filepath.Join(dir, ManifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return m.write(dir)
}

// replace renames the folder to its destination. Where there is a result already the two change
// places in one step. It returns where the replaced result is then.
func (t *Folder) replace() (replaced string, err error) {
	dest, old := t.destination(), t.old()
	if err := checkReplaceable(dest); err != nil {
		return "", err
	}
	if !exists(dest) {
		return "", os.Rename(t.Path(), dest)
	}
	if err := t.keepMark(dest); err != nil {
		return "", err
	}
	if err := t.exchange(t.Path(), dest); err == nil {
		return t.Path(), nil
	}
	// The file system can't exchange. What a run killed between these two leaves, recoverResult
	// mends.
	if exists(old) {
		return "", notOurs(old)
	}
	if err := os.Rename(dest, old); err != nil {
		return "", err
	}
	if err := os.Rename(t.Path(), dest); err != nil {
		return "", errors.Join(err, os.Rename(old, dest))
	}
	return old, nil
}

// keepMark marks a result from before there were marks: once replaced it is known by nothing else.
func (t *Folder) keepMark(dest string) error {
	if isMarked(dest) {
		return nil
	}
	return markPublished(dest, newMark())
}

// pointLatest moves the link into its place in one step.
func (t *Folder) pointLatest() error {
	if t.keepLatest {
		return nil
	}
	if err := CheckLatest(t.parent); err != nil {
		return err
	}
	return os.Rename(filepath.Join(t.destination(), latestLink), filepath.Join(t.parent, latest))
}

// syncAll brings the files and folders below dir to the disk. It follows no link.
func syncAll(dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() && !e.Type().IsRegular() {
			return err
		}
		return syncPath(path)
	})
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
