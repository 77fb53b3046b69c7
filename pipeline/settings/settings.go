// Package settings reads the files that a person writes: configurations, lexicons, registries of
// sources, lists of events. They are input like any other, so reading them takes bounded memory.
//
//   - Read takes regular files only, up to MaxFile bytes. A device or a pipe could go on for ever.
//   - Decode takes strict YAML: unknown and repeated keys are errors that show their line.
//   - Check refuses YAML that a small file can make large: deep nesting, and aliases of aliases.
//
// It is a leaf: it imports nothing of ours, and any package may import it.
package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
)

// MaxFile is the most bytes of a file of settings. The built-in lexicon has 30 KB.
const MaxFile = 4 << 20

// Read returns the bytes of a regular file of at most MaxFile bytes. Any other file is an error
// that begins with its path.
func Read(path string) ([]byte, error) { return ReadUpTo(path, MaxFile) }

// ReadUpTo is Read with another limit, in bytes.
func ReadUpTo(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path) // before it is opened: opening a pipe waits for its other end
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file: name a settings file", path)
	}
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, fmt.Errorf("%s: more than %d MB: split it, or name the right file", path, limit>>20)
	}
	return text, nil
}

// Decode decodes strict YAML into a value. Nothing at all leaves it as it is. Errors begin with
// name and show the line. Memory is bounded, see Check.
func Decode(name string, text []byte, into any) error {
	if err := Check(name, text); err != nil {
		return err
	}
	err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(into)
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return &SyntaxError{name, err}
}

// SyntaxError is what the YAML decoder did not accept. Unwrap gives the decoder's own error.
type SyntaxError struct {
	Name string // of the file
	Err  error
}

func (e *SyntaxError) Error() string {
	return e.Name + ": " + strings.TrimSpace(yaml.FormatError(e.Err, false, true))
}

func (e *SyntaxError) Unwrap() error { return e.Err }
