package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tifa/outputs"
	calendar "tifa/pipeline/period"
)

// withClaims writes the claims on the groups over all periods, changed by each call of change.
func withClaims(t testing.TB, change func(c *outputs.Claim)) func(*outputs.Folder) {
	return func(to *outputs.Folder) {
		var rows []outputs.Claim
		for _, kind := range []string{"documents", "groups"} {
			c := outputs.Claim{Kind: kind, Attribute: "stance", A: "hawkish", B: "moderate", PeriodType: "all", Period: "all",
				Unit: map[string]string{"documents": "source_week", "groups": "source"}[kind], ItemKind: "concept", Item: "a",
				UnitsA: 3, UnitsB: 3, Verdict: "cannot be said", Reason: "no_outcome_could_reach"}
			change(&c)
			rows = append(rows, c)
		}
		put(t, to, rows)
	}
}

// What cannot be said of sources is said, with its reason in words.
func TestSourcesOfWhichNothingCanBeSaid(t *testing.T) {
	for reason, want := range map[string]string{
		"no_outcome_could_reach": "3 against 2 sources, so no outcome could reach p ≤ 0.05.",
		"one_source":             "3 against 2 sources, and one source cannot stand for a group.",
		"too_few_units":          "3 against 2 sources, and a group needs three.",
		"no_overlap":             "the groups have no month with documents of both.",
	} {
		dir := invent().publish(t, withMeasures(t), withClaims(t, func(c *outputs.Claim) { c.UnitsB, c.Reason = 2, reason }))
		page := write(t, dir, Options{})
		wantAll(t, page, "documents of hawkish and moderate sources differ on 1 concept",
			"Of the sources themselves, over all periods that both groups cover, nothing can be said: "+want)
		zh := write(t, dir, Options{Lang: "zh"})
		wantAll(t, zh, "就两组共有的全部时期而言，对来源本身不能作出判断：")
		if strings.Contains(page+zh, "⟦") || strings.Contains(page, "sources clearly differ") {
			t.Errorf("%s: the page lacks a text, or calls a difference clear", reason)
		}
	}
}

func TestSourcesThatDiffer(t *testing.T) {
	two, half, p := 2.3388, 1.1859, 0.0238
	dir := invent().publish(t, withMeasures(t), withClaims(t, func(c *outputs.Claim) {
		c.UnitsA, c.UnitsB, c.Verdict, c.Reason, c.HangsOn = 4, 5, "supported", "", "hawk"
		c.Estimate, c.Lo, c.Hi, c.P, c.PAdjusted, c.LooLo, c.LooHi = &two, &half, &two, &p, &p, &half, &two
	}))
	page := write(t, dir, Options{})
	wantAll(t, page, "Typical sources of the two groups, over all periods that both groups cover, differ on 1 concept. Hawkish sources use",
		"2.3 times as often as moderate sources (95 % interval 1.2–2.3; 4 against 5 sources; adjusted p 0.024; 1.2–2.3 with any one source left out).")
	if strings.Contains(page, "This hangs on") {
		t.Error("a claim that needs no single source is said to hang on one")
	}
}

// A month in which one group has no document: it once said that the two do not clearly differ.
func TestGroupWithoutDocuments(t *testing.T) {
	v := invent()
	may := calendar.DayOf(time.Date(2015, 5, 1, 0, 0, 0, 0, time.UTC))
	v.docs = slices.DeleteFunc(v.docs, func(d outputs.Document) bool {
		return d.Source == "moderate=1" && *d.Date >= may
	})
	v.mentions = slices.DeleteFunc(v.mentions, func(m outputs.Mention) bool {
		return m.Source == "moderate=1" && *m.Date >= may
	})
	page := write(t, v.publish(t, withMeasures(t)), Options{Period: "2015-05"})
	wantAll(t, page, "In <b>May 2015</b>, there is no document of moderate sources: the groups are not compared.")
	if strings.Contains(page, "do not settle on any concept whether documents") {
		t.Error("a group without documents is compared")
	}
}
