// Package measure interprets the tables of counts: tables in, tables out, no text is read.
//
// Stages lists the measures. They read one dataset (package dataset) and stand in four rooms:
// groups compares groups of sources and periods, change follows concepts over time, neighbours
// looks at what stands near them, claims says what may be said.
package measure

import (
	"context"
	"fmt"
	"time"

	"tifa/outputs"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure/change"
	"tifa/pipeline/measure/claims"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/measure/groups"
	"tifa/pipeline/measure/neighbours"
	"tifa/pipeline/parallel"
)

// Stages turn the tables of counting into the tables of measures. Each reads the dataset (and
// tables, by streams) and writes tables of its own; none reads what another wrote, so they run at
// the same time.
func Stages() []Stage {
	return []Stage{
		{"claims", claims.Claims, claims.Tables()},                                         // what may be said, and what cannot
		{"keyness", groups.Keyness, []string{"keyness"}},                                   // what sets two groups apart
		{"period comparisons", groups.PeriodComparisons, []string{"period_comparisons"}},   // what changed since the last period, and who differs in it
		{"trends", change.Trends, []string{"trends"}},                                      // how each concept moves over time
		{"temperatures", change.Temperatures, []string{"temperatures"}},                    // how hot each concept is
		{"adoption", change.Adoption, []string{"adoption"}},                                // who was first
		{"collocates", neighbours.Collocates, []string{"collocates"}},                      // what stands near each concept
		{"co-mentions", neighbours.CoMentions, []string{"co_mentions"}},                    // which concepts stand together
		{"stance scores", groups.StanceScores, []string{"stance_scores", "stance_tokens"}}, // where sources stand between two groups
	}
}

// Stage is one measure, or a few that are made together: its name, what makes it, and its tables.
type Stage struct {
	Name   string
	Run    func(context.Context, *dataset.Dataset, *outputs.Folder) error
	tables []string
}

// Run runs all stages on the tables in dir and writes into to, which may be the same folder. It
// returns the time that each took by the clock now; they run at the same time.
func Run(ctx context.Context, dir string, m *manifest.Manifest, to *outputs.Folder, workers *parallel.Workers,
	now func() time.Time) (timings []manifest.StageTiming, err error) {
	all, err := dataset.Read(ctx, dir, m, workers)
	if err != nil {
		return nil, err
	}
	stages := Stages()
	took := make([]float64, len(stages))
	tasks := make([]func(context.Context) error, len(stages))
	for i, stage := range stages {
		tasks[i] = func(ctx context.Context) error {
			started := now()
			if err := stage.Run(ctx, all, to); err != nil {
				return fmt.Errorf("measuring %s: %w", stage.Name, err)
			}
			took[i] = now().Sub(started).Seconds()
			return nil
		}
	}
	if err := workers.Do(ctx, tasks...); err != nil {
		return nil, err
	}
	for i, stage := range stages {
		timings = append(timings, manifest.StageTiming{Stage: "measure " + stage.Name, Seconds: took[i]})
	}
	return timings, nil
}

// Kept are the tables of a run that measures are made of.
func Kept(m *manifest.Manifest) (kept []outputs.FileHash) {
	measured := map[string]bool{}
	for _, stage := range Stages() {
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
