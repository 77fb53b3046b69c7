package statement

import (
	"html/template"
	"regexp"
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/outputs/report/translate"
)

// plainNames call everything by its ID.
type plainNames struct{ groups *outputs.Claim }

func (plainNames) Short(_, item string) template.HTML { return template.HTML(item) }
func (plainNames) Group(attribute, value string) string {
	if attribute == "all" {
		return "all sources"
	}
	return value + " sources"
}
func (plainNames) Source(id string) string { return id }
func (plainNames) Event(id string) (template.HTML, string) {
	return template.HTML(id),
		"1 May 2015"
}
func (plainNames) Period(name string) string { return name }
func (plainNames) Lines(_ *outputs.Claim, _ bool, s template.HTML) template.HTML {
	return "[" + s + "]"
}
func (n plainNames) Claim(string, *outputs.Claim) *outputs.Claim { return n.groups }

func writer(t *testing.T, lang string, groups *outputs.Claim) Writer {
	t.Helper()
	texts, err := translate.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	return Writer{texts, plainNames{groups}}
}

func text(s template.HTML) string {
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(s), "")
}

func number2(v float64) *float64 { return &v }

// ofGroups is the claim of the notes on inference, section 1: four against five sources.
func ofGroups() outputs.Claim {
	return outputs.Claim{Kind: "groups", Attribute: "stance", A: "hawkish", B: "moderate",
		Period: "all", Unit: "source",
		ItemKind: "concept", Item: "X", UnitsA: 4, UnitsB: 5, MentionsA: 295, MentionsB: 105,
		Statistic: "ratio_of_typical_sources",
		Estimate:  number2(2.3388), Lo: number2(1.1859), Hi: number2(4.6122), P: number2(0.0238),
		PAdjusted: number2(0.0238),
		LooLo:     number2(2.0144), LooHi: number2(2.7186), HangsOn: "s", Verdict: Supported}
}

// The words of the three verdicts, in both languages.
func TestVerdicts(t *testing.T) {
	en, zh := writer(t, "en", nil), writer(t, "zh", nil)
	c := ofGroups()
	check := func(what string, got template.HTML, want string) {
		t.Helper()
		if text(got) != want {
			t.Errorf("%s:\n%s\nwant\n%s", what, text(got), want)
		}
	}
	check("supported", en.Sentence(&c),
		"Hawkish sources use X 2.3 times as often as moderate sources (95 % interval 1.2–4.6; "+
			"[295 mentions] against [105 mentions]; 4 against 5 sources; adjusted p 0.024). With any one source left out: 2.0–2.7 times.")
	check("supported", zh.Sentence(&c),
		"hawkish sources使用X的频率为moderate sources的 2.3 倍（95 % 区间 1.2–4.6；前者提及 [295 次]，后者提及 [105 次]；"+
			"前者 4 个来源，后者 5 个来源；校正后的 p 值 0.024）。逐一剔除来源后为 2.0–2.7 倍。")
	c.LooLo = number2(0.9)
	if got := text(en.Sentence(&c)); !strings.HasSuffix(got,
		"With any one source left out: 0.90–2.7 times. This hangs on s.") {
		t.Error(got)
	}
	c.Verdict = NotSupported
	check("not supported", en.Sentence(&c),
		"The data do not settle whether hawkish sources or moderate sources use X more often (ratio 2.3, "+
			"95 % interval 1.2–4.6; [295 mentions] against [105 mentions]; 4 against 5 sources; adjusted p 0.024).")
	c.Verdict, c.Reason, c.Period = CannotBeSaid, "no_outcome_could_reach", "2015"
	check("cannot be said", en.Sentence(&c), "")
	cannot, unsettled := en.Unanswered([]*outputs.Claim{&c})
	if len(cannot) != 1 || len(unsettled) != 0 {
		t.Fatal(cannot, unsettled)
	}
	check("cannot be said", cannot[0],
		"Whether typical sources of two groups differ (hawkish sources against moderate sources, 2015): "+
			"4 against 5 sources: no outcome could reach p ≤ 0.05.")
}

