package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tifa/outputs"
	calendar "tifa/pipeline/period"
)

// withoutBefore takes a source's texts before May 2015 out of the invented run.
func (v *invented) withoutBefore(source string) *invented {
	may := calendar.DayOf(time.Date(2015, 5, 1, 0, 0, 0, 0, time.UTC))
	v.docs = slices.DeleteFunc(v.docs, func(d outputs.Document) bool {
		return d.Source == source && *d.Date < may
	})
	v.mentions = slices.DeleteFunc(v.mentions, func(m outputs.Mention) bool {
		return m.Source == source && *m.Date < may
	})
	return v
}

// A title names the time of its claim where that is not the period reported on. A report on 2019
// once opened with a claim on all periods whose mentions were all of 2020.
func TestTitlesNameTheirTime(t *testing.T) {
	year := held(pairClaim("documents", "a"), 5, 2, 12, 0.01)
	year.PeriodType, year.Period = "year", "2015"
	month := year
	month.PeriodType, month.Period = "month", "2015-05"
	trend := held(outputs.Claim{Kind: "trend", Attribute: "all", PeriodType: "month",
		Period: "all", Unit: "month", ItemKind: "concept", Item: "b", UnitsA: 13}, 0.5, 0, 0, 0.01)
	for _, c := range []struct {
		claim outputs.Claim
		want  string
	}{
		{held(pairClaim("documents", "a"), 5, 2, 12, 0.01), " (May 2014 to May 2015)"},
		{year, " (2015)"}, {month, ""}, {trend, " (over all periods)"},
	} {
		page := write(t, invent().publish(t, withClaims(t, c.claim)), Options{})
		got := plainOf("<" + between2(page, "<h1", "</h1>"))
		if !strings.HasSuffix(got, c.want) || c.want == "" && strings.Contains(got, "2015") {
			t.Errorf("the title %q does not end in %q", got, c.want)
		}
	}
	late := invent().withoutBefore("moderate=1").publish(t,
		withClaims(t, held(pairClaim("documents", "a"), 5, 2, 12, 0.01)))
	wantAll(t, plain2(write(t, late, Options{Period: "2014"})), " (May 2015) Report on 2014.")
}

// What appeared or vanished in the sources that both periods have may stand in others: the heading
// says so.
func TestAppearedNamesItsSources(t *testing.T) {
	dir := invent().withoutBefore("moderate=1").publish(t)
	wantAll(t, plain2(write(t, dir, Options{Period: "2015-05"})),
		"Mentioned in May 2015 and not in April 2015, in the sources with documents in both")
	wantAll(t, plain2(write(t, dir, Options{Lang: "zh", Period: "2015-05"})),
		"在两期均有文档的来源中，2015年5月出现而2015年4月未出现")
}

// A period before all texts is compared with nothing. It was said that nothing is absent from it.
func TestNothingToCompareWith(t *testing.T) {
	text := plain2(write(t, invent().publish(t), Options{Period: "2014-05"}))
	wantAll(t, text, "May 2014 and April 2014 cannot be compared: no source has documents in both.",
		"May 2014 and May 2013 cannot be compared", "against April 2014")
	if strings.Contains(text, "is absent from the other") {
		t.Error("what was not compared is said to be absent from nowhere")
	}
	wantAll(t, plain2(write(t, invent().publish(t), Options{Period: "2015-01"})),
		"No concept with at least five mentions in January 2015 or in December 2014 is absent from",
		"January 2015 and January 2014 cannot be compared")
}

// A report on a period that the texts do not fill says so where it names the period.
func TestIncompletePeriodInLead(t *testing.T) {
	wantAll(t, plain2(write(t, invent().publish(t), Options{Period: "2015"})),
		"Report on 2015. 2015 is incomplete: the last document is dated 27 May 2015.")
}

// Chinese periods have their 年, and clauses no 和 between them.
func TestChinesePeriods(t *testing.T) {
	dir := invent().publish(t)
	wantAll(t, plain2(write(t, dir, Options{Lang: "zh"})),
		"报告期：2015年5月。此为所比各组均有文档的最近一个完整月份。",
		"2015年4月为 40 篇，2014年5月为 40 篇。")
	wantAll(t, plain2(write(t, dir, Options{Lang: "zh", Period: "2014"})), "与2013年相比")
}
