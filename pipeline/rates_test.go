package pipeline

import (
	"encoding/json"
	"maps"
	"math"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/parallel"
	"tifa/pipeline/stats/inference"
)

// TestRatesOfTheSample checks every interval of a rate per million tokens of the sample: that of a
// row is the one that the sums of the row and the design effect of its concept give, those sums
// are those of the documents, and the rows of sources add up to those of their group. Intervals
// are null only where there are no tokens.
func TestRatesOfTheSample(t *testing.T) {
	dir := runConfig(t, sampleConfig(t), options("rates")).Folder
	clumping := map[string]inference.Clumping{}
	for _, d := range rows[outputs.DesignEffect](t, dir) {
		clumping[d.Kind+" "+d.Item] = d.Clumping()
	}
	compareClumping(t, dir, clumping)
	check := func(what string, m *outputs.Measures) {
		rate := m.Rate()
		rate.Clumping = clumping[what]
		e, ok := rate.PerMillion()
		if ok != (m.Tokens > 0) || ok && (m.PerMTokenLo == nil || m.PerMHanHi == nil ||
			math.Abs(e.Lo-*m.PerMTokenLo) > 1e-9*e.Hi || math.Abs(e.Hi-*m.PerMTokenHi) > 1e-9*e.Hi) {
			t.Fatalf("%s: %v to %v, in the row %+v", what, e.Lo, e.Hi, m)
		}
	}
	sums := map[[4]string]outputs.Rate{}
	camp := map[string]string{} // by source: no author of the sample has one of their own
	for _, s := range rows[outputs.Source](t, dir) {
		var attributes map[string]string
		if err := json.Unmarshal([]byte(s.Attributes), &attributes); err != nil {
			t.Fatal(err)
		}
		camp[s.ID] = attributes["camp"]
	}
	for _, r := range rows[outputs.Count](t, dir) {
		check("concept "+r.Concept, &r.Measures)
		key := [4]string{r.PeriodType, r.Period, camp[r.Source], r.Concept}
		sums[key] = sums[key].Plus(r.Rate())
	}
	for _, r := range rows[outputs.ThemeCount](t, dir) {
		check("theme "+r.Theme, &r.Measures)
	}
	groups := 0
	for _, r := range rows[outputs.GroupCount](t, dir) {
		check("concept "+r.Concept, &r.Measures)
		if r.Attribute == "camp" {
			groups++
		}
		if r.Attribute == "camp" && sums[[4]string{r.PeriodType, r.Period, r.Value, r.Concept}] != r.Rate() {
			t.Fatalf("the rows of %s sources in %s do not add up to that of the group: %+v", r.Value, r.Period, r)
		}
	}
	if groups == 0 {
		t.Error("no group was compared")
	}
}

// compareClumping sees that the measures have the design effects of the table, which are computed
// from other sums.
func compareClumping(t *testing.T, dir string, want map[string]inference.Clumping) {
	t.Helper()
	m, err := manifest.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	a, err := dataset.Read(t.Context(), dir, m, parallel.New(1))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]inference.Clumping{}
	for i, c := range a.Clumping(a.ByConcept, nil) {
		got["concept "+a.Concepts[i].ID] = c
	}
	for i, c := range a.Clumping(a.ByTheme, nil) {
		got["theme "+a.Themes[i]] = c
	}
	if !maps.Equal(got, want) {
		t.Errorf("design effects of the measures differ from those of the table")
	}
}