// Where one side has no mention, no multiple is said: it would be made of the half mention that was
// added. The side with mentions comes first, wherever the estimate lies.
func TestNeverMentioned(t *testing.T) {
	en, zh := writer(t, "en", nil), writer(t, "zh", nil)
	c := ofGroups()
	c.Hi, c.MentionsB, c.WithA, c.OfA, c.OfB = nil, 0, 3, 4, 5
	for _, kind := range []string{"groups", "documents"} {
		c.Kind = kind
		got := text(en.Sentence(&c)) + text(zh.Sentence(&c))
		if strings.Contains(got, "2.3") || strings.Contains(got, "times") ||
			strings.Contains(got, "倍") || !strings.Contains(got, "[295 mentions] in 3 of 4 sources") ||
			!strings.Contains(got, "none in 5 sources") {
			t.Error(got)
		}
	}
	c = ofGroups()
	c.Estimate, c.Lo, c.Hi, c.MentionsA = number2(0.02), nil, number2(0.7), 0
	c.OfA, c.WithB, c.OfB = 4, 2, 5
	want := "Moderate sources use X ([105 mentions] in 2 of 5 sources); hawkish sources never do " +
		"(none in 4 sources; adjusted p 0.024)."
	if got := text(en.Sentence(&c)); got != want {
		t.Error(got)
	}
	if got := text(en.Title(&c)); !strings.HasPrefix(got, "Moderate sources use X more often") {
		t.Error(got)
	}
	c.Verdict = NotSupported
	if got := text(en.Sentence(&c)); !strings.Contains(got,
		"(ratio –, 95 % interval 1.4 or more; [105 mentions] against no mention;") {
		t.Error(got)
	}
}

// An event with no mention on one side has no multiple.
func TestEventNeverBefore(t *testing.T) {
	c := ofGroups()
	c.Kind, c.B, c.Event, c.Statistic, c.UnitsA = "event", "", "the law", "ratio_after_before", 50
	c.Estimate, c.P, c.MentionsA, c.MentionsB = number2(1/12.0), number2(2.0/50), 0, 2
	for _, lang := range []string{"en", "zh"} {
		w := writer(t, lang, nil)
		got := text(w.Sentence(&c))
		if strings.Contains(got, "12") || strings.Contains(got, "⟦") {
			t.Error(got)
		}
		if lang == "en" && !strings.Contains(got, "before “the law” (1 May 2015) and not after") {
			t.Error(got)
		}
	}
}

// What is counted of a burst lies in the burst, and of the sources that the series follows.
func TestBurst(t *testing.T) {
	c := outputs.Claim{Kind: "burst", Attribute: "all", PeriodType: "month", ItemKind: "concept",
		Item: "X", MentionsA: 350, UnitsA: 630, WithA: 12, OfA: 34, WithB: 10, OfB: 163,
		Estimate: number2(7), PAdjusted: number2(0.01), Place: "2020-05 2020-10",
		Verdict: Supported}
	en, zh := writer(t, "en", nil), writer(t, "zh", nil)
	want := "From 2020-05 to 2020-10, more documents of sources with documents in nine of ten months " +
		"mention X than at other times: 12 of 34 documents against 10 of 163 " +
		"(Kleinberg’s weight 7.0, which has no interval; adjusted p 0.01)."
	if got := text(en.Sentence(&c)); got != want {
		t.Error(got)
	}
	if got := text(zh.Sentence(&c)); !strings.HasPrefix(got, "2020-05至2020-10，") {
		t.Error(got)
	}
	want = "X is denser in documents of sources with documents in nine of ten months: 2020-05 to 2020-10"
	if got := text(en.Title(&c)); got != want {
		t.Error(got)
	}
	c.Place = "2015-01 2015-12"
	if got := text(en.Sentence(&c)); !strings.HasPrefix(got, "In 2015, more documents") {
		t.Error(got)
	}
	if got := text(zh.Sentence(&c)); !strings.HasPrefix(got, "2015，") {
		t.Error(got)
	}
}

// Weeks with a new phrase are told apart from all weeks, and which sources count is said.
func TestEmergingWeeks(t *testing.T) {
	c := outputs.Claim{Kind: "emerging", ItemKind: "phrase", Item: "X", Period: "2016",
		Statistic: "ratio_of_weeks", UnitsA: 74, UnitsB: 148, WithA: 20, OfA: 74, WithB: 0,
		OfB: 148, MentionsA: 31, PAdjusted: number2(0.01), Verdict: Supported}
	w := writer(t, "en", nil)
	want := "X is in documents of 2016 and in none of the years before, in the sources with " +
		"documents in both ([31 mentions] in 20 of 74 source-weeks; none in the 148 before; " +
		"adjusted p 0.01)."
	if got := text(w.Sentence(&c)); got != want {
		t.Error(got)
	}
	c.Estimate, c.WithB, c.MentionsB = number2(8.4), 5, 6
	if got := text(w.Sentence(&c)); !strings.Contains(got, "a share of weeks 8.4 times as large") ||
		!strings.Contains(got, "20 of 74 source-weeks against 5 of 148; [31 mentions] against 6") {
		t.Error(got)
	}
}

// A period that is named is cut to what both groups cover, and one unit each is said as that.
func TestPartOfAPeriod(t *testing.T) {
	c := ofGroups()
	c.PeriodType, c.Period, c.UnitsA, c.UnitsB = "year", "2016", 1, 1
	if got := text(writer(t, "en", nil).Sentence(&c)); !strings.HasPrefix(got,
		"In the part of 2016 that both groups cover, ") || !strings.Contains(got, "; one source each;") {
		t.Error(got)
	}
}

