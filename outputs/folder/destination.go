package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// CheckName says whether a result may have this name, so that a wrong one is told before the work.
func CheckName(name string) error {
	if name == "" || name == latest || strings.HasPrefix(name, ".") || name != filepath.Base(name) {
		return fmt.Errorf("result name %q: use a plain name, without slashes, a leading dot, "+
			"or the word latest", name)
	}
	if len(name) > maxName {
		return fmt.Errorf("result name %q: give one of at most %d bytes", name, maxName)
	}
	return nil
}

// maxName is the most bytes of a name, so that file systems take the hidden names made of it.
const maxName = 250

// CheckDestination says whether the result parent/name may be written, so that nothing is lost and
// nothing is told after the work. It refuses what exists and is no result of the program, and what
// is, holds or lies in one of the inputs. Only an input that holds the folder root, where the
// analyst works, may hold results too: readers pass them over. Links are followed to compare paths.
func CheckDestination(parent, name, root string, inputs []string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	dest := filepath.Join(parent, name)
	for _, in := range inputs {
		switch {
		case within(in, dest):
			return fmt.Errorf("%s: is or holds the input %s: "+
				"give the result another name, or another folder with -o", dest, in)
		case within(dest, in) && !within(root, in):
			return fmt.Errorf("%s: lies in the input %s: name another folder with -o", dest, in)
		}
	}
	return checkPlaces(parent, name)
}

// checkPlaces says whether all that a result needs is free or ours.
func checkPlaces(parent, name string) error {
	if err := checkReplaceable(filepath.Join(parent, name)); err != nil {
		return err
	}
	if err := checkStaging(stagingPath(parent, name)); err != nil {
		return err
	}
	if old := oldPath(parent, name); exists(old) && !isMarked(old) && !IsResult(old) {
		return notOurs(old)
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

func notOurs(path string) error {
	return fmt.Errorf("%s: tifa needs this name but did not write the file: move it away, or give the result another name",
		path)
}

// checkReplaceable says whether a result may take a path: nothing is there, or a result.
func checkReplaceable(path string) error {
	if exists(path) && !IsResult(path) {
		return fmt.Errorf("%s: already exists and is not a result of tifa: "+
			"give the result another name, or move it away", path)
	}
	return nil
}

// checkStaging says whether a hidden folder may be used: nothing is there, a folder with the mark,
// or an empty folder.
func checkStaging(path string) error {
	if !exists(path) || isMarked(path) {
		return nil
	}
	if entries, err := os.ReadDir(path); err == nil && len(entries) == 0 && isFolder(path) {
		return nil
	}
	if !exists(path) { // moved between the two
		return nil
	}
	return notOurs(path)
}

// CheckLatest says whether the link latest of a folder of results is ours to set: it does not
// exist, or is a symbolic link to a result beside it, or to a name that is gone.
func CheckLatest(parent string) error {
	link := filepath.Join(parent, latest)
	info, err := os.Lstat(link)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink == 0 {
		return fmt.Errorf("%s: not a symbolic link: move it away", link)
	}
	to, err := os.Readlink(link)
	if err != nil {
		return err
	}
	if CheckName(to) != nil || checkReplaceable(filepath.Join(parent, to)) != nil {
		return fmt.Errorf("%s: points to %s, which is not a result in the same folder: move it away", link, to)
	}
	return nil
}

// within reports whether path is the folder dir or lies below it. What exists is compared by its
// real path.
func within(path, dir string) bool {
	rel, err := filepath.Rel(realPath(dir), realPath(path))
	return err == nil && filepath.IsLocal(rel)
}

// realPath is an absolute path without links, as far as it exists.
func realPath(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		return resolved
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(realPath(parent), filepath.Base(path))
	}
	return path
}
