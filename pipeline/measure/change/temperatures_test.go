package change

import (
	"fmt"
	"testing"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
)

// articles are documents of one source, so many in each month from January 2014 on, of which so
// many mention the one concept.
func articles(periods []period.Type, months ...[2]int) *dataset.Dataset {
	s := config.DefaultMeasures()
	a := &dataset.Dataset{Settings: &s, Periods: periods, Sources: []dataset.Source{{ID: "daily"}},
		Concepts: []outputs.Concept{{ID: "tea"}}, ByConcept: make([][]dataset.Posting, 1)}
	day := int32(16071) // 1 January 2014
	for _, m := range months {
		for i := range m[0] {
			if i < m[1] {
				a.ByConcept[0] = append(a.ByConcept[0], dataset.Posting{Document: int32(len(a.Documents)), Mentions: 1})
			}
			a.Documents = append(a.Documents, dataset.Document{ID: fmt.Sprint(len(a.Documents)), Day: day,
				Precision: corpus.PrecisionDay, Tokens: 100})
		}
		day = period.Month.Next(day)
	}
	return a
}

func hotOf(a *dataset.Dataset) []outputs.TemperatureRow {
	return temperatures(a, a.BySource()[0], a.Clumping(a.ByConcept, nil))
}

// TestTiersAtTheirLines: 518 of 10,000 articles are exactly on the line of 沸, 5.18 %, and with
// their interval on both sides of it. Of a million, the interval is narrow, but still holds the
// line. A share well between two lines has one tier.
func TestTiersAtTheirLines(t *testing.T) {
	for _, c := range []struct {
		using, articles  int
		want             string
		coldest, hottest string
		ours             bool
	}{
		{518, 10_000, "烫–沸", "烫", "沸", false},
		{600, 10_000, "沸", "沸", "沸", false},  // Wilson 0.0555–0.0648
		{300, 10_000, "烫", "烫", "烫", false},  // 0.0268–0.0335
		{129, 10_000, "热–烫", "热", "烫", true}, // on the line of 烫
		{90, 10_000, "热", "热", "热", true},    // 0.0073–0.0110
		{1, 20, "热–沸", "热", "沸", true},       // 0.0089–0.2361: one article says little
		{0, 20, "冷–沸", "冷", "沸", true},       // 0–0.1611
	} {
		row := (&heat{lines: stats.DefaultCutLines(), series: &dataset.Series{Kind: period.Year, Starts: []int32{16071}},
			points: []dataset.Point{{Documents: int64(c.using), Ratio: stats.Ratio{N: int64(c.articles)}}}}).row(0)
		if row.Temperature != c.want || row.Coldest != c.coldest || row.Hottest != c.hottest || row.OurChoice != c.ours {
			t.Errorf("%d of %d: %s (%s to %s, unpublished %t), interval %v to %v; want %s", c.using, c.articles,
				row.Temperature, row.Coldest, row.Hottest, row.OurChoice, row.ShareLo, row.ShareHi, c.want)
		}
	}
}

// TestTemperaturesBesideEarlierOnes: a month has the share of the month before, and of the same
// month a year before where there was one; a gap is null, not 0.
func TestTemperaturesBesideEarlierOnes(t *testing.T) {
	months := make([][2]int, 14)
	for i := range months {
		months[i] = [2]int{100, i}
	}
	months[5] = [2]int{} // June has no documents
	rows := hotOf(articles([]period.Type{period.Month, period.Year}, months...))
	byPeriod := map[string]outputs.TemperatureRow{}
	for _, r := range rows {
		byPeriod[r.Period] = r
	}
	february, july, march := byPeriod["2015-02"], byPeriod["2014-07"], byPeriod["2014-03"]
	if *february.SharePrevious != 0.12 || *february.ShareYearBefore != 0.01 || *february.Ratio != 13 {
		t.Errorf("February 2015: %+v", february)
	}
	if july.SharePrevious != nil || july.ShareYearBefore != nil || july.Ratio != nil {
		t.Errorf("July 2014, after a month without documents: %+v", july)
	}
	if *march.SharePrevious != 0.01 || march.Share != 0.02 {
		t.Errorf("March 2014: %+v", march)
	}
	if january := byPeriod["2015-01"]; january.Ratio != nil || january.RatioHi != nil || *january.RatioLo <= 0 {
		t.Errorf("no mention a year before: %+v", january)
	}
	if year := byPeriod["2015"]; *year.ShareYearBefore != *year.SharePrevious || year.Ratio == nil {
		t.Errorf("a year: %+v", year)
	}
	if len(rows) != 13+2 {
		t.Errorf("%d rows", len(rows))
	}
}

// A concept that a group never mentions has no row.
func TestColdHasNoRow(t *testing.T) {
	if rows := hotOf(articles([]period.Type{period.Year}, [2]int{30, 0})); len(rows) > 0 {
		t.Errorf("%+v", rows)
	}
}
