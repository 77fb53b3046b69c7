package pipeline

import (
	"cmp"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/outputs/folder"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
)

// checkDestination refuses, before any work, a result that could not be published, or that would
// touch an input.
func checkDestination(c *config.Config, o Options) error {
	parent := c.Path(c.Output)
	name := cmp.Or(o.Name, freeName(parent, resultName(o.Now())))
	if err := folder.CheckDestination(parent, name, c.Root, inputPlaces(c.Root, c.Inputs)); err != nil {
		return &config.UsageError{Err: err}
	}
	if err := folder.CheckLatest(parent); err != nil {
		return &config.UsageError{Err: err}
	}
	return nil
}

// checkNewDestination is the same for measures made again.
func checkNewDestination(m *manifest.Manifest, parent, name string, keepLatest bool) error {
	err := folder.CheckDestination(parent, name, m.Root, inputPlaces(m.Root, m.Settings.Inputs))
	if err == nil && !keepLatest {
		err = folder.CheckLatest(parent)
	}
	if err != nil {
		return &config.UsageError{Err: err}
	}
	return nil
}

// inputPlaces lists the files and folders that inputs are read from. Of a glob it is the folder
// that the glob starts in.
func inputPlaces(root string, inputs []corpus.Input) (places []string) {
	for _, in := range inputs {
		if in.Path == corpus.Stdin {
			continue
		}
		path := filepath.FromSlash(in.Path)
		if !filepath.IsAbs(path) {
			path = filepath.Join(root, path)
		}
		if _, err := os.Stat(path); err != nil {
			path = globBase(path)
		}
		places = append(places, path)
	}
	return places
}

// globBase is the path before the first element that has a sign of globs.
func globBase(path string) string {
	at := strings.IndexAny(path, "*?[{")
	if at < 0 {
		return path
	}
	return filepath.Dir(path[:at] + "x")
}

// warnOfLeft tells of hidden folders that hold what is not the program's.
func warnOfLeft(log *slog.Logger, to *outputs.Folder) {
	for _, path := range to.Left() {
		log.Warn("a killed run left a folder that holds other files too: look at it and remove it", "path", path)
	}
}
