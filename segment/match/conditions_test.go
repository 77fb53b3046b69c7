package match

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa/segment/lexicon"
	"tifa/segment/sentence"
)

// The reference for conditions: each is taken literally, for one match at a time. It looks at every
// place of every sentence for every string, and keeps nothing between two matches.

// refDocument is a document as sentences; nil where a sentence stands alone.
type refDocument struct {
	date  lexicon.Date
	texts [2][]*sentence.Sentence // title, body
	given Document
}

func refHolds(d *refDocument, s *sentence.Sentence, c refConcept, start, end int) bool {
	if c.Quoted != "" && (c.Quoted == "only") != refQuoted(s, start, end) {
		return false
	}
	if (c.From != "" || c.To != "") && !refDated(d, c) {
		return false
	}
	if len(c.Near) > 0 && !refNear(d, s, c.Within, c.Near, start, end) {
		return false
	}
	return !refNear(d, s, c.Within, c.NotNear, start, end)
}

// refQuoted pairs the marks of the drawn texts, “ and ”, from the inside out.
func refQuoted(s *sentence.Sentence, start, end int) bool {
	var opened []int
	for i, r := range s.Fold {
		switch {
		case r == '“':
			opened = append(opened, i)
		case r == '”' && len(opened) > 0:
			open := opened[len(opened)-1]
			if opened = opened[:len(opened)-1]; open < start && end <= i {
				return true
			}
		}
	}
	return false
}

// refDated compares days one by one, from the first of the document's date to the last.
func refDated(d *refDocument, c refConcept) bool {
	if d == nil || d.date.Year == 0 {
		return false
	}
	for year := 2000; year < 2030; year++ {
		for month := 1; month <= 12; month++ {
			for day := 1; day <= 31; day++ {
				if refOn(d.date, year, month, day) && !refAllowed(c, year, month, day) {
					return false
				}
			}
		}
	}
	return true
}

// refOn reports whether a date may mean a day. Months have 31 days here: a day that is not in the
// calendar lies in its month all the same.
func refOn(d lexicon.Date, year, month, day int) bool {
	return d.Year == year && (d.Month == 0 || d.Month == month) && (d.Day == 0 || d.Day == day)
}

func refAllowed(c refConcept, year, month, day int) bool {
	on := string(rune(year)) + string(rune(month)) + string(rune(day))
	bound := func(written string) string {
		d, err := lexicon.ParseDate(written)
		if err != nil {
			panic(err)
		}
		b := string(rune(d.Year))
		if d.Month > 0 {
			b += string(rune(d.Month))
		}
		if d.Day > 0 {
			b += string(rune(d.Day))
		}
		return b
	}
	if c.From != "" && on < bound(c.From) {
		return false
	}
	if c.To == "" {
		return true
	}
	to := bound(c.To)
	return on < to || strings.HasPrefix(on, to)
}

// refNear reports whether one of the strings stands in the sentence, its paragraph or its document,
// not on the match itself.
func refNear(d *refDocument, s *sentence.Sentence, within string, strs []string, start, end int) bool {
	if d == nil || within == "" || within == "sentence" {
		return refStands(s, strs, start, end)
	}
	for _, text := range d.texts {
		own := slices.Contains(text, s)
		for _, other := range text {
			if within == "paragraph" && (!own || other.Paragraph != s.Paragraph) {
				continue
			}
			if other == s && refStands(s, strs, start, end) ||
				other != s && refStands(other, strs, -1, -1) {
				return true
			}
		}
	}
	return false
}

func refStands(s *sentence.Sentence, strs []string, start, end int) bool {
	for _, x := range strs {
		n := len([]rune(x))
		for i := 0; i+n <= len(s.Fold); i++ {
			if string(s.Fold[i:i+n]) == x && (i+n <= start || i >= end) {
				return true
			}
		}
	}
	return false
}

// drawConditions draws some, none as a rule.
func drawConditions(t *rapid.T) (c lexicon.Conditions) {
	if rapid.Bool().Draw(t, "near") {
		c.Near = drawTexts(t, "near")
	}
	if rapid.IntRange(0, 2).Draw(t, "not near") == 0 {
		c.NotNear = drawTexts(t, "not near")
	}
	if len(c.Near)+len(c.NotNear) > 0 {
		c.Within = rapid.SampledFrom([]string{"", "sentence", "paragraph", "document"}).Draw(t, "within")
	}
	c.Quoted = rapid.SampledFrom([]string{"", "", "", "only", "never"}).Draw(t, "quoted")
	if rapid.IntRange(0, 3).Draw(t, "dated") == 0 {
		dates := []string{"", "2012", "2012-02", "2012-02-28", "2012-03-01", "2013"}
		i := rapid.IntRange(0, len(dates)-1).Draw(t, "from")
		c.From = dates[i]
		c.To = append([]string{""}, dates[max(i, 1):]...)[rapid.IntRange(0, len(dates)-max(i, 1)).Draw(t, "to")]
	}
	return c
}

