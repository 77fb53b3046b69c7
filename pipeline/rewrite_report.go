package pipeline

import (
	"os"
	"path/filepath"

	"tifa/outputs/folder"
	"tifa/outputs/report"
	"tifa/pipeline/manifest"
)

// WriteReport writes the report on a finished run to a file and returns its path. Where that is the
// report in the result folder, run.json is brought up to date.
func WriteReport(dir string, o report.Options) (path string, err error) {
	m, err := manifest.Read(dir)
	if err != nil {
		return "", err
	}
	made, err := report.File(dir, o)
	if err != nil {
		return "", err
	}
	path = made.Path
	if m.Described == nil || !sameFile(path, filepath.Join(dir, report.Name)) {
		return path, nil
	}
	if m.Described, err = folder.OtherFiles(dir); err != nil {
		return path, err
	}
	text, err := m.Encode()
	if err != nil {
		return path, err
	}
	return path, folder.WriteManifest(dir, text)
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}
