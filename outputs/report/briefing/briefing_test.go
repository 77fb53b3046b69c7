package briefing

import (
	"testing"

	"tifa/outputs"
	"tifa/outputs/report/result"
)

func claims(all ...*outputs.Claim) Claims {
	r := &result.Result{AllClaims: all, Claims: map[result.ClaimKey][]*outputs.Claim{},
		Concept: map[string]*outputs.Concept{"long": {Zh: "外国敌对势力"}, "part": {Zh: "敌对势力"},
			"other": {Zh: "势力"}},
		Types: []string{"month", "year"}, Now: result.At("month", 16500), // March 2015
		Periods: map[string][]result.Period{"month": {result.At("month", 16440),
			result.At("month", 16470),
			result.At("month", 16500)}, "year": {result.At("year", 16500)}}}
	for _, c := range all {
		if c.Verdict == "" {
			c.Verdict = "supported"
		}
		if c.Period == "" {
			c.Period = result.AllPeriods
		}
		if c.ItemKind == "" {
			c.ItemKind = "concept"
		}
		c.Family = c.Kind + " " + c.Period
		r.Claims[result.KeyOf(c)] = append(r.Claims[result.KeyOf(c)], c)
	}
	return Claims{r}
}

func items(told []*outputs.Claim) (out string) {
	for _, c := range told {
		out += c.Kind + ":" + c.Item + " "
	}
	return out
}

// A wording of which the same holds as of a longer one that has it in it is left out, and is one of
// its parts.
func TestParts(t *testing.T) {
	long := &outputs.Claim{Kind: "trend", Item: "long", MentionsA: 9}
	r := claims(long, &outputs.Claim{Kind: "trend", Item: "part", MentionsA: 9},
		&outputs.Claim{Kind: "trend", Item: "other", MentionsA: 10})
	if got := items(r.Of("trend")); got != "trend:long trend:other " {
		t.Error(got)
	}
	if got := items(r.Parts(long)); got != "trend:part " {
		t.Error(got)
	}
}

// What is said of sources is not said of documents again, and what is said of the period not of all
// periods; what was not supported is not told.
func TestTold(t *testing.T) {
	r := claims(
		&outputs.Claim{Kind: "documents", Attribute: "stance", A: "x", B: "y", Item: "part",
			MentionsA: 3},
		&outputs.Claim{Kind: "documents", Attribute: "stance", A: "x", B: "y", Item: "other"},
		&outputs.Claim{Kind: "documents", Attribute: "stance", A: "x", B: "y", Item: "other",
			Period: "2015"},
		&outputs.Claim{Kind: "groups", Attribute: "stance", A: "x", B: "y", Item: "part"},
		&outputs.Claim{Kind: "trend", Item: "long", Verdict: "not supported"},
		&outputs.Claim{Kind: "trend", Item: "other", PeriodType: "quarter", UnitsA: 20},
		&outputs.Claim{Kind: "trend", Item: "other", PeriodType: "month", UnitsA: 60})
	told := r.Told()
	if got := items(told); got != "groups:part trend:other documents:other " ||
		told[1].PeriodType != "month" || told[2].Period != "2015" {
		t.Error(got)
	}
}

// Of phrases that are pieces of each other, one is told.
func TestPieces(t *testing.T) {
	phrase := func(item string, p float64) *outputs.Claim {
		return &outputs.Claim{Kind: "emerging", ItemKind: "phrase", Item: item, PAdjusted: &p,
			Period: "2015"}
	}
	r := claims(phrase("新短语", 0.01), phrase("又一新短语", 0.02), phrase("别的", 0.03))
	if got := items(r.Told()); got != "emerging:新短语 emerging:别的 " {
		t.Error(got)
	}
}

// A change of level and a burst are told on page one where they lie in the period of the report.
func TestToldInTheirTime(t *testing.T) {
	for place, want := range map[string]bool{"2015-03": true, "2015-01": false,
		"2015-01 2015-03": true} {
		r := claims(&outputs.Claim{Kind: "changepoint", Item: "long", Place: place})
		if got := len(r.Told()) == 1; got != want {
			t.Errorf("a change of level in %s is told: %t", place, got)
		}
	}
	for place, want := range map[string]bool{"2015-01 2015-03": true, "2015-01 2015-02": false} {
		r := claims(&outputs.Claim{Kind: "burst", Item: "long", Place: place})
		if got := len(r.Told()) == 1; got != want {
			t.Errorf("a burst in %s is told: %t", place, got)
		}
	}
}

// Of groups, the lines on what has no answer are on the period where its claims ask the same.
func TestAsked(t *testing.T) {
	all := &outputs.Claim{Kind: "groups", Attribute: "stance", A: "x", B: "y", Item: "part"}
	year := &outputs.Claim{Kind: "groups", Attribute: "stance", A: "x", B: "y", Item: "part",
		Period: "2015"}
	if got := claims(all).Asked(); len(got) != 1 {
		t.Errorf("%d claims", len(got))
	}
	if got := claims(all, year).Asked(); len(got) != 1 || got[0] != year {
		t.Errorf("%d claims", len(got))
	}
}
