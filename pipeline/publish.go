package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tifa/outputs"
	"tifa/outputs/describe"
	"tifa/outputs/report"
	"tifa/pipeline/manifest"
)

// create is the stage that makes the folder for the tables.
func (r *run) create(context.Context) (facts []any, err error) {
	parent := r.plan.Config.Path(r.plan.Config.Output)
	name := r.options.Name
	if name == "" {
		name = freeName(parent, resultName(r.started))
	}
	if r.to, err = outputs.Create(parent, name); err != nil {
		return nil, err
	}
	warnOfLeft(r.options.Log, r.to)
	return []any{"name", name}, nil
}

// publish is the stage that moves the folder into place when all of it is there.
func (r *run) publish(ctx context.Context) (facts []any, err error) {
	r.m.Stages = r.clock.timings
	folder, findings, err := publishResult(ctx, r.m, r.to)
	if err != nil {
		return nil, err
	}
	r.summary = summary(r.counter, folder)
	r.summary.Findings = findings
	return []any{"folder", folder}, nil
}

// publishResult adds what describes the tables: their documentation, run.json and the report. Then
// the folder moves into place. The findings are those of the report.
func publishResult(ctx context.Context, m *manifest.Manifest, to *outputs.Folder) (folder string,
	findings []string, err error) {
	if err := describe.Write(to, m.Title); err != nil {
		return "", nil, err
	}
	if err := m.Write(to); err != nil {
		return "", nil, err
	}
	made, err := report.File(to.Path(), report.Options{})
	if err != nil {
		return "", nil, fmt.Errorf("writing the report: %w", err)
	}
	if err := m.Write(to); err != nil { // once more: the report reads it, and it has the report's hash
		return "", nil, err
	}
	if err := context.Cause(ctx); err != nil {
		return "", nil, err
	}
	folder, err = to.Publish()
	return folder, made.Findings, err
}

// resultName is the name of a result that was given none.
func resultName(started time.Time) string { return started.UTC().Format("2006-01-02T150405Z") }

// freeName is name, or name-2, name-3 … where there are results of that name: two runs may start in
// one second.
func freeName(parent, name string) string {
	free := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(filepath.Join(parent, free)); err != nil {
			return free
		}
		free = fmt.Sprintf("%s-%d", name, n)
	}
}
