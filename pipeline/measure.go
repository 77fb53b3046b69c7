package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"time"

	"tifa/outputs"
	"tifa/outputs/folder"
	"tifa/pipeline/parallel"
	"tifa/pipeline/settings"
)

// measureStages turn the tables of counting into the tables of measures. Each reads the dataset (and tables, by streams) and
// writes tables of its own; none reads what another wrote, so they run at the same time.
func measureStages() []measureStage {
	return []measureStage{
		{"claims", claims, []string{"claims"}},                                           // what may be said, and what cannot
		{"keyness", keyness, []string{"keyness"}},                                        // what sets two groups apart
		{"period comparisons", periodComparisons, []string{"period_comparisons"}},        // what changed since the last period, and who differs in it
		{"trends", trends, []string{"trends", "changepoints", "bursts", "temperatures"}}, // how each concept moves over time
		{"events", eventEffects, []string{"events"}},                                     // before and after each dated event
		{"adoption", adoption, []string{"adoption", "leads"}},                            // who was first, and who goes ahead
		{"emerging", emerging, []string{"emerging"}},                                     // phrases nobody listed
		{"collocates", collocates, []string{"collocates"}},                               // what stands near each concept
		{"co-mentions", coMentions, []string{"co_mentions"}},                             // which concepts stand together
		{"stance scores", stanceScores, []string{"stance_scores"}},                       // where sources stand between two groups
	}
}

type measureStage struct {
	name   string
	run    func(context.Context, *dataset, *outputs.Folder) error
	tables []string
}

// measure is the stage that makes the tables of measures.
func (r *run) measure(ctx context.Context) (facts []any, err error) {
	r.m = newManifest(r.plan, r.counter, r.options, r.started)
	return nil, measure(ctx, r.to.Path(), r.m, r.to, r.plan.parallel, r.clock)
}

// measure runs all stages on the tables in dir and writes into to, which may be the same folder. It
// adds the time of each to the clock; they are within that of the stage measure.
func measure(ctx context.Context, dir string, m *Manifest, to *outputs.Folder, workers *parallel.Workers, clock *stopwatch) error {
	all, err := readDataset(ctx, dir, m, workers)
	if err != nil {
		return err
	}
	stages := measureStages()
	took := make([]float64, len(stages))
	tasks := make([]func(context.Context) error, len(stages))
	for i, stage := range stages {
		tasks[i] = func(ctx context.Context) error {
			started := clock.now()
			if err := stage.run(ctx, all, to); err != nil {
				return fmt.Errorf("measuring %s: %w", stage.name, err)
			}
			took[i] = clock.now().Sub(started).Seconds()
			return nil
		}
	}
	if err := workers.Do(ctx, tasks...); err != nil {
		return err
	}
	for i, stage := range stages {
		clock.timings = append(clock.timings, stageTiming{"measure " + stage.name, took[i]})
	}
	return nil
}

// MeasureOptions are what Measure is given besides a result folder.
type MeasureOptions struct {
	Config  *Config // where to take compare, events and measures from; nil for those the run had
	Options         // Name is that of the new result folder beside the old; empty to replace the old
}

// Measure makes the measures of a finished run again, with other settings, from its tables alone: no text is read. The
// result stands beside the run under a new name, or in its place, whole or not at all. Tables that measures don't change
// are the same files. It returns the folder.
func Measure(ctx context.Context, dir string, o MeasureOptions) (folder string, err error) {
	if dir, err = filepath.EvalSymlinks(dir); err != nil { // outputs/runs/latest
		return "", usage("%w: name a result folder, such as outputs/runs/latest", err)
	}
	m, err := ReadManifest(dir)
	if err != nil {
		return "", err
	}
	if err := m.remeasure(o.Config); err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	name := o.Name
	if name == "" {
		name = filepath.Base(dir)
	}
	if err := m.checkDestination(filepath.Dir(dir), name, o.Name != ""); err != nil {
		return "", err
	}
	to, err := outputs.Create(filepath.Dir(dir), name)
	if err != nil {
		return "", err
	}
	defer to.Abandon()
	warnOfLeft(o.Log, to)
	if o.Name != "" {
		to.KeepLatest()
	}
	if err := to.LinkTables(dir, m.keptTables()); err != nil {
		return "", err
	}
	clock := &stopwatch{now: o.Now, log: o.Log, last: o.Now()}
	if err := measure(ctx, to.Path(), m, to, o.parallel(), clock); err != nil {
		return "", err
	}
	clock.record("measure")
	m.Measured, m.MeasureStages, m.MeasureVersions = new(time.Time), clock.timings, versions(o.Version)
	*m.Measured = o.Now().UTC()
	return m.publish(ctx, to)
}

// remeasure puts the settings of a configuration in the place of the run's.
func (m *Manifest) remeasure(c *Config) error {
	if m.Settings.Measures.Permutations == 0 { // a run from before there were measures
		m.Settings.Measures = DefaultMeasures()
		m.Settings.Measures.Compare = m.Settings.Compare
	}
	if c == nil {
		return m.Settings.Measures.check()
	}
	m.Settings.Measures = c.measures()
	events := builtInEvents()
	if c.Events != "" {
		text, err := settings.Read(c.path(c.Events))
		if err != nil {
			return usage("%s%w", c.place(), err)
		}
		if events, err = ParseEvents(c.Events, text); err != nil {
			return &UsageError{err}
		}
	}
	m.Events = events.Events
	return nil
}

// measures are the settings of the measures with the pairs to compare.
func (c *Config) measures() MeasureSettings {
	s := c.Measures
	s.Compare = c.Compare
	return s
}

// keptTables are the tables of a run that measures are made of.
func (m *Manifest) keptTables() (kept []outputs.FileHash) {
	measured := map[string]bool{}
	for _, stage := range measureStages() {
		for _, name := range stage.tables {
			measured[name+".parquet"] = true
		}
	}
	for _, t := range m.Tables {
		if !measured[t.Name] {
			kept = append(kept, t)
		}
	}
	return kept
}

// write puts run.json into the folder, with the tables and the other files that stand in it.
func (m *Manifest) write(to *outputs.Folder) (err error) {
	if m.Tables, err = to.Tables(); err != nil {
		return err
	}
	m.Fingerprint = folder.Fingerprint(m.Tables)
	if m.Described, err = folder.OtherFiles(to.Path()); err != nil {
		return err
	}
	text, err := m.encode()
	if err != nil {
		return err
	}
	return folder.WriteManifest(to.Path(), text)
}

func (m *Manifest) encode() ([]byte, error) {
	text, err := json.MarshalIndent(m, "", "  ")
	return append(text, '\n'), err
}

// rounded is v with 10 significant digits, more than any measure deserves: the last digits of a float may differ between
// kinds of machines.
func rounded(v float64) float64 {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	scale := math.Pow10(9 - int(math.Floor(math.Log10(math.Abs(v)))))
	if math.IsInf(scale, 0) || scale == 0 {
		return v
	}
	return math.Round(v*scale) / scale
}

// number is a value for a column that may be null: null where ok is false.
func number(v float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	v = rounded(v)
	return &v
}
