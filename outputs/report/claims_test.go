package report

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tifa/outputs"
	calendar "tifa/pipeline/period"
)

// withClaims writes claims on the two groups of the invented run.
func withClaims(t testing.TB, rows ...outputs.Claim) func(*outputs.Folder) {
	return func(to *outputs.Folder) { put(t, to, rows) }
}

// pairClaim is a claim on the groups over all periods that nothing can be said of.
func pairClaim(kind, item string) outputs.Claim {
	return outputs.Claim{Kind: kind, Attribute: "stance", A: "hawkish", B: "moderate",
		PeriodType: "all", Period: "all",
		Unit:     map[string]string{"documents": "source_week", "groups": "source"}[kind],
		ItemKind: "concept", Item: item,
		Statistic: map[string]string{"documents": "ratio_of_documents",
			"groups": "ratio_of_typical_sources"}[kind],
		UnitsA: 3, UnitsB: 3, Verdict: "cannot be said", Reason: "no_outcome_could_reach",
		Family: kind}
}

// held is a claim with numbers that is supported.
func held(c outputs.Claim, estimate, lo, hi, p float64) outputs.Claim {
	c.Verdict, c.Reason = "supported", ""
	c.Estimate, c.Lo, c.Hi, c.P, c.PAdjusted = &estimate, &lo, &hi, &p, &p
	return c
}

// What cannot be said of sources is said, with its reason in words.
func TestSourcesOfWhichNothingCanBeSaid(t *testing.T) {
	for reason, want := range map[string]string{
		"no_outcome_could_reach": "3 against 2 sources: no outcome could reach p ≤ 0.05.",
		"one_source":             "3 against 2 sources, and one source cannot stand for a group.",
		"too_few_units":          "3 against 2 sources, and a group needs three.",
		"no_overlap":             "no month has documents of both groups.",
	} {
		groups := pairClaim("groups", "a")
		groups.UnitsB, groups.Reason = 2, reason
		dir := invent().publish(t, withMeasures(t), withClaims(t,
			held(pairClaim("documents", "a"), 5, 2, 12, 0.01), groups))
		page := plain2(write(t, dir, Options{}))
		wantAll(t, page,
			"Documents of hawkish sources mention 网络主权 (cybersovereignty) 5.0 times as often as those of moderate sources (95 % interval 2.0–12;",
			"adjusted p 0.01). These documents differ; whether sources do cannot be said: "+want,
			"Whether typical sources of two groups differ (hawkish sources against moderate sources, all the time that both cover): "+want)
		wantAll(t, plain2(write(t, dir, Options{Lang: "zh"})), "强硬来源文档提及“网络主权”的频率为温和来源文档的 5.0 倍",
			"有差异的是这些文档；来源之间是否有差异，无法判断：")
	}
}

// plain2 is a page's text on one line.
func plain2(page string) string {
	_, body, _ := strings.Cut(page, "<body")
	return onlyOne.ReplaceAllString(plainOf(body), "")
}

// onlyOne names the one source of a group, as of both in the invented run; TestGroupOfOneSource has
// it.
var onlyOne = regexp.MustCompile(` \(only Source [^)]+\)|（仅[^）]+）`)

// A group of one source is said to be one, with its name.
func TestGroupOfOneSource(t *testing.T) {
	dir := invent().publish(t, withClaims(t, held(pairClaim("documents", "a"), 5, 2, 12, 0.01)))
	wantAll(t, plainOf(write(t, dir, Options{})), "Documents of hawkish sources (only Source hawk)")
	wantAll(t, plainOf(write(t, dir, Options{Lang: "zh"})), "强硬来源（仅")
}

