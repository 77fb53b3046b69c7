// Package manifest is run.json: what a run was, and what is needed to repeat parts of it.
//
// Read reads the run.json of a result folder. OpenSegmenter and Lexicon give the dictionary and the
// lexicon that the run used, from its settings and tables.
package manifest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/outputs/folder"
	"tifa/pipeline/config"
	"tifa/pipeline/period"
)

// FileName is where a run says what it was. It alone holds what varies between runs of the same
// input.
const FileName = folder.ManifestName

// Manifest is run.json. Fingerprint and everything above Started are functions of the input and the
// configuration; what comes after differs from run to run.
type Manifest struct {
	Title       string             `json:"title"`
	Schema      int                `json:"schema_version"` // see outputs.SchemaVersion
	Fingerprint string             `json:"fingerprint"`    // SHA-256 over the names and hashes of all tables: equal for equal results
	Tables      []outputs.FileHash `json:"tables"`
	// Described lists what is published besides the tables and this file: descriptions and report.
	Described   []folder.OtherFile `json:"files,omitempty"`
	Settings    Settings           `json:"settings"`
	Files       []InputHash        `json:"inputs"`
	Lexicons    []string           `json:"lexicons"`
	Events      []config.Event     `json:"events"`
	SettingHash []config.NamedHash `json:"setting_files"`
	Sums        map[string]int64   `json:"sums"`

	Root     string            `json:"root"` // folder that the paths of inputs are relative to
	Started  time.Time         `json:"started"`
	Stages   []StageTiming     `json:"stages"`
	Workers  int               `json:"workers"`
	Versions map[string]string `json:"versions"`

	Measured      *time.Time    `json:"measured,omitempty"` // when the measures were made again, later than the run
	MeasureStages []StageTiming `json:"measure_stages,omitempty"`
	// MeasureVersions are the versions that made the measures again.
	MeasureVersions map[string]string `json:"measure_versions,omitempty"`
}

// Settings are the decisions of the configuration, defaults filled in.
type Settings struct {
	Config     string           `json:"config,omitempty"` // name of the configuration file
	Inputs     []corpus.Input   `json:"inputs"`
	Words      []string         `json:"words,omitempty"`
	HMM        bool             `json:"hmm,omitempty"`
	Periods    []period.Type    `json:"periods"`
	Compare    []config.Compare `json:"compare"`
	Duplicates string           `json:"duplicates"`
	Engine     string           `json:"engine"`

	Measures config.MeasureSettings `json:"measures"`
}

// InputHash is an input file as the analyst named it and the SHA-256 of its bytes.
type InputHash struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Read reads the run.json of a result folder.
func Read(dir string) (*Manifest, error) {
	text, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		return nil, config.Usagef("%w: is %s a result folder, such as outputs/runs/latest?", err, dir)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: damaged: %w: make the result again, or restore the file from a copy",
			filepath.Join(dir, FileName), err)
	}
	return &m, m.checkSchema(dir)
}

// checkSchema refuses a result whose columns are not those of this version.
func (m *Manifest) checkSchema(dir string) error {
	wrote := m.Versions["tifa"]
	switch has := max(m.Schema, 1); {
	case has < outputs.SchemaVersion:
		return config.Usagef("%s: written by tifa %s, whose tables have columns of schema version %d; this tifa reads version %d:"+
			" run the configuration again, or use that tifa", dir, wrote, has, outputs.SchemaVersion)
	case has > outputs.SchemaVersion:
		return config.Usagef("%s: written by a later tifa (%s): use that one", dir, wrote)
	}
	return nil
}

// Versions names the program and the modules that decide numbers or bytes.
func Versions(program string) map[string]string {
	v := map[string]string{"tifa": program, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			switch d.Path {
			case "github.com/go-ego/gse", "github.com/parquet-go/parquet-go", "github.com/apache/arrow/go/v15", "gonum.org/v1/gonum":
				v[d.Path] = d.Version
			}
		}
	}
	return v
}

// Write puts run.json into the folder, with the tables and the other files that stand in it.
func (m *Manifest) Write(to *outputs.Folder) (err error) {
	if m.Tables, err = to.Tables(); err != nil {
		return err
	}
	m.Fingerprint = folder.Fingerprint(m.Tables)
	if m.Described, err = folder.OtherFiles(to.Path()); err != nil {
		return err
	}
	text, err := m.Encode()
	if err != nil {
		return err
	}
	return folder.WriteManifest(to.Path(), text)
}

// Encode returns the text of run.json.
func (m *Manifest) Encode() ([]byte, error) {
	text, err := json.MarshalIndent(m, "", "  ")
	return append(text, '\n'), err
}

// StageTiming is how long a stage took.
type StageTiming struct {
	Stage   string  `json:"stage"`
	Seconds float64 `json:"seconds"`
}