func drawTexts(t *rapid.T, label string) (all []string) {
	for range rapid.IntRange(1, 2).Draw(t, label) {
		all = append(all, drawText(t, label, 1, 2))
	}
	return all
}

// drawDocument draws a document of short sentences, paragraphs and excluded spans.
func drawDocument(t *rapid.T) *refDocument {
	d := &refDocument{date: rapid.SampledFrom([]lexicon.Date{{}, {Year: 2011}, {Year: 2012}, {Year: 2012, Month: 2},
		{Year: 2012, Month: 2, Day: 28}, {Year: 2012, Month: 3, Day: 1}, {Year: 2013, Month: 5}}).Draw(t, "date")}
	d.given.Date = d.date
	for i, to := range []*Text{&d.given.Title, &d.given.Body} {
		to.Text = string(rapid.SliceOfN(rapid.SampledFrom([]rune("网络主权网络主权。。\n\t“”")), 0, 12+18*i).Draw(t, "text"))
		to.Excluded = drawExcluded(t, to.Text)
		for s := range sentence.Folder().Folded(to.Text, to.Excluded) {
			kept := *s
			kept.Fold, kept.At = slices.Clone(s.Fold), slices.Clone(s.At)
			kept.Tokens = drawTokens(t, len(kept.Fold))
			d.texts[i] = append(d.texts[i], &kept)
		}
	}
	return d
}

func drawExcluded(t *rapid.T, text string) []sentence.ExcludedSpan {
	n := len([]rune(text))
	if n == 0 || rapid.Bool().Draw(t, "nothing excluded") {
		return nil
	}
	at := rapid.IntRange(0, n-1).Draw(t, "excluded")
	from := len(string([]rune(text)[:at]))
	to := len(string([]rune(text)[:at+1]))
	return []sentence.ExcludedSpan{{Start: from, End: to, Joins: rapid.Bool().Draw(t, "joins")}}
}

func drawConditional(t *rapid.T) []refConcept {
	concepts := drawConcepts(t)
	for i := range concepts {
		concepts[i].Conditions = drawConditions(t)
	}
	return concepts
}

func TestFindWithConditionsEqualsReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		concepts := drawConditional(t)
		m := matcherOf(t, concepts)
		f := m.Finder()
		for range 2 {
			d := drawDocument(t)
			f.Begin(d.given)
			for i, find := range []func(*sentence.Sentence) []Mention{f.FindInTitle, f.Find} {
				for _, s := range d.texts[i] {
					got, want := named(m, find(s)), refFind(d, s, concepts)
					if !slices.Equal(got, want) {
						t.Fatalf("document %v, sentence %s\nconcepts %v\n got %v\nwant %v",
							d.given, string(s.Fold), m.Concepts, got, want)
					}
				}
			}
		}
	})
}

// A sentence without a document is its own paragraph and document, and has no date.
func TestFindWithConditionsAloneEqualsReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		concepts := drawConditional(t)
		m := matcherOf(t, concepts)
		f := m.Finder()
		for range 3 {
			s := drawSentence(t)
			if got, want := named(m, f.Find(s)), refFind(nil, s, concepts); !slices.Equal(got, want) {
				t.Fatalf("text %s\nconcepts %v\n got %v\nwant %v", string(s.Fold), m.Concepts, got, want)
			}
		}
	})
}

// Matches asks of one stretch what Find asks of all, without the conditions.
func TestMatchesEqualsReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		concepts := drawConditional(t)
		m := matcherOf(t, concepts)
		f, s := m.Finder(), drawSentence(t)
		for n, c := range concepts { // their IDs sort as they were drawn
			free := c
			free.Conditions = lexicon.Conditions{}
			for i := range s.Fold {
				for j := i + 1; j <= len(s.Fold); j++ {
					want := refCounts(nil, s, free, i, j) && slices.ContainsFunc(c.phrases,
						func(p []refPattern) bool { return refMatches(s, p, i, j) })
					if got := f.Matches(s, int32(n), int32(i), int32(j)); got != want {
						t.Fatalf("%s in %s, %d to %d: %t", c.id, string(s.Fold), i, j, got)
					}
				}
			}
		}
	})
}
