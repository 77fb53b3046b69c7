// Package claims tests what may be said of groups of sources and of time, by the rules of package
// inference, and says where nothing can be. A row of its table is one statement.
//
//	claims.go  the stage, families, verdicts
//	groups.go  sources and documents of two groups, on the ground that both share
//	series.go  trends, changes of level and bursts of steady sources
//	levels.go  the tables of levels and bursts that claims support
//	leads.go   which of two groups comes first
//	events.go  before and after a date, among all dates
//	emerging.go, candidates.go  phrases nobody listed that spread in a year
package claims

import (
	"cmp"
	"context"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/parallel"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// The verdicts of claims.
const (
	supported    = "supported"
	notSupported = "not supported"
	cannotBeSaid = "cannot be said"
)

// Claims writes the table claims, and the tables that describe what claims support. It is a stage
// of measuring.
func Claims(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	all, err := data{a}.find(ctx)
	if err != nil {
		return err
	}
	return all.write(to)
}

// data is the dataset with what this package finds in it.
type data struct{ *dataset.Dataset }

// findings are claims, and the rows of the tables that describe what they are about.
type findings struct {
	claims   []outputs.Claim
	changes  []outputs.Change
	bursts   []outputs.Burst
	events   []outputs.EventEffect
	leads    []outputs.Lead
	emerging []outputs.Emerging
}

// Tables lists the tables that Claims writes.
func Tables() []string {
	return []string{"claims", "changepoints", "bursts", "events", "leads", "emerging"}
}

func (f *findings) write(to *outputs.Folder) error {
	return cmp.Or(outputs.WriteAll(to, slices.Values(f.claims)),
		outputs.WriteAll(to, slices.Values(f.changes)),
		outputs.WriteAll(to, slices.Values(f.bursts)),
		outputs.WriteAll(to, slices.Values(f.events)),
		outputs.WriteAll(to, slices.Values(f.leads)),
		outputs.WriteAll(to, slices.Values(f.emerging)))
}

func (f *findings) add(o findings) {
	f.claims, f.changes = append(f.claims, o.claims...), append(f.changes, o.changes...)
	f.bursts, f.events = append(f.bursts, o.bursts...), append(f.events, o.events...)
	f.leads, f.emerging = append(f.leads, o.leads...), append(f.emerging, o.emerging...)
}

// claimTask makes the rows of one or more families.
type claimTask func(context.Context) (findings, error)

// find makes the rows of all families, in the order of the tables.
func (a data) find(ctx context.Context) (findings, error) {
	return collect(ctx, a.Workers, append(a.tasks(), a.emergingClaims))
}

// tasks are those of all claims on concepts.
func (a data) tasks() []claimTask {
	return slices.Concat(a.seriesClaims(), a.leadClaims(), a.pairClaims(), a.eventClaims())
}

// collect does the tasks at the same time and sorts what they make.
func collect(ctx context.Context, workers *parallel.Workers,
	all []claimTask) (out findings, err error) {
	made := make([]findings, len(all))
	tasks := make([]func(context.Context) error, len(all))
	for i, task := range all {
		tasks[i] = func(ctx context.Context) (err error) {
			made[i], err = task(ctx)
			return err
		}
	}
	err = workers.Do(ctx, tasks...)
	for _, m := range made {
		out.add(m)
	}
	out.sort()
	return out, err
}

func (f *findings) sort() {
	slices.SortFunc(f.claims, func(x, y outputs.Claim) int {
		return cmp.Or(strings.Compare(x.Kind, y.Kind), strings.Compare(x.Attribute, y.Attribute),
			strings.Compare(x.A, y.A), strings.Compare(x.B, y.B),
			strings.Compare(x.PeriodType, y.PeriodType), strings.Compare(x.Period, y.Period),
			strings.Compare(x.Event, y.Event), strings.Compare(x.Unit, y.Unit),
			strings.Compare(x.ItemKind, y.ItemKind), strings.Compare(x.Item, y.Item))
	})
	slices.SortFunc(f.changes, func(x, y outputs.Change) int {
		return cmp.Or(strings.Compare(x.PeriodType, y.PeriodType),
			dataset.CompareGroups(x.Group, y.Group), strings.Compare(x.Concept, y.Concept), cmp.Compare(x.PeriodStart, y.PeriodStart))
	})
	slices.SortFunc(f.bursts, func(x, y outputs.Burst) int {
		return cmp.Or(strings.Compare(x.PeriodType, y.PeriodType),
			dataset.CompareGroups(x.Group, y.Group), strings.Compare(x.Concept, y.Concept), cmp.Compare(x.PeriodStart, y.PeriodStart))
	})
	slices.SortFunc(f.events, func(x, y outputs.EventEffect) int {
		return cmp.Or(cmp.Compare(x.Date, y.Date), strings.Compare(x.Event, y.Event),
			dataset.CompareGroups(x.Group, y.Group), strings.Compare(x.Concept, y.Concept))
	})
	slices.SortFunc(f.leads, func(x, y outputs.Lead) int {
		return cmp.Or(strings.Compare(x.Attribute, y.Attribute), strings.Compare(x.A, y.A),
			strings.Compare(x.B, y.B), strings.Compare(x.Concept, y.Concept))
	})
	slices.SortFunc(f.emerging, func(x, y outputs.Emerging) int {
		return cmp.Or(strings.Compare(x.Period, y.Period), cmp.Compare(x.Rank, y.Rank))
	})
}

// claimFamily is what the claims of one family share.
type claimFamily struct {
	row   outputs.Claim
	draw  inference.Draw
	items []string // concept IDs

	whereA, whereB string // what finds the mentions counted, see filter
}

// claimFamily names a family and gives it random numbers of its own, so that no other family, and
// no order of tasks, changes them.
func (a data) claimFamily(row outputs.Claim, rounds int) claimFamily {
	row.ItemKind = "concept"
	name := []string{row.Kind, row.Attribute, row.A, row.B, row.PeriodType, row.Period, row.Event, row.Unit}
	name = slices.DeleteFunc(name, func(part string) bool { return part == "" })
	row.Family = strings.Join(name, " ")
	h := fnv.New64a()
	h.Write([]byte(row.Family))
	f := claimFamily{row: row}
	f.draw = inference.Draw{Rounds: rounds, Random: rand.NewPCG(a.Settings.Seed, h.Sum64())}
	for i := range a.Concepts {
		f.items = append(f.items, a.Concepts[i].ID)
	}
	return f
}

// claim is the row of an item with its test and its evidence. p and adjusted are the p-values of
// the claim, which may be larger than those of the test.
func (f *claimFamily) claim(item int, t inference.Test, why inference.Reason,
	p, adjusted float64) outputs.Claim {
	row := f.row
	row.Item, row.LeastP = f.items[item], stats.Rounded(t.LeastP)
	row.Evidence = quoted(row.Item) + f.whereA
	if row.B != "" || row.Event != "" {
		row.EvidenceB = quoted(row.Item) + f.whereB
	}
	if why != inference.Answered {
		row.Verdict, row.Reason = cannotBeSaid, why.String()
		return row
	}
	row.P, row.PAdjusted, row.Verdict = dataset.Number(p, true), dataset.Number(adjusted, true), notSupported
	if adjusted <= inference.Alpha {
		row.Verdict = supported
	}
	return row
}

// unanswered are the rows of a family of which nothing can be said.
func (f *claimFamily) unanswered(why inference.Reason) (rows []outputs.Claim) {
	for i := range f.items {
		rows = append(rows, f.claim(i, inference.Test{LeastP: 1}, why, 1, 1))
	}
	return rows
}

// quoted is an argument as a shell takes it.
func quoted(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\r\n'\"\\$`&|;<>()*?[]{}#!~") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// setInterval puts an estimate with its interval into a row. Half a mention stands for none, so
// that no end is given on the side of a group without one: nothing bounds a ratio to no mention.
func setInterval(row *outputs.Claim, estimate float64, i inference.Interval) {
	row.Estimate = dataset.Number(estimate, true)
	if i != (inference.Interval{}) {
		row.Lo = dataset.Number(i.Lo, row.MentionsA > 0)
		row.Hi = dataset.Number(i.Hi, !i.Open && row.MentionsB > 0)
	}
}

// setWith counts the units of both groups, and those with a mention.
func setWith(row *outputs.Claim, sizes, mentions []int64, inA []bool) {
	for unit, size := range sizes {
		if size == 0 {
			continue
		}
		with, of := &row.WithB, &row.OfB
		if inA[unit] {
			with, of = &row.WithA, &row.OfA
		}
		if *of++; mentions[unit] > 0 {
			*with++
		}
	}
}