// No ratio stands in a table where one group has no mention, and a concept without a row has a
// verdict all the same; notes explain what is told and nothing else.
func TestNoMultipleOfNone(t *testing.T) {
	c := held(pairClaim("documents", "a"), 45, 20, 90, 0.01)
	c.Unit, c.MentionsA, c.Hi, c.WithA, c.OfA, c.OfB = "source_four_weeks", 5, nil, 2, 3, 3
	page := plain2(write(t, invent().publish(t, withMeasures(t), withClaims(t, c)), Options{}))
	wantAll(t, page, "(5 mentions in 2 of 3 four-week blocks); those of moderate sources never do "+
		"(none in 3 four-week blocks; adjusted p 0.01).", "A four-week block is", "cannot be said")
	for _, wrong := range []string{"×45", "45 times", "times as often", "A source-week is"} {
		if strings.Contains(page, wrong) {
			t.Errorf("the page has %q", wrong)
		}
	}
	c = held(pairClaim("groups", "a"), 3, 2, 9, 0.01)
	c.MentionsA, c.MentionsB = 30, 10
	page = plain2(write(t, invent().publish(t, withMeasures(t), withClaims(t, c)), Options{}))
	wantAll(t, page, "typical sources, in which each source counts once.")
	if strings.Contains(page, "Of documents, “times as often”") {
		t.Error("the ratio of documents is explained where none is told")
	}
}

func TestSourcesThatDiffer(t *testing.T) {
	c := held(pairClaim("groups", "a"), 2.3388, 1.1859, 4.6122, 0.0238)
	lo, hi := 2.0144, 2.7186
	c.UnitsA, c.UnitsB, c.MentionsA, c.MentionsB, c.LooLo, c.LooHi, c.HangsOn = 4, 5, 295, 105,
		&lo, &hi, "hawk"
	documents := held(pairClaim("documents", "a"), 2, 1.5, 3, 0.001)
	page := write(t, invent().publish(t, withMeasures(t), withClaims(t, documents, c)), Options{})
	text := plain2(page)
	wantAll(t, text,
		"Hawkish sources use 网络主权 (cybersovereignty) more often than moderate sources (May 2014 to May 2015)",
		"Hawkish sources use 网络主权 (cybersovereignty) 2.3 times as often as moderate sources (95 % interval 1.2–4.6; 295 mentions against 105 mentions; 4 against 5 sources; adjusted p 0.024). With any one source left out: 2.0–2.7 times.")
	if strings.Contains(text, "This hangs on") {
		t.Error("a claim that needs no single source is said to hang on one")
	}
	briefing := plainOf(between2(page, `id="briefing"`, `id="contrast"`))
	if strings.Contains(briefing, "Documents of hawkish sources mention") {
		t.Error("what is said of the sources is said of the documents again")
	}
	below := 0.9
	c.LooLo = &below
	wantAll(t, plain2(write(t, invent().publish(t, withMeasures(t), withClaims(t, c)), Options{})),
		"This hangs on Source hawk.")
}

