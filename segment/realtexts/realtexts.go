// Package realtexts hands the real texts that a machine may have to the tests of segment's rooms.
// Where there are none, a test that needs them is skipped.
package realtexts

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// Folder is where the shared real texts are; a test that needs them skips where they are
// absent.
func Folder(t testing.TB) string {
	folder := Path()
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("real texts are absent: set TIFA_CORPORA to the folder that has them (%v)", err)
	}
	return folder
}

// Path is the folder of the real texts: TIFA_CORPORA, or the one beside the checkout. It may be
// absent.
func Path() string {
	if folder := os.Getenv("TIFA_CORPORA"); folder != "" {
		return folder
	}
	for _, folder := range []string{"../../shared/corpora", "../../../shared/corpora"} {
		if _, err := os.Stat(folder); err == nil {
			return folder
		}
	}
	return "../../shared/corpora"
}

// Each calls f for every text of the shared corpora, raw as it stands in its file, markup and
// all.
func Each(t testing.TB, f func(name, text string)) {
	folder := Folder(t)
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, _ := filepath.Rel(folder, path)
		switch {
		case strings.HasSuffix(path, ".zip"):
			return eachZipped(path, f)
		case strings.HasSuffix(path, ".csv"):
			return eachCell(path, f)
		case strings.HasSuffix(path, ".jsonl"), strings.HasSuffix(path, ".jsonl.zst"):
			return eachRecord(path, f)
		}
		data, err := os.ReadFile(path)
		f(name, string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// EachNth calls f for every nth text of the shared corpora; for all of them where TIFA_ALL is set,
// which takes minutes.
func EachNth(t testing.TB, n int, f func(name, text string)) {
	if os.Getenv("TIFA_ALL") != "" {
		n = 1
	}
	texts := 0
	Each(t, func(name, text string) {
		if texts++; texts%n == 0 {
			f(name, text)
		}
	})
}

func eachRecord(path string, f func(name, text string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var r io.Reader = bufio.NewReader(file)
	if strings.HasSuffix(path, ".zst") {
		d, err := zstd.NewReader(r)
		if err != nil {
			return err
		}
		defer d.Close()
		r = d
	}
	for decoder := json.NewDecoder(r); ; {
		var record struct{ Text, Content string }
		if err := decoder.Decode(&record); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		f(filepath.Base(path), record.Text+record.Content)
	}
}

func eachCell(path string, f func(name, text string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	r := csv.NewReader(bufio.NewReader(file))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		f(filepath.Base(path), row[len(row)-1])
	}
}

func eachZipped(path string, f func(name, text string)) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	for _, member := range z.File {
		r, err := member.Open()
		if err != nil {
			return err
		}
		data, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return err
		}
		f(member.Name, string(data))
	}
	return nil
}

// News are texts of the xwlb corpus, one in so many, evenly spread over the years.
func News(t testing.TB, every int) (texts []string, bytes int64) {
	t.Helper()
	n := 0
	Each(t, func(name, text string) {
		if !strings.HasPrefix(name, "xwlb_") {
			return
		}
		if n++; n%every == 0 {
			texts = append(texts, text)
			bytes += int64(len(text))
		}
	})
	return texts, bytes
}
