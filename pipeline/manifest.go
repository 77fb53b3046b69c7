package pipeline

import (
	"path/filepath"
	"time"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/count"
	"tifa/pipeline/manifest"
	"tifa/pipeline/store"
)

// newManifest is the manifest of a run before its tables are finished.
func newManifest(p *plan, c *count.Counter, o Options, started time.Time) *manifest.Manifest {
	m := &manifest.Manifest{Title: p.Config.Title, Schema: outputs.SchemaVersion, Settings: p.settingsUsed(), Files: p.inputHashes(c.Index.Read), Events: p.Events.Events,
		SettingHash: p.Settings, Sums: c.Sums(), Root: config.AbsolutePath(p.Config.Root), Started: started.UTC(), Workers: p.workers,
		Versions: manifest.Versions(o.Version)}
	for _, l := range p.Lexicons {
		m.Lexicons = append(m.Lexicons, l.Title)
	}
	return m
}

func (p *plan) settingsUsed() manifest.Settings {
	s := manifest.Settings{Inputs: p.Config.Inputs, Periods: p.Config.Periods, Compare: p.Config.Compare,
		Words: p.Config.Words, HMM: p.Config.HMM, Duplicates: p.Config.Duplicates, Engine: p.Engine, Measures: p.Config.MeasureSettings()}
	if p.Config.File != "" {
		s.Config = filepath.Base(p.Config.File)
	}
	return s
}

// inputHashes says what was read. A file that could not be read to its end has no hash.
func (p *plan) inputHashes(read []store.Summary) []manifest.InputHash {
	out := make([]manifest.InputHash, len(p.files))
	for i, f := range p.files {
		out[i] = manifest.InputHash{Path: f.Path, SHA256: read[i].Input, Bytes: read[i].Bytes}
	}
	return out
}
