package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"

	"tifa/corpus/charset"
	"tifa/corpus/container"
	"tifa/corpus/format"
	"tifa/corpus/problem"
)

// Stdin is the Path of standard input, in an Input and in a File.
const Stdin = "-"

// File is one file to read, with the rules of the input that claimed it.
type File struct {
	Path string // as Document.Path
	Size int64  // bytes on disk when it was listed; -1 for standard input
	// SHA256, in hexadecimal, is the hash the caller found the file to have. Where it is given,
	// Read reports a file that has another one by now.
	SHA256 string

	// Parquet reads Parquet files. Whoever may import a Parquet library sets it; without it such a
	// file is a Problem.
	Parquet format.ParquetReader

	folder string // what the input names, or the folder of its one file: no link may lead out of it
	name   string // path below folder, with slashes
	below  string // name as UTF-8
	above  string // last name of folder as the analyst wrote it, "" where that is no name
	rules  *rules
	raw    string // Path before it was decoded
	twin   string // what was added to Path because another file has the same
}

// Open opens the raw bytes, containers and all. Standard input cannot be opened, because it can be
// read only once.
func (f File) Open() (io.ReadCloser, error) {
	if f.Path == Stdin {
		return nil, errors.New("standard input can be read only once")
	}
	return os.OpenInRoot(f.folder, filepath.FromSlash(f.name))
}

// Expand lists the files of all inputs, sorted by Path. root is the folder that relative paths
// start from.
//
// A folder means every file below it, a glob every file it matches. A file that two inputs name
// belongs to the first. Hidden files and folders, images, office lock files, and YAML files
// (settings, not texts) are passed over unless an input names the very file. A folder that a
// browser saved with a page (a_files beside a.html) is one Problem. A link is followed if
// it stays within the folder that the input names; else it is a Problem. A path that matches
// nothing, and any mistake in an Input, is an error.
func Expand(root string, inputs []Input) ([]File, []Problem, error) {
	x := expansion{root: root, seen: map[string]bool{}, shown: map[string]string{}}
	for i, in := range inputs {
		rules, err := compile(in)
		if err == nil {
			err = x.input(rules)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("inputs: entry %d: %w", i+1, err)
		}
	}
	decodeNames(x.files)
	keepApart(x.files)
	slices.SortFunc(x.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(x.problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Reason, b.Reason))
	})
	return x.files, x.problems, nil
}

// decodeNames makes UTF-8 of all names, those below one folder in one way.
func decodeNames(files []File) {
	below := map[string][]string{}
	for _, f := range files {
		if !utf8.ValidString(f.raw) {
			below[f.folder] = append(below[f.folder], f.raw)
		}
	}
	decoders := map[string]func(string) string{}
	for folder, names := range below {
		decoders[folder] = charset.PathDecoder(names...)
	}
	for i := range files {
		f := &files[i]
		f.below = f.name
		if decode := decoders[f.folder]; decode != nil {
			f.Path, f.below = decode(f.raw), decode(f.name)
		}
	}
}

// keepApart gives files whose names were decoded to the same Path one of their own: a.txt~2. A name
// that is UTF-8 stays as it is; the others come in the order of their bytes, so that it does not
// matter which input names them.
func keepApart(files []File) {
	inOrder := make([]*File, len(files))
	for i := range files {
		inOrder[i] = &files[i]
	}
	slices.SortFunc(inOrder, func(a, b *File) int {
		if valid := utf8.ValidString(a.raw); valid != utf8.ValidString(b.raw) {
			return map[bool]int{true: -1, false: 1}[valid]
		}
		return strings.Compare(a.raw, b.raw)
	})
	taken := container.Names{}
	for _, f := range inOrder {
		f.Path, f.twin = taken.Unique(f.Path)
	}
}

type expansion struct {
	root     string
	files    []File
	problems []Problem
	seen     map[string]bool   // real paths taken
	shown    map[string]string // File.raw → real path
}

