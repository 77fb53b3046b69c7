package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// FileHash says what a table's file holds, so that anyone can tell later whether it still does:
// Parquet itself doesn't notice flipped bytes.
type FileHash struct {
	Name   string `json:"name"` // file name in the result folder, such as counts.parquet
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Rows   int64  `json:"rows"`
}

// OtherFile says what a published file that is no table holds, such as report.html.
type OtherFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// OtherFiles lists the descriptions and the report in a result folder, by name.
func OtherFiles(dir string) (files []OtherFile, err error) {
	for _, name := range slices.Sorted(slices.Values(describing())) {
		f := OtherFile{Name: name}
		switch f.SHA256, f.Bytes, err = HashFile(filepath.Join(dir, name)); {
		case err == nil:
			files = append(files, f)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return files, nil
}

// Fingerprint is one hash over the names and hashes of tables: equal for equal results.
func Fingerprint(tables []FileHash) string {
	h := sha256.New()
	for _, t := range tables {
		fmt.Fprintf(h, "%s %s\n", t.SHA256, t.Name)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// HashFile returns the SHA-256 of a file in hexadecimal, and its size in bytes.
func HashFile(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// File is a table being written. It hashes what goes by, so that Publish can tell what reached the
// disk.
type File struct {
	folder *Folder
	name   string
	to     io.WriteCloser
	hash   hash.Hash
	bytes  int64
}

// Write adds to the table.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.to.Write(p)
	f.hash.Write(p[:n])
	f.bytes += int64(n)
	return n, hint(err)
}

// hint adds what to do to an error of the disk.
func hint(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: free some space and run again; the last result is untouched", err)
	}
	return err
}

// Finish ends the table, which has so many rows.
func (f *File) Finish(rows int64) error {
	if err := f.to.Close(); err != nil {
		return hint(err)
	}
	sum := hex.EncodeToString(f.hash.Sum(nil))
	f.folder.finished(f.name, FileHash{Name: f.name, SHA256: sum, Bytes: f.bytes, Rows: rows})
	return nil
}

// Discard ends the table unfinished: the folder can no longer be published.
func (f *File) Discard() { f.to.Close() }
