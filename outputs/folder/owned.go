package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// latestLink is the link latest of a folder that is about to be published, on its way to its place.
const latestLink = ".latest"

// describing are the files of a result besides its tables and run.json.
func describing() []string {
	return []string{"TABLES.md", "datapackage.json", "croissant.json", ReportName}
}

// tableNames are the names of the files that hold tables.
type tableNames []string

// recorded lists the files that the program wrote into a folder with its mark, each with its
// SHA-256, or with "" where nobody recorded it: while a result is written, and for the
// descriptions of results from before they were recorded.
func (n tableNames) recorded(dir string) map[string]string {
	names, l := map[string]string{}, readListing(dir)
	m, marked := readMark(dir)
	if l.Fingerprint == "" || marked && !m.published {
		for _, name := range n {
			names[name] = ""
		}
	}
	for _, t := range l.Tables {
		names[t.Name] = t.SHA256
	}
	if len(l.Files) == 0 {
		for _, name := range describing() {
			names[name] = ""
		}
	}
	for _, f := range l.Files {
		names[f.Name] = f.SHA256
	}
	names[ManifestName] = m.manifest
	return names
}

// isOwned reports whether an entry of a folder is a file that the program wrote there: its name is
// recorded, and its bytes are those recorded.
func isOwned(dir string, e fs.DirEntry, names map[string]string) bool {
	if e.Name() == latestLink && e.Type() == fs.ModeSymlink {
		return true
	}
	sum, ok := names[e.Name()]
	if !ok || !e.Type().IsRegular() {
		return false
	}
	if sum == "" {
		return true
	}
	now, _, err := HashFile(filepath.Join(dir, e.Name()))
	return err == nil && now == sum
}

// empty removes from a folder what the program wrote there, but for the mark. Everything else
// moves into the folder to, or stays where to is empty. It reports whether all is gone.
func (n tableNames) empty(dir, to string) (gone bool, err error) {
	removeScratch(dir)
	ours, theirs, err := n.sort(dir)
	if err != nil {
		return false, err
	}
	if to != "" {
		if err := carryAll(theirs, to); err != nil {
			return false, err
		}
		theirs = nil
	}
	for _, path := range ours {
		err = errors.Join(err, os.Remove(path))
	}
	return len(theirs) == 0 && err == nil, err
}

// sort lists what the program wrote into a folder and what it did not. Of its own files run.json
// comes last: it says what is ours.
func (n tableNames) sort(dir string) (ours, theirs []string, err error) {
	entries, err := os.ReadDir(dir)
	names := n.recorded(dir)
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.Name() == markName:
		case isOwned(dir, e, names):
			ours = append(ours, path)
		default:
			theirs = append(theirs, path)
		}
	}
	slices.SortStableFunc(ours, func(a, b string) int { return manifestLast(a) - manifestLast(b) })
	return ours, theirs, err
}

// carryAll carries over what keeps its name before what does not.
func carryAll(paths []string, to string) (err error) {
	slices.SortStableFunc(paths, func(a, b string) int { return taken(a, to) - taken(b, to) })
	for _, path := range paths {
		err = errors.Join(err, carry(path, to))
	}
	return err
}

func taken(path, to string) int {
	if exists(filepath.Join(to, filepath.Base(path))) {
		return 1
	}
	return 0
}

func manifestLast(path string) int {
	if filepath.Base(path) == ManifestName {
		return 1
	}
	return 0
}

// carry moves what the user put into a result into the result that replaces it, as it is. Where
// the name is taken there it becomes NAME.old, or NAME.old-2 and so on.
func carry(path, to string) error {
	name := filepath.Join(to, filepath.Base(path))
	for n := 1; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = filepath.Join(to, filepath.Base(path)+".old")
		if n > 1 {
			name += fmt.Sprintf("-%d", n)
		}
	}
	return os.Rename(path, name)
}

// discard empties a folder with the mark and removes it. It stays, with its mark, where it holds
// what the program did not write and there is no folder to carry that to.
func (n tableNames) discard(dir, to string) (gone bool, err error) {
	if gone, err = n.empty(dir, to); !gone {
		return false, err
	}
	return true, errors.Join(os.Remove(filepath.Join(dir, markName)), os.Remove(dir))
}

// resultOr returns a path where a result stands there, else "".
func resultOr(path string) string {
	if IsResult(path) {
		return path
	}
	return ""
}

// splitHidden returns the name of the result that a hidden folder such as .NAME.new belongs to.
func splitHidden(entry, suffix string) (name string, ok bool) {
	name, ok = strings.CutSuffix(entry, suffix)
	if !ok || !strings.HasPrefix(name, ".") || CheckName(name[1:]) != nil {
		return "", false
	}
	return name[1:], true
}
