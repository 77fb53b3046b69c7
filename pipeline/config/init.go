package config

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

//go:embed data/init/*.yaml
var initFiles embed.FS

// Init writes the configuration, sources and lexicon to start a study from, and an empty folder for
// its texts. It lists what it wrote and never overwrites a file.
func Init(dir string) (written []string, err error) {
	names, err := fs.Glob(initFiles, "data/init/*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		to := filepath.Join(dir, path.Base(name))
		if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
			return nil, Usagef("%s: already exists: name a new folder", to)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "texts"), 0o755); err != nil {
		return nil, fmt.Errorf("making the study: %w", err)
	}
	for _, name := range names {
		text, err := initFiles.ReadFile(name)
		if err != nil {
			return written, err
		}
		to := filepath.Join(dir, path.Base(name))
		if err := writeNew(to, text); err != nil {
			return written, err
		}
		written = append(written, to)
	}
	return written, nil
}

// writeNew writes a file that must not exist yet.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}
