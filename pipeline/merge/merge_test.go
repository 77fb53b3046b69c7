package merge

import (
	"testing"

	"tifa/corpus"
	"tifa/pipeline/period"
)

// TestFirstOfCopies: of copies the earliest counts, and one that is dated to the year or the month
// is no earlier than one dated to a day in it; an undated one comes last.
func TestFirstOfCopies(t *testing.T) {
	const day2015 = 16436 // 1 January 2015
	at := func(id string, day int32, p corpus.Precision) Document {
		return Document{ID: id, Source: "s", Day: day, Precision: p, DuplicateOf: -1}
	}
	for _, row := range []struct {
		docs []Document
		want int
	}{
		{[]Document{at("a", day2015, corpus.PrecisionYear), at("b", day2015+63, corpus.PrecisionDay)}, 1},
		{[]Document{at("a", day2015, corpus.PrecisionMonth), at("b", day2015+5, corpus.PrecisionDay)}, 1},
		{[]Document{at("a", day2015-365, corpus.PrecisionYear), at("b", day2015+63, corpus.PrecisionDay)}, 0},
		{[]Document{at("a", period.Undated, corpus.PrecisionNone), at("b", day2015, corpus.PrecisionYear)}, 1},
		{[]Document{at("a", day2015, corpus.PrecisionDay), at("b", day2015, corpus.PrecisionDay)}, 0},
	} {
		x := &Index{Documents: row.docs}
		x.findDuplicates(false)
		for i, d := range x.Documents {
			if d.Counted != (i == row.want) {
				t.Errorf("%s, dated to the %s: counted %t", d.ID, d.Precision, d.Counted)
			}
		}
	}
}
