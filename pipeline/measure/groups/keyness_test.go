package groups

import (
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/measure/internal/fixture"
	"tifa/pipeline/stats"
)

func compareAll(a *dataset.Dataset, t *testing.T) []outputs.Keyness {
	t.Helper()
	items := keynessItems{kind: "concept", postings: a.ByConcept, clumping: a.Clumping(a.ByConcept, nil)}
	for _, c := range a.Concepts {
		items.names = append(items.names, c.ID)
	}
	rows, err := newComparison(a, a.Settings.Compare[0], a.TimePeriods()[0]).rows(t.Context(), items)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Where documents are assigned to groups by chance, the document-level test finds a difference at
// 0.05 in about one of twenty concepts; the word-level ones in most of those that cluster.
func TestChanceAloneIsNoDifference(t *testing.T) {
	a := fixture.Clustered(300, 1500, rand.New(rand.NewPCG(7, 7)))
	var documents, welch, words, q int
	rows := compareAll(a, t)
	for _, r := range rows {
		if !r.Tested {
			t.Fatalf("%s was not tested: %s", r.Item, r.Reason)
		}
		documents += count01(*r.PermP < 0.05)
		welch += count01(*r.WelchP < 0.05)
		words += count01(stats.WordP(r.G2) < 0.05)
		q += count01(*r.Q < 0.05)
	}
	share := func(n int) float64 { return float64(n) / float64(len(rows)) }
	t.Logf("below 0.05 under the null: permutation %.3f, Welch %.3f, G2 %.3f, q %.4f of %d concepts",
		share(documents), share(welch), share(words), share(q), len(rows))
	if share(documents) < 0.035 || share(documents) > 0.06 {
		t.Errorf("permutation p is below 0.05 in a share of %.3f", share(documents))
	}
	if share(words) < 0.3 {
		t.Errorf("G2 calls a share of %.3f significant: the data of this test do not cluster", share(words))
	}
	if q > 3 {
		t.Errorf("%d q-values below 0.05 where there is nothing to find", q)
	}
}

func count01(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The same on real texts: documents of one newspaper programme assigned to two groups by chance.
func TestChanceAloneInRealTexts(t *testing.T) {
	dir := os.Getenv("TIFA_RUN")
	if dir == "" {
		t.Skip("set TIFA_RUN to a finished run to assign its documents to two groups by chance")
	}
	m, err := manifest.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	a, err := dataset.Read(t.Context(), dir, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := config.DefaultMeasures()
	s.Compare = []config.Compare{{By: "stance", A: "hawkish", B: "moderate"}}
	s.Permutations = 999
	a.Settings = &s
	a.Sources = []dataset.Source{{ID: "army", Attributes: map[string]string{"stance": "hawkish"}}, {ID: "foreign", Attributes: map[string]string{"stance": "moderate"}}}
	var documents, words, all int
	for permutation := range uint64(40) {
		random := rand.New(rand.NewPCG(permutation, 1))
		for i := range a.Documents {
			a.Documents[i].Source = int32(random.IntN(2))
		}
		for _, r := range compareAll(a, t) {
			if r.Tested {
				all++
				documents += count01(*r.PermP < 0.05)
				words += count01(stats.WordP(r.G2) < 0.05)
			}
		}
	}
	t.Logf("below 0.05: permutation %.4f, G2 %.4f of %d tests", float64(documents)/float64(all), float64(words)/float64(all), all)
}

func TestKeynessByHand(t *testing.T) {
	a := fixture.Clustered(8, 0, rand.New(rand.NewPCG(1, 1)))
	for i := range a.Documents {
		a.Documents[i].Tokens = 100
	}
	a.Settings.MinDocuments, a.Settings.Permutations = 4, 9999
	a.Concepts = []outputs.Concept{{ID: "hawk"}, {ID: "none"}, {ID: "rare"}}
	// Documents 0, 2, 4 and 6 are the army's.
	a.ByConcept = [][]dataset.Posting{{{Document: 0, Mentions: 2}, {Document: 2, Mentions: 3}, {Document: 4, Mentions: 1}, {Document: 6, Mentions: 2}, {Document: 1, Mentions: 1}}, nil, {{Document: 3, Mentions: 1}}}
	slices.SortFunc(a.ByConcept[0], func(x, y dataset.Posting) int { return int(x.Document - y.Document) })
	rows := compareAll(a, t)
	r := rows[0]
	if r.MentionsA != 8 || r.MentionsB != 1 || r.TokensA != 400 || r.TokensB != 400 || r.DocsMentioningA != 4 || r.DocsMentioningB != 1 {
		t.Fatalf("sums: %+v", r)
	}
	if *r.PerMA != 20000 || *r.PerMB != 2500 || *r.Ratio != 8 || *r.DiffPct != 700 {
		t.Errorf("rates %v and %v, ratio %v, difference %v %%", *r.PerMA, *r.PerMB, *r.Ratio, *r.DiffPct)
	}
	// Of the 70 ways to choose 4 of these 8 documents, those with a difference of 7 or more leave a
	// group at most 1 mention: the army's four, and with document 1 in either group the mirror
	// images.
	want := 0
	counts := []int{2, 1, 3, 0, 1, 0, 2, 0}
	for mask := range 256 {
		sum, chosen := 0, 0
		for i, c := range counts {
			if mask>>i&1 == 1 {
				sum, chosen = sum+c, chosen+1
			}
		}
		if chosen == 4 && math.Abs(float64(sum-(9-sum))) >= 7 {
			want++
		}
	}
	if p := float64(want) / 70; math.Abs(*r.PermP-p) > 1e-9 {
		t.Errorf("permutation p %v, want %d of 70", *r.PermP, want)
	}
	if rows[1].Tested || rows[1].Reason != "too few mentions" || rows[1].PermP != nil || !rows[2].Few {
		t.Errorf("a concept without mentions: %+v", rows[1])
	}
	a.Settings.MinDocuments = 5
	for _, r := range compareAll(a, t) {
		if r.Tested || r.Reason != "a group has too few documents" || r.Q != nil {
			t.Errorf("four documents in a group were tested: %+v", r)
		}
	}
}
