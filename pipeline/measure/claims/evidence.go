package claims

import (
	"slices"
	"strings"

	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
)

// mostRanges bounds the times that a filter lists: where there are more it is one time from the
// first to the last, and shows more than is counted.
const mostRanges = 40

// filter is what finds the mentions of the counted documents, as arguments of tifa kwic without a
// concept. They are those of a group, in a period or over all; periods of type t tell them apart
// from the others of their sources.
func (a data) filter(g dataset.SourceGroup, periodName string, plain func(*dataset.Document) bool,
	t period.Type, counted func(i int) bool) string {
	sources, starts := make([]bool, len(a.Sources)), map[int32]bool{}
	exact, sameSources := true, true
	for i := range a.Documents {
		if counted(i) {
			sources[a.Documents[i].Source] = true
		}
	}
	for i := range a.Documents {
		d := &a.Documents[i]
		switch {
		case !g.In(d) || d.Tokens == 0 || !plain(d):
		case !sources[d.Source]:
			exact, sameSources = false, false
		case counted(i):
			starts[t.Start(d.Day)] = true
		default:
			exact = false
			if d.Dated(t) && !starts[t.Start(d.Day)] {
				starts[t.Start(d.Day)] = false
			}
		}
	}
	out := a.whose(g, sources, sameSources)
	switch {
	case !exact && len(starts) > 0:
		out += " --period " + ranges(t, starts)
	case periodName != dataset.AllTime:
		out += " --period " + periodName
	}
	return out
}

// whose names the sources of a filter: the group where they are all of it.
func (a data) whose(g dataset.SourceGroup, sources []bool, all bool) string {
	group := ""
	if g.Attribute != "all" {
		group = " --group " + quoted(g.Attribute+"="+g.Value)
	}
	switch {
	case !all:
		var ids []string
		for i, has := range sources {
			if has {
				ids = append(ids, a.Sources[i].ID)
			}
		}
		if len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return strings.Contains(id, ",") }) {
			return " --source " + quoted(strings.Join(ids, ",")) + group
		}
	}
	return group
}

// ranges lists the periods that are true, runs of them as the first and the last.
func ranges(t period.Type, starts map[int32]bool) string {
	var order []int32
	for start := range starts {
		order = append(order, start)
	}
	slices.Sort(order)
	var out []string
	for i := 0; i < len(order); i++ {
		if !starts[order[i]] {
			continue
		}
		from := i
		for i+1 < len(order) && starts[order[i+1]] {
			i++
		}
		out = append(out, between(t.Name(order[from]), t.Name(order[i])))
	}
	if len(out) > mostRanges {
		first, _, _ := strings.Cut(out[0], "..")
		last := out[len(out)-1]
		return between(first, last[strings.LastIndex(last, ".")+1:])
	}
	return strings.Join(out, ",")
}

func between(first, last string) string {
	if first == last {
		return first
	}
	return first + ".." + last
}
