package folder

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// markName is the file by which the program knows a folder as its own. Every folder that it makes
// has one: a result, a result being written, and a scratch folder. It looks like this:
//
//	tifa folder, format 1
//	id 6bb1e3…
//	state published
//	9f86d0…  run.json
//
// The id is random. The state is "writing" until all files are there. The last line has the
// SHA-256 of run.json, which in its turn has those of all other files.
const markName = ".tifa"

const markTitle = "tifa folder, format 1"

// ManifestName is the file of a result that says how it was made and what its files are.
const ManifestName = "run.json"

// ReportName is the file of a result that holds its report.
const ReportName = "report.html"

// mark is what a mark file says.
type mark struct {
	id        string
	published bool
	manifest  string // SHA-256 of run.json, empty where there is none
}

func newMark() mark {
	id := make([]byte, 16)
	rand.Read(id) // never fails
	return mark{id: hex.EncodeToString(id)}
}

func (m mark) String() string {
	state := "writing"
	if m.published {
		state = "published"
	}
	text := fmt.Sprintf("%s\nid %s\nstate %s\n", markTitle, m.id, state)
	if m.manifest != "" {
		text += m.manifest + "  " + ManifestName + "\n"
	}
	return text
}

// readMark returns the mark of a folder and reports whether it has one. A link is none.
func readMark(dir string) (m mark, ok bool) {
	text, err := readSmall(filepath.Join(dir, markName), 4096)
	if err != nil {
		return m, false
	}
	title, rest, _ := strings.Cut(string(text), "\n")
	if title != markTitle {
		return m, false
	}
	for line := range strings.Lines(rest) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch {
		case key == "id":
			m.id = value
		case key == "state":
			m.published = value == "published"
		case strings.TrimSpace(value) == ManifestName:
			m.manifest = key
		}
	}
	return m, m.id != "" && m.String() == string(text)
}

// readSmall reads a regular file of at most limit bytes. It follows no link.
func readSmall(path string, limit int64) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > limit {
		return nil, fmt.Errorf("%s: not a regular file of at most %d bytes", path, limit)
	}
	return os.ReadFile(path)
}

// write puts the mark into a folder, or in the place of the mark that is there.
func (m mark) write(dir string) error {
	if _, ok := readMark(dir); !ok {
		return writeNew(filepath.Join(dir, markName), []byte(m.String()))
	}
	return WriteFile(filepath.Join(dir, markName), func(w io.Writer) error {
		_, err := io.WriteString(w, m.String())
		return err
	})
}

// writeNew writes a file that must not exist yet.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return hint(err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		err = errors.Join(hint(err), os.Remove(path)) // a full disk leaves an empty file
	}
	return err
}

// isFolder reports whether a path is a folder itself, not a link to one.
func isFolder(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}

func isRegular(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// isMarked reports whether a path is a folder that the program made.
func isMarked(path string) bool {
	if !isFolder(path) {
		return false
	}
	_, ok := readMark(path)
	return ok
}

// IsResult reports whether a path is a result of the program: a folder with its mark, published.
// Results of versions before the mark are known by a run.json with a fingerprint of 64 hexadecimal
// digits and a documents.parquet beside it, both regular files.
func IsResult(path string) bool {
	if !isFolder(path) {
		return false
	}
	if m, ok := readMark(path); ok {
		return m.published
	}
	return len(readListing(path).Fingerprint) == 64 &&
		isRegular(filepath.Join(path, "documents.parquet"))
}

// listing is what run.json says of the files beside it.
type listing struct {
	Fingerprint string      `json:"fingerprint"`
	Tables      []FileHash  `json:"tables"`
	Files       []OtherFile `json:"files"`
}

// WriteManifest writes the run.json of a result, and its hash into the mark of a published one.
func WriteManifest(dir string, text []byte) error {
	err := WriteFile(filepath.Join(dir, ManifestName), func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if m, ok := readMark(dir); err == nil && ok && m.published {
		err = markPublished(dir, m)
	}
	return err
}

// ManifestHash returns the SHA-256 that run.json must have, which the mark of a result records, and
// reports whether the result has a mark: those of earlier versions have none.
func ManifestHash(dir string) (sum string, ok bool) {
	m, ok := readMark(dir)
	return m.manifest, ok
}

// readListing returns an empty listing where there is no run.json, or none that can be read.
func readListing(dir string) (l listing) {
	text, err := readSmall(filepath.Join(dir, ManifestName), 1<<30)
	if err != nil || json.Unmarshal(text, &l) != nil {
		return listing{}
	}
	if b, err := hex.DecodeString(l.Fingerprint); err != nil || len(b) != 32 {
		l.Fingerprint = ""
	}
	return l
}
