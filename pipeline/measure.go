package pipeline

import (
	"context"
	"path/filepath"
	"time"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure"
	"tifa/pipeline/settings"
)

// measure is the stage that makes the tables of measures.
func (r *run) measure(ctx context.Context) (facts []any, err error) {
	r.m = newManifest(r.plan, r.counter, r.options, r.started)
	timings, err := measure.Run(ctx, r.to.Path(), r.m, r.to, r.plan.parallel, r.options.Now)
	r.clock.timings = append(r.clock.timings, timings...)
	return nil, err
}

// MeasureOptions are what Measure is given besides a result folder.
type MeasureOptions struct {
	Config  *config.Config // where to take compare, events and measures from; nil for those the run had
	Options                // Name is that of the new result folder beside the old; empty to replace the old
}

// Measure makes the measures of a finished run again, with other settings, from its tables alone:
// no text is read. The result stands beside the run under a new name, or in its place, whole or not
// at all. Tables that measures don't change are the same files. It returns the folder.
func Measure(ctx context.Context, dir string, o MeasureOptions) (folder string, err error) {
	if dir, err = filepath.EvalSymlinks(dir); err != nil { // outputs/runs/latest
		return "", config.Usagef("%w: name a result folder, such as outputs/runs/latest", err)
	}
	m, err := manifest.Read(dir)
	if err != nil {
		return "", err
	}
	if err := remeasure(dir, m, o.Config); err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	name := o.Name
	if name == "" {
		name = filepath.Base(dir)
	}
	if err := checkNewDestination(m, filepath.Dir(dir), name, o.Name != ""); err != nil {
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
	if err := to.LinkTables(dir, measure.Kept(m)); err != nil {
		return "", err
	}
	clock := &stopwatch{now: o.Now, log: o.Log, last: o.Now()}
	if clock.timings, err = measure.Run(ctx, to.Path(), m, to, o.parallel(), o.Now); err != nil {
		return "", err
	}
	clock.record("measure")
	m.Measured, m.MeasureStages, m.MeasureVersions = new(time.Time), clock.timings, manifest.Versions(o.Version)
	*m.Measured = o.Now().UTC()
	folder, _, err = publishResult(ctx, m, to)
	return folder, err
}

// remeasure puts the settings of a configuration in the place of the run's.
func remeasure(dir string, m *manifest.Manifest, c *config.Config) error {
	if m.Settings.Measures.Permutations == 0 { // a run from before there were measures
		m.Settings.Measures = config.DefaultMeasures()
		m.Settings.Measures.Compare = m.Settings.Compare
	}
	if c == nil {
		return m.Settings.Measures.Check()
	}
	m.Settings.Measures = c.MeasureSettings()
	events, err := c.ReadEvents(m.Lexicons, func(name string) ([]byte, error) {
		return settings.Read(c.Path(name))
	})
	if err != nil {
		return config.Usagef("%s%w", c.Prefix(), err)
	}
	m.Events = events.Events
	return checkCompare(dir, c)
}

// checkCompare checks the pairs to compare against the sources and authors of a run and those of the
// configuration.
func checkCompare(dir string, c *config.Config) error {
	known, err := c.ReadKnownAttributes()
	if err != nil {
		return err
	}
	for s, err := range outputs.Read[outputs.Source](dir) {
		if err != nil {
			return err
		}
		have, err := config.RowAttributes(&s)
		if err != nil {
			return err
		}
		known.Add(have)
	}
	for author, err := range outputs.Read[outputs.Author](dir) {
		if err != nil {
			return err
		}
		have, err := outputs.ParseAttributes(author.Attributes)
		if err != nil {
			return err
		}
		known.Add(have)
		known.Add(map[string]string{"stance": author.Stance})
	}
	return c.CheckCompare(known)
}
