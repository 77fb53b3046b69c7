package change

import (
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// Temperatures writes how hot each concept is in each source and group, and in all documents, by
// month, quarter and year, whichever the run has. A concept that a group never mentions is cold and
// has no row.
func Temperatures(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.TemperatureRow](to)
	if err != nil {
		return err
	}
	groups := append(a.SourceGroups(), a.BySource()...)
	groups = dataset.SortedSourceGroups(append(groups, a.Everything())...)
	clumping := a.Clumping(a.ByConcept, nil)
	for _, g := range groups {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if err := w.Write(temperatures(a, g, clumping)...); err != nil {
			return err
		}
	}
	return w.Close()
}

// temperatures are the rows of one group. clumping is of each concept.
func temperatures(a *dataset.Dataset, g dataset.SourceGroup, clumping []inference.Clumping) (
	rows []outputs.TemperatureRow) {
	lines := stats.CutLines(a.Settings.Temperature)
	var series []*dataset.Series
	for _, t := range longTypes(a) {
		series = append(series, a.Series(g, t))
	}
	for i := range a.Concepts {
		for _, s := range series {
			points := s.Points(a.ByConcept[i])
			if dataset.Total(points).Y == 0 {
				continue
			}
			for j := range points {
				h := heat{series: s, points: points, lines: lines, clumping: clumping[i]}
				row := h.row(j)
				row.Group, row.Concept = g.Group, a.Concepts[i].ID
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// longTypes are the run's types of period from month on, in the order of tables. In days and weeks
// most shares are 0.
func longTypes(a *dataset.Dataset) []period.Type {
	types := slices.DeleteFunc(slices.Clone(a.Periods),
		func(t period.Type) bool { return t.Rank() < period.Month.Rank() })
	slices.SortFunc(types, func(x, y period.Type) int { return strings.Compare(string(x), string(y)) })
	return types
}

// heat is one concept in one group through the periods of one type.
type heat struct {
	series   *dataset.Series
	points   []dataset.Point
	lines    stats.CutLines
	clumping inference.Clumping
}

func (h *heat) row(j int) outputs.TemperatureRow {
	p, start := h.points[j], h.series.Starts[j]
	share, _ := stats.Share(p.Documents, p.N, config.Confidence)
	coldest, hottest := h.lines.Tier(share.Lo), h.lines.Tier(share.Hi)
	row := outputs.TemperatureRow{When: whenOf(h.series.Kind, start), Mentions: p.Y, Documents: p.Documents,
		Docs: p.N, Share: stats.Rounded(share.Value), ShareLo: stats.Rounded(share.Lo),
		ShareHi: stats.Rounded(share.Hi), Coldest: string(coldest), Hottest: string(hottest),
		Temperature: string(coldest), OurChoice: !h.lines.Published(coldest), Few: p.Y < config.LowMentions}
	if coldest != hottest {
		row.Temperature += "–" + string(hottest)
	}
	row.SharePrevious, _ = h.earlier(h.series.Kind.Previous(start), true)
	before, ok := h.series.Kind.YearBefore(start)
	if h.series.Kind == period.Year {
		before, ok = h.series.Kind.Previous(start), true
	}
	var at int
	if row.ShareYearBefore, at = h.earlier(before, ok); at >= 0 {
		from := h.points[at].Cell()
		row.Ratio, row.RatioLo, row.RatioHi = dataset.RatioColumns(from, p.Cell(), h.clumping)
	}
	return row
}

// earlier is the share of documents in the period that starts on a day, and its place; null and -1
// where the group has no tokens then.
func (h *heat) earlier(start int32, ok bool) (docShare *float64, at int) {
	at, found := slices.BinarySearch(h.series.Starts, start)
	if !ok || !found {
		return nil, -1
	}
	return dataset.Number(share(h.points[at]), true), at
}

// share is the share of documents that mention the concept.
func share(p dataset.Point) float64 { return float64(p.Documents) / float64(p.N) }
