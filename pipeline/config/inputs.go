package config

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"tifa/corpus"
	"tifa/outputs"
)

// Files lists the files of a configuration.
func Files(c *Config) ([]corpus.File, []corpus.Problem, error) {
	files, problems, err := corpus.Expand(c.Root, c.Inputs)
	if err != nil {
		return nil, nil, &UsageError{fmt.Errorf("%s%w", c.Prefix(), err)}
	}
	for i := range files {
		files[i].Parquet = outputs.ReadRecords
	}
	return files, problems, nil
}

// HashInput returns the SHA-256 of a file in hexadecimal. It is empty for standard input.
func HashInput(f corpus.File) (string, error) {
	if f.Path == corpus.Stdin {
		return "", nil
	}
	in, err := f.Open()
	if err != nil {
		return "", err
	}
	defer in.Close()
	h := sha256.New()
	_, err = io.Copy(h, in)
	return hex.EncodeToString(h.Sum(nil)), err
}