// input adds the files of one input.
func (x *expansion) input(r *rules) error {
	if r.Path == Stdin {
		if !x.seen[Stdin] {
			x.seen[Stdin] = true
			x.files = append(x.files, File{Path: Stdin, Size: -1, name: Stdin, rules: r})
		}
		return nil
	}
	given := filepath.FromSlash(r.Path)
	if !filepath.IsAbs(given) {
		given = filepath.Join(x.root, given)
	}
	info, err := os.Stat(given)
	switch {
	case err == nil && info.IsDir():
		return x.walk(r, given, "**")
	case err == nil && info.Mode().IsRegular():
		return x.single(r, given)
	case err == nil:
		return fmt.Errorf("path %q is neither a file nor a folder", r.Path)
	case !errors.Is(err, fs.ErrNotExist):
		return cannotRead(r.Path, err)
	case !strings.ContainsAny(r.Path, "*?[{"):
		return fmt.Errorf("path %q: no such file or folder: paths are relative to %s", r.Path, x.from())
	}
	base, pattern := doublestar.SplitPattern(filepath.ToSlash(given))
	if !doublestar.ValidatePattern(pattern) {
		return fmt.Errorf("path %q is not a valid glob: use *, ?, [a-z], {a,b} and **", r.Path)
	}
	return x.walk(r, filepath.FromSlash(base), pattern)
}

func cannotRead(path string, err error) error {
	return fmt.Errorf("path %q cannot be read: %s", path, advice(err))
}

func (x *expansion) from() string {
	if x.root == "" || x.root == "." {
		return "the working folder"
	}
	return "the folder of the configuration"
}

// single adds the one file that an input names. A link is followed, because the analyst named it.
func (x *expansion) single(r *rules, given string) error {
	actual, err := filepath.EvalSymlinks(given)
	if err != nil {
		return cannotRead(r.Path, err)
	}
	f := File{Path: x.show(r, filepath.Dir(given), filepath.Base(given)),
		folder: filepath.Dir(actual), name: filepath.Base(actual),
		above: lastName(path.Dir(filepath.ToSlash(r.Path))), rules: r}
	return x.add(f)
}

// walk adds the files below base that match pattern.
func (x *expansion) walk(r *rules, base, pattern string) error {
	actual, err := filepath.EvalSymlinks(base)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotRead(r.Path, err)
	}
	if err != nil {
		return fmt.Errorf("path %q: no folder %q: paths are relative to %s", r.Path,
			filepath.Base(base), x.from())
	}
	above := lastName(filepath.ToSlash(base))
	if rel, err := filepath.Rel(x.root, base); err == nil && rel == "." {
		above = ""
	}
	matched, unread := false, error(nil)
	err = filepath.WalkDir(actual, func(at string, entry fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(actual, at) // at lies below actual
		rel = filepath.ToSlash(rel)
		if err != nil && rel == "." {
			return cannotRead(r.Path, err)
		}
		if err != nil {
			unread = err
			x.problem(Unreadable(charset.DecodePath(x.show(r, base, rel)), err))
			return nil
		}
		if rel != "." && (container.PassedOver(entry.Name(), entry.IsDir()) ||
			!entry.Type().IsRegular() && holdsResults(at)) {
			return skip(entry)
		}
		if entry.IsDir() && rel != "." && besidePage(at) {
			x.problem(Problem{Path: charset.DecodePath(x.show(r, base, rel)), Kind: KindFormat,
				Reason: "folder that a browser saved with the page beside it: name it as an input to read it",
				Action: problem.LeftOut})
			return fs.SkipDir
		}
		if entry.IsDir() {
			if !strings.Contains(pattern, "**") && rel != "." && strings.Count(rel, "/") >= strings.Count(pattern, "/") {
				return fs.SkipDir
			}
			return nil
		}
		if ok, _ := doublestar.Match(pattern, rel); !ok { // the pattern was validated
			return nil
		}
		matched = true
		return x.add(File{Path: x.show(r, base, rel), folder: actual, name: rel, above: above, rules: r})
	})
	if err == nil && !matched && unread != nil {
		return fmt.Errorf("no file could be found: a folder in it: %w", cannotRead(r.Path, unread))
	}
	if err == nil && !matched {
		err = fmt.Errorf("path %q: no file matches: is it spelled as on disk? hidden files, images and"+
			" YAML files are passed over", r.Path)
	}
	return err
}

