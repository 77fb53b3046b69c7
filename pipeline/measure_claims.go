package pipeline

import (
	"cmp"
	"context"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/parallel"
	"tifa/pipeline/stats/inference"
)

// The verdicts of claims.
const (
	supported    = "supported"
	notSupported = "not supported"
	cannotBeSaid = "cannot be said"
)

// claims tests, family by family, what may be said of groups and of time, by the rules of package
// inference. A family is all concepts in one comparison.
func claims(ctx context.Context, a *dataset, to *outputs.Folder) error {
	rows, err := a.claimRows(ctx)
	if err != nil {
		return err
	}
	return write(to, slices.Values(rows))
}

// claimTask makes the rows of one or more families.
type claimTask func(context.Context) ([]outputs.Claim, error)

// claimRows are the rows of all families, in the order of the table.
func (a *dataset) claimRows(ctx context.Context) ([]outputs.Claim, error) {
	all := slices.Concat(a.seriesClaims(), a.leadClaims(), a.pairClaims(), a.eventClaims())
	return collectClaims(ctx, a.workers, all)
}

// collectClaims does the tasks at the same time and sorts what they make.
func collectClaims(ctx context.Context, workers *parallel.Workers,
	all []claimTask) ([]outputs.Claim, error) {
	made := make([][]outputs.Claim, len(all))
	tasks := make([]func(context.Context) error, len(all))
	for i, task := range all {
		tasks[i] = func(ctx context.Context) (err error) {
			made[i], err = task(ctx)
			return err
		}
	}
	err := workers.Do(ctx, tasks...)
	rows := slices.Concat(made...)
	slices.SortFunc(rows, func(x, y outputs.Claim) int {
		return cmp.Or(strings.Compare(x.Kind, y.Kind), strings.Compare(x.Attribute, y.Attribute),
			strings.Compare(x.A, y.A), strings.Compare(x.B, y.B),
			strings.Compare(x.PeriodType, y.PeriodType), strings.Compare(x.Period, y.Period),
			strings.Compare(x.Event, y.Event), strings.Compare(x.Item, y.Item))
	})
	return rows, err
}

// claimFamily is what the claims of one family share.
type claimFamily struct {
	row   outputs.Claim
	draw  inference.Draw
	items []string // concept IDs
}

// claimFamily names a family and gives it random numbers of its own, so that no other family, and
// no order of tasks, changes them.
func (a *dataset) claimFamily(row outputs.Claim, rounds int) claimFamily {
	row.ItemKind = "concept"
	name := []string{row.Kind, row.Attribute, row.A, row.B, row.PeriodType, row.Period, row.Event, row.Unit}
	name = slices.DeleteFunc(name, func(part string) bool { return part == "" })
	row.Family = strings.Join(name, " ")
	h := fnv.New64a()
	h.Write([]byte(row.Family))
	f := claimFamily{row: row}
	f.draw = inference.Draw{Rounds: rounds, Random: rand.NewPCG(a.settings.Seed, h.Sum64())}
	for i := range a.concepts {
		f.items = append(f.items, a.concepts[i].ID)
	}
	return f
}

// claim is the row of an item with its test and its evidence. p and adjusted are the p-values of
// the claim, which may be larger than those of the test.
func (f *claimFamily) claim(item int, t inference.Test, why inference.Reason,
	p, adjusted float64) outputs.Claim {
	row := f.row
	row.Item, row.LeastP = f.items[item], rounded(t.LeastP)
	row.Evidence = f.evidence(row.Item, row.A)
	if row.B != "" {
		row.EvidenceB = f.evidence(row.Item, row.B)
	}
	if why != inference.Answered {
		row.Verdict, row.Reason = cannotBeSaid, why.String()
		return row
	}
	row.P, row.PAdjusted, row.Verdict = number(p, true), number(adjusted, true), notSupported
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

// evidence is what finds the mentions of a group, as arguments of tifa kwic.
func (f *claimFamily) evidence(concept, value string) string {
	out := quoted(concept)
	switch f.row.Attribute {
	case "all":
	case "source":
		out += " --source " + quoted(value)
	default:
		out += " --group " + quoted(f.row.Attribute+"="+value)
	}
	if f.row.Period != allTime {
		out += " --period " + f.row.Period
	}
	return out
}

// quoted is an argument as a shell takes it.
func quoted(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\r\n'\"\\$`&|;<>()*?[]{}#!~") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// setInterval puts an estimate with its interval into a row.
func setInterval(row *outputs.Claim, estimate float64, i inference.Interval) {
	row.Estimate = number(estimate, true)
	if i != (inference.Interval{}) {
		row.Lo, row.Hi = number(i.Lo, true), number(i.Hi, !i.Open)
	}
}
