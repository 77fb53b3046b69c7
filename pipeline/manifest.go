package pipeline

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/outputs/folder"
	"tifa/pipeline/store"
)

// manifestFile is where a run says what it was. It alone holds what varies between runs of the same input.
const manifestFile = folder.ManifestName

// Manifest is run.json. Fingerprint and everything above Started are functions of the input and the configuration; what
// comes after differs from run to run.
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
	Events      []Event            `json:"events"`
	SettingHash []namedHash        `json:"setting_files"`
	Sums        map[string]int64   `json:"sums"`

	Root     string            `json:"root"` // folder that the paths of inputs are relative to
	Started  time.Time         `json:"started"`
	Stages   []stageTiming     `json:"stages"`
	Workers  int               `json:"workers"`
	Versions map[string]string `json:"versions"`

	Measured      *time.Time    `json:"measured,omitempty"` // when the measures were made again, later than the run
	MeasureStages []stageTiming `json:"measure_stages,omitempty"`
	// MeasureVersions are the versions that made the measures again.
	MeasureVersions map[string]string `json:"measure_versions,omitempty"`
}

// Settings are the decisions of the configuration, defaults filled in.
type Settings struct {
	Config     string         `json:"config,omitempty"` // name of the configuration file
	Inputs     []corpus.Input `json:"inputs"`
	Words      []string       `json:"words,omitempty"`
	HMM        bool           `json:"hmm,omitempty"`
	Periods    []PeriodType   `json:"periods"`
	Compare    []Compare      `json:"compare"`
	Duplicates string         `json:"duplicates"`
	Engine     string         `json:"engine"`

	Measures MeasureSettings `json:"measures"`
}

// segmentation is how the run's texts were cut.
func (s *Settings) segmentation() SegmentOptions { return SegmentOptions{s.Engine, s.Words, s.HMM} }

// InputHash is an input file as the analyst named it and the SHA-256 of its bytes.
type InputHash struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// newManifest is the manifest of a run before its tables are finished.
func newManifest(p *plan, c *counter, o Options, started time.Time) *Manifest {
	m := &Manifest{Title: p.config.Title, Schema: outputs.SchemaVersion, Settings: p.settingsUsed(), Files: p.inputHashes(c.index.read), Events: p.events.Events,
		SettingHash: p.settings, Sums: c.sums(), Root: absolutePath(p.config.Root), Started: started.UTC(), Workers: p.workers,
		Versions: versions(o.Version)}
	for _, l := range p.lexicons {
		m.Lexicons = append(m.Lexicons, l.Title)
	}
	return m
}

// ReadManifest reads the run.json of a result folder.
func ReadManifest(dir string) (*Manifest, error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return nil, usage("%w: is %s a result folder, such as outputs/runs/latest?", err, dir)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, usage("%s: %w", filepath.Join(dir, manifestFile), err)
	}
	return &m, m.checkSchema(dir)
}

// checkSchema refuses a result whose columns are not those of this version.
func (m *Manifest) checkSchema(dir string) error {
	wrote := m.Versions["tifa"]
	switch has := max(m.Schema, 1); {
	case has < outputs.SchemaVersion:
		return usage("%s: written by tifa %s, whose tables have columns of schema version %d; this tifa reads version %d:"+
			" run the configuration again, or use that tifa", dir, wrote, has, outputs.SchemaVersion)
	case has > outputs.SchemaVersion:
		return usage("%s: written by a later tifa (%s): use that one", dir, wrote)
	}
	return nil
}

func (p *plan) settingsUsed() Settings {
	s := Settings{Inputs: p.config.Inputs, Periods: p.config.Periods, Compare: p.config.Compare,
		Words: p.config.Words, HMM: p.config.HMM, Duplicates: p.config.Duplicates, Engine: p.engine, Measures: p.config.measures()}
	if p.config.File != "" {
		s.Config = filepath.Base(p.config.File)
	}
	return s
}

// inputHashes says what was read. A file that could not be read to its end has no hash.
func (p *plan) inputHashes(read []store.Summary) []InputHash {
	out := make([]InputHash, len(p.files))
	for i, f := range p.files {
		out[i] = InputHash{f.Path, read[i].Input, read[i].Bytes}
	}
	return out
}

// versions names the program and the modules that decide numbers or bytes.
func versions(program string) map[string]string {
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

// sums are the totals that verify compares with the tables.
func (c *counter) sums() map[string]int64 {
	s := map[string]int64{"documents": int64(len(c.index.documents)), "problems": int64(len(c.index.problems))}
	for i := range c.index.documents {
		if c.index.documents[i].duplicateOf >= 0 {
			s["duplicates"]++
		}
	}
	s["mentions"], s["tokens"], s["han_chars"] = c.total.mentions, c.total.tokens, c.total.hanChars
	return s
}