func between2(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// A ratio below 1 is told from the other side: how many times as often, not what part.
func TestTheLargerSideComesFirst(t *testing.T) {
	c := held(pairClaim("groups", "b"), 0.25, 0.125, 0.5, 0.01)
	c.UnitsA, c.UnitsB, c.MentionsA, c.MentionsB = 4, 5, 10, 40
	text := plain2(write(t, invent().publish(t, withClaims(t, c)), Options{}))
	wantAll(t, text, "Moderate sources use 主权",
		"4.0 times as often as hawkish sources (95 % interval 2.0–8.0; 40 mentions against 10 mentions; 5 against 4 sources;")
}

// What was tested and does not hold is not said as a difference, nor as none.
func TestUnsettled(t *testing.T) {
	c := held(pairClaim("groups", "a"), 1.7, 0.09, 31, 0.66)
	c.Verdict = "not supported"
	page := write(t, invent().publish(t, withMeasures(t), withClaims(t, c)), Options{})
	wantAll(t, plain2(page), "Nothing is settled for May 2015",
		"Tested, and not settled for any concept",
		"Whether typical sources of two groups differ (hawkish sources against moderate sources, all the time that both cover).")
	if told := between2(page, `id="contrast"`, `id="trends"`); strings.Contains(plainOf(told),
		"times as often") {
		t.Error("an unsettled difference is said")
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
	c := pairClaim("groups", "a")
	c.PeriodType, c.Period, c.Reason = "month", "2015-05", "no_documents"
	dir := v.publish(t, withMeasures(t), withClaims(t, c))
	text := plain2(write(t, dir, Options{Period: "2015-05"}))
	wantAll(t, text,
		"Whether typical sources of two groups differ (hawkish sources against moderate sources, May 2015): one group has no documents.")
	for _, wrong := range []string{"do not clearly differ", "no difference", "do not differ",
		"differ on"} {
		if strings.Contains(text, wrong) {
			t.Errorf("a group without documents is compared: %q", wrong)
		}
	}
	// Without being asked, the report is on the latest month that both groups have, and says so.
	text = plain2(write(t, dir, Options{}))
	wantAll(t, text,
		"Report on April 2015. This is the latest complete month in which all groups that are compared have documents.",
		"Later periods are passed over: in May 2015, one of the groups has no document.")
}

// A period without a supported claim points to those that have one: the latest is not always the
// one with the news.
func TestNewsElsewhere(t *testing.T) {
	c := held(pairClaim("groups", "a"), 3, 2, 5, 0.01)
	c.PeriodType, c.Period = "year", "2014"
	wantAll(t, plain2(write(t, invent().publish(t, withClaims(t, c)), Options{})),
		"Statements on the groups are supported in other periods: tifa report RUN --period 2014.")
}

// Who comes first is said where a claim says so, and not from the dates of first use: the texts of
// one group may only begin later. It once said "hawkish, by 40 days".
func TestFirstUseIsNoLead(t *testing.T) {
	lead := outputs.Claim{Kind: "lead", Attribute: "stance", A: "hawkish", B: "moderate",
		PeriodType: "month", Period: "all", Unit: "month",
		ItemKind: "concept", Item: "a", UnitsA: 13, UnitsB: 13, Statistic: "lag",
		Verdict: "cannot be said", Reason: "too_short"}
	text := plain2(write(t, invent().publish(t, withMeasures(t), withClaims(t, lead)), Options{}))
	wantAll(t, text, "No statement on which group comes first is supported.",
		"Which of two groups comes first (hawkish sources against moderate sources, all the time that both cover): the texts cover too few months.")
	for _, wrong := range []string{"by 40 days", "Earlier first use", "ahead by"} {
		if strings.Contains(text, wrong) {
			t.Errorf("a lead is said without a claim: %q", wrong)
		}
	}
	two := -2.0
	lead.Verdict, lead.Reason, lead.Estimate, lead.P, lead.PAdjusted = "supported", "", &two,
		new(float64), new(float64)
	wantAll(t,
		plain2(write(t, invent().publish(t, withMeasures(t), withClaims(t, lead)), Options{})),
		"in moderate sources and hawkish sources move together, with moderate sources 2 months earlier")
}

// A source that begins in the period brings wordings along; they are not told as new. A wording
// that the source had not before is told with both counts.
func TestAppearedOverSharedSources(t *testing.T) {
	text := plain2(write(t, invent().publish(t), Options{}))
	wantAll(t, text, "Mentioned in May 2015 and not in April 2015",
		"网络主权 (cybersovereignty): 15 of 40 documents (38 %; 24–53); 0 of 40 documents (0 %; 0–8.8) in April 2015")
	v := invent()
	may := calendar.DayOf(time.Date(2015, 5, 1, 0, 0, 0, 0, time.UTC))
	v.docs = slices.DeleteFunc(v.docs, func(d outputs.Document) bool {
		return d.Source == "hawk" &&
			*d.Date < may
	})
	v.mentions = slices.DeleteFunc(v.mentions,
		func(m outputs.Mention) bool { return m.Source == "hawk" && *m.Date < may })
	text = plain2(write(t, v.publish(t), Options{Period: "2015-05"}))
	if strings.Contains(text, "Mentioned in May 2015 and not in") {
		t.Error("what a new source brings is told as having appeared")
	}
	wantAll(t, text,
		"In the sources with documents in both, no concept with at least five mentions in May 2015 or in April 2015 is absent from the other.",
		"Against April 2015, only the sources with documents in both periods are compared: Source moderate=1.")
}

// All numbers beside a change are of the sources that the change is of.
func TestColumnsAreOfTheGroupOfTheChange(t *testing.T) {
	v := invent()
	may := calendar.DayOf(time.Date(2015, 5, 1, 0, 0, 0, 0, time.UTC))
	v.docs = slices.DeleteFunc(v.docs, func(d outputs.Document) bool {
		return d.Source == "hawk" &&
			*d.Date < may
	})
	v.mentions = slices.DeleteFunc(v.mentions,
		func(m outputs.Mention) bool { return m.Source == "hawk" && *m.Date < may })
	page := write(t, v.publish(t), Options{Period: "2015-05"})
	table := between2(page, `id="temperatures"`, "</table>")
	row := plainOf(between2(table, `>主权</b>`, "</tr>"))
	// b is in a quarter of the 20 documents of the source that both months have. All have 40.
	if !strings.Contains(row, "10 / 40") || !strings.Contains(row, "5 of 20 → 5 of 20") {
		t.Errorf("the change of 主权 stands beside %q", row)
	}
}

func TestSeriesClaims(t *testing.T) {
	of := func(kind, place string, estimate float64) outputs.Claim {
		c := held(outputs.Claim{Kind: kind, Attribute: "all", PeriodType: "month", Period: "all",
			Unit: "month", ItemKind: "concept", Item: "b",
			UnitsA: 13, MentionsA: 130, Place: place, Family: kind}, estimate, 0, 0, 0.02)
		c.Lo, c.Hi = nil, nil
		return c
	}
	event := of("event", "", 0.25)
	event.Event, event.Statistic, event.MentionsA, event.MentionsB, event.Unit,
		event.UnitsA = "law", "ratio_after_before", 3, 12, "date", 25
	p := 0.04
	event.P = &p
	dir := invent().publish(t, withMeasures(t), withClaims(t, of("burst", "2014-12 2015-01", 8.5),
		of("changepoint", "2014-09 2015-02", 2), event, of("trend", "", -0.5)))
	wantAll(t, plain2(write(t, dir, Options{})),
		"in sources with documents in nine of ten months falls over 13 months (Kendall’s tau −0.50; 130 mentions; adjusted p 0.02).",
		"has another level from September 2014 and February 2015 on (130 mentions in 13 months; adjusted p 0.02).",
		"From December 2014 to January 2015, more documents of sources with documents in nine of ten months mention 主权",
		"4.0 times as often before “conference” (19 November 2014) as after (3 mentions after, 12 mentions before; of 25 dates, no other shows as large a change; adjusted p 0.02). Whether the event is the reason was not tested.")
	wantAll(t, plain2(write(t, dir, Options{Lang: "zh"})), "在 13 个月内下降（Kendall τ −0.50；",
		"自2014年9月和2015年2月起转入另一水平", "2014年12月至2015年1月", "没有其他日期的变化达到这一幅度")
}

func TestEmergingClaims(t *testing.T) {
	c := outputs.Claim{Kind: "emerging", Attribute: "all", PeriodType: "year", Period: "2015",
		Unit: "source_week", ItemKind: "phrase", Item: "新短语",
		UnitsA: 20, UnitsB: 80, WithA: 9, OfA: 20, OfB: 80, MentionsA: 12, Statistic: "ratio_of_weeks", Verdict: "supported",
		P: new(float64), PAdjusted: new(float64)}
	*c.PAdjusted = 0.01
	wantAll(t, plain2(write(t, invent().publish(t, withMeasures(t), withClaims(t, c)), Options{})),
		"新短语 is in documents of 2015 and in none of the years before, in the sources with documents in both (12 mentions in 9 of 20 source-weeks; none in the 80 before; adjusted p 0.01).")
	c.Item, c.Verdict, c.Reason, c.P, c.PAdjusted = "", "cannot be said", "too_few_units", nil, nil
	wantAll(t, plain2(write(t, invent().publish(t, withMeasures(t), withClaims(t, c)), Options{})),
		"Which phrases are new cannot be said: too few source-weeks with the phrase.")
	// Without a claim nothing is said, whatever the table emerging holds.
	text := plain2(write(t, invent().publish(t, withMeasures(t), withClaims(t)), Options{}))
	wantAll(t, text,
		"No phrase outside the lexicon is supported as new or more frequent in this year.")
}
