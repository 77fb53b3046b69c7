package claims

import (
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
	overtime "tifa/pipeline/stats/inference/series"
)

// levels are the rows of a supported changepoint: one for each change of level.
func (s seriesFamily) levels(over *dataset.Series, concept string, points []dataset.Point,
	changes []int) (rows []outputs.Change) {
	places := append(append([]int{0}, changes...), len(points))
	for i := 1; i < len(places)-1; i++ {
		from, at, to := places[i-1], places[i], places[i+1]
		before, after := dataset.Total(points[from:at]), dataset.Total(points[at:to])
		rows = append(rows, outputs.Change{When: s.when(over, at), Group: s.group.Group,
			Concept: concept, Since: over.Starts[from], Until: s.t.Next(over.Starts[to-1]),
			Before: before.Y, After: after.Y, RateFrom: stats.Rounded(1e6 * before.Estimate()),
			RateTo: stats.Rounded(1e6 * after.Estimate()),
			Ratio:  dataset.Number(after.Estimate()/before.Estimate(), min(before.Y, after.Y) > 0),
			Few:    before.Y+after.Y < config.LowMentions})
	}
	return rows
}

// when names a period of a series.
func (s seriesFamily) when(over *dataset.Series, at int) outputs.When {
	start := over.Starts[at]
	return outputs.When{PeriodType: string(s.t), Period: s.t.Name(start), PeriodStart: start}
}

// burstRows are the bursts of a concept that shuffled weeks do not show.
func (s seriesFamily) burstRows(over *dataset.Series, concept string, bursts []overtime.Burst,
	sources []overtime.SourceWeeks, relevant [][]int64) (rows []outputs.Burst) {
	usual := stats.Rounded(share(sumWeeks(sources, relevant, 0, len(over.Starts))))
	for _, b := range bursts {
		if b.P > inference.Alpha {
			continue
		}
		used, documents := sumWeeks(sources, relevant, b.Start, b.End)
		rows = append(rows, outputs.Burst{When: s.when(over, b.Start), Group: s.group.Group,
			Concept: concept, Last: s.when(over, b.End-1).Period, Periods: int64(b.End - b.Start),
			Documents: used, Docs: documents, Share: stats.Rounded(share(used, documents)),
			Usual: usual, Weight: stats.Rounded(b.Weight), P: stats.Rounded(b.P),
			Few: used < config.LowDocuments})
	}
	return rows
}

// setBurst counts the documents of a burst and those at other times.
func setBurst(c *outputs.Claim, sources []overtime.SourceWeeks, relevant [][]int64,
	b overtime.Burst, periods int) {
	c.WithA, c.OfA = sumWeeks(sources, relevant, b.Start, b.End)
	c.WithB, c.OfB = sumWeeks(sources, relevant, 0, periods)
	c.WithB, c.OfB = c.WithB-c.WithA, c.OfB-c.OfA
}

// sumWeeks are the documents in the weeks of some periods, and those that mention the concept.
func sumWeeks(sources []overtime.SourceWeeks, relevant [][]int64,
	from, to int) (used, documents int64) {
	for i, source := range sources {
		for week, at := range source.Periods {
			if at >= from && at < to {
				used, documents = used+relevant[i][week], documents+source.Documents[week]
			}
		}
	}
	return used, documents
}

func share(part, all int64) float64 { return float64(part) / float64(all) }