// Why sources cannot be compared names groups in the order of the sentence, and the empty one.
func TestWhyInTheOrderOfTheSentence(t *testing.T) {
	c, other := ofGroups(), ofGroups()
	c.Kind, c.Estimate = "documents", number2(0.5)
	other.Verdict, other.Reason, other.UnitsA, other.UnitsB = CannotBeSaid, "too_few_units", 2, 3
	w := writer(t, "en", &other)
	if got := text(w.Sources(&c)); !strings.Contains(got, "3 against 2 sources") {
		t.Error(got)
	}
	other.Reason, other.UnitsA = "no_documents", 0
	if got := text(w.Sources(&c)); !strings.Contains(got, "no documents of hawkish sources") {
		t.Error(got)
	}
}

// What is known of the sources of documents that differ.
func TestSources(t *testing.T) {
	c := ofGroups()
	c.Kind, c.Unit = "documents", "source_four_weeks"
	cannot, unsettled := ofGroups(), ofGroups()
	cannot.Verdict, cannot.Reason, unsettled.Verdict = CannotBeSaid, "one_source", NotSupported
	holds := ofGroups()
	for _, row := range []struct {
		groups *outputs.Claim
		want   string
	}{{nil, " whether sources do was not tested."}, {&holds, " their sources differ too."},
		{&unsettled, " whether sources do, the data do not settle."},
		{&cannot,
			" whether sources do cannot be said: 4 against 5 sources, and one source cannot stand for a group."}} {
		if got := text(writer(t, "en", row.groups).Sources(&c)); got != row.want {
			t.Errorf("%q, want %q", got, row.want)
		}
	}
}

func TestEvents(t *testing.T) {
	c := ofGroups()
	c.Kind, c.B, c.Event, c.Unit, c.Statistic, c.UnitsA, c.UnitsB = "event", "", "the law", "date",
		"ratio_after_before", 50, 0
	c.Estimate, c.P, c.Lo, c.Hi, c.LooLo, c.LooHi = number2(3.1), number2(2.0/50), nil, nil, nil,
		nil
	want := "Hawkish sources mention X 3.1 times as often after “the law” (1 May 2015) as before ([295 mentions] after, 105 mentions before; " +
		"of 50 dates, 1 other shows as large a change; adjusted p 0.024). Whether the event is the reason was not tested."
	if got := text(writer(t, "en", nil).Sentence(&c)); got != want {
		t.Error(got)
	}
}

// Every kind has a sentence, a title, a question and a row, in both languages.
func TestEveryKind(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		w := writer(t, lang, nil)
		for _, kind := range kinds() {
			c := ofGroups()
			c.Kind, c.PeriodType = kind, "month"
			if kind != "groups" && kind != "documents" && kind != "lead" {
				c.B, c.Place = "", "2015-01 2015-03"
			}
			_,
				unsettled := w.Unanswered([]*outputs.Claim{{Kind: kind, Attribute: "all",
				Period: "all", Verdict: NotSupported}})
			for _, s := range append(unsettled, w.Sentence(&c), w.Title(&c)) {
				if len(text(s)) < 10 || strings.Contains(string(s), "⟦") ||
					strings.Contains(text(s), "{") {
					t.Errorf("%s %s: %q", lang, kind, s)
				}
			}
			if !strings.Contains(string(w.Sentence(&c)), `data-rows="claims?kind=`+kind) {
				t.Errorf("%s %s names no row", lang, kind)
			}
		}
	}
}

// Claims take turns by kind, so that no kind fills the page.
func TestRank(t *testing.T) {
	var all []*outputs.Claim
	for i := range 6 {
		all = append(all, &outputs.Claim{Kind: "documents", Item: string(rune('a' + i)),
			PAdjusted: number2(0.01)})
	}
	all = append(all, &outputs.Claim{Kind: "groups", PAdjusted: number2(0.04)},
		&outputs.Claim{Kind: "burst", PAdjusted: number2(0.001)},
		&outputs.Claim{Kind: "of no kind"})
	got := ""
	for _, c := range Rank(all) {
		got += c.Kind[:1]
	}
	if got != "gdddbddd" {
		t.Error(got)
	}
}

// A reason has words in both languages, of whatever kind the claim is.
func TestReasons(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		for _, reason := range strings.Fields(`no_documents no_mentions no_variation one_source too_few_units no_outcome_could_reach
			no_overlap too_short too_few_dates too_persistent too_frequent too_large`) {
			for _, kind := range kinds() {
				why := writer(t, lang, nil).Why(&outputs.Claim{Kind: kind, Reason: reason,
					PeriodType: "month", UnitsA: 1, UnitsB: 1})
				if why == "" || strings.ContainsAny(string(why), "⟦{") {
					t.Errorf("%s %s %s: %q", lang, kind, reason, why)
				}
			}
		}
	}
}