// besidePage reports whether a folder holds what a browser saved with a page: a_files beside
// a.html.
func besidePage(dir string) bool {
	for _, ending := range []string{"_files", ".files"} {
		page, ok := strings.CutSuffix(dir, ending)
		for _, html := range []string{".html", ".htm", ".xhtml"} {
			if info, err := os.Stat(page + html); ok && err == nil && info.Mode().IsRegular() {
				return true
			}
		}
	}
	return false
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// add takes up a file unless an earlier input has it. What cannot be opened is a Problem.
func (x *expansion) add(f File) error {
	info, err := statInRoot(f.folder, f.name)
	if err != nil || !info.Mode().IsRegular() {
		x.problem(linkProblem(charset.DecodePath(f.Path), info, err))
		return nil
	}
	actual, err := filepath.EvalSymlinks(filepath.Join(f.folder, filepath.FromSlash(f.name)))
	if err != nil {
		x.problem(linkProblem(charset.DecodePath(f.Path), nil, err))
		return nil
	}
	if abs, err := filepath.Abs(actual); err == nil {
		actual = abs
	}
	if x.seen[actual] {
		return nil
	}
	f.raw = f.Path
	f.Path = charset.DecodePath(f.raw)
	if other, taken := x.shown[f.raw]; taken && other != actual {
		return fmt.Errorf("two different files would both be called %q: name the folders relative to the"+
			" configuration", f.Path)
	}
	x.seen[actual], x.shown[f.raw] = true, actual
	f.Size = info.Size()
	x.files = append(x.files, f)
	return nil
}

func (x *expansion) problem(p Problem) {
	if !slices.Contains(x.problems, p) {
		x.problems = append(x.problems, p)
	}
}

func linkProblem(shown string, info fs.FileInfo, err error) Problem {
	p := Problem{Path: shown, Kind: KindUnreadable, Action: problem.LeftOut}
	switch {
	case err == nil && info.IsDir():
		p.Kind, p.Reason = KindRefused, "link to a folder: name that folder as an input of its own"
	case err == nil:
		p.Reason = "neither a file nor a folder"
	case strings.Contains(err.Error(), "escapes"):
		p.Kind, p.Reason = KindRefused, "link leads out of the corpus folder"
	default:
		return Unreadable(shown, err)
	}
	return p
}

func statInRoot(folder, name string) (fs.FileInfo, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.Stat(filepath.FromSlash(name))
}

// show is the Path of the file at name below base: relative to the root, or, where the analyst gave
// an absolute path outside of it, beginning with the last name of that path. It is not decoded yet.
func (x *expansion) show(r *rules, base, name string) string {
	absRoot, err := filepath.Abs(x.root)
	absBase, err2 := filepath.Abs(base)
	if err == nil && err2 == nil {
		if rel, err := filepath.Rel(absRoot, absBase); err == nil && (filepath.IsLocal(rel) || !filepath.IsAbs(r.Path)) {
			if shown := path.Join(filepath.ToSlash(rel), name); shown != Stdin {
				return shown
			}
			return "./" + Stdin // a file of that name
		}
	}
	return path.Join(lastName(filepath.ToSlash(base)), name)
}

// lastName is the last element of a path, "" where it is no name.
func lastName(p string) string {
	if name := path.Base(p); name != "." && name != ".." && name != "/" {
		return name
	}
	return ""
}

// holdsResults reports whether a folder, or a link to one, is what a run published: its tables and
// notes are no texts to read.
func holdsResults(dir string) bool {
	for _, name := range []string{"run.json", "TABLES.md", "documents.parquet"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return false
		}
	}
	return true
}
