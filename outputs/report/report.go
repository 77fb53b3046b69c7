// Package report makes report.html: one page, readable offline and on paper, from the tables of a
// result folder alone.
//
// What it does, in the order it happens:
//
//  1. Package result reads the small tables and run.json, and chooses a period.
//  2. Each section turns rows of tables into sentences, tables and charts: changes.go, limits.go,
//     coverage.go, heat.go, series.go, contrast.go and so on, one file each. Every number a section
//     shows is asked for in the book of evidence.
//  3. The book (package evidence) reads the mentions once and keeps a bounded, repeatable sample of
//     lines for each number.
//  4. The page is written through html/template, which escapes what the corpus says (page/*.html).
//
// A section whose table the run doesn't have says so in one line. The page makes no request: its
// content security policy allows the two embedded texts of style and script by their hashes and
// nothing else. There is no clock and no folder name in it: equal tables and options give equal
// bytes.
package report

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tifa/outputs/folder"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// Options say what to report on. The zero value reports in English on the last complete period.
type Options struct {
	Title  string // of the page; the run's title where empty
	Period string // such as 2015-05, in any form the tables write periods in; where empty, see choose
	Lang   string // "en" (also where empty) or "zh"
	Output string // File writes here; report.html in the result folder where empty
}

// Name is the file in a result folder that holds its report.
const Name = folder.ReportName

// Write writes the report on the result folder dir.
func Write(w io.Writer, dir string, o Options) error {
	_, err := compose(w, dir, o)
	return err
}

// compose writes the report and returns its findings.
func compose(w io.Writer, dir string, o Options) ([]string, error) {
	text, err := translate.For(o.Lang)
	if err != nil {
		return nil, err
	}
	run, err := result.Load(dir, o.Period)
	if err != nil {
		return nil, err
	}
	p := newPage(run, o, text)
	sections, err := p.sections()
	if err != nil {
		return nil, err
	}
	if err := p.book.Gather(dir, run.Groups, run.Shown()); err != nil {
		return nil, err
	}
	return p.findings(), p.write(w, sections)
}

// Written is a report that was written: where it is, and its findings as plain text.
type Written struct {
	Path string
	// Findings are the sentences that the report opens with: claims of the result that are
	// supported. Where none is, it is one sentence that says so.
	Findings []string
}

// File writes the report on the result folder dir to a file, whole or not at all. Its last line
// certifies the lines before. A file that is there is replaced only if it is such a report that
// nobody changed, also in the result folder itself: it may hold a reader's notes.
func File(dir string, o Options) (made Written, err error) {
	if made.Path = o.Output; made.Path == "" {
		made.Path = filepath.Join(dir, Name)
	}
	if err := checkReplaceable(made.Path); err != nil {
		return Written{}, err
	}
	err = folder.WriteFile(made.Path, func(w io.Writer) (err error) {
		h := sha256.New()
		if made.Findings, err = compose(io.MultiWriter(w, h), dir, o); err != nil {
			return fmt.Errorf("report on %s: %w", dir, err)
		}
		_, err = io.WriteString(w, lastLine(h.Sum(nil)))
		return err
	})
	return made, err
}

// lastLine ends a report file. The sum is the SHA-256 of all before.
func lastLine(sum []byte) string { return fmt.Sprintf("<!-- tifa report, sha256 %x -->\n", sum) }

// checkReplaceable says whether a report may take a path: nothing is there, or a file that ends as
// its bytes say it must.
func checkReplaceable(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Mode().IsRegular() {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		end := len(text) - len(lastLine(make([]byte, sha256.Size)))
		if end > 0 {
			if sum := sha256.Sum256(text[:end]); string(text[end:]) == lastLine(sum[:]) {
				return nil
			}
		}
	}
	return fmt.Errorf("%s: already exists and is not an unchanged report of tifa: move it away, or name another file with -o", path)
}
