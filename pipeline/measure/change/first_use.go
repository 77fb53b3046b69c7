package change

import (
	"cmp"
	"slices"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
)

// use is how a group of documents uses a concept, as far as they are dated to the day.
type use struct {
	all       int64 // documents, whatever they mention
	since     int32 // day of the first of them
	until     int32 // day of the last of them
	first     *int32
	document  string // the first that mentions the concept
	before    int64  // documents dated before first, or all
	documents int64  // that mention the concept
	mentions  int64
	days      []int32 // of all documents, sorted
	coarse    bool    // a document whose date is not known to the day mentions the concept
}

// leftCensored reports whether the first use may be earlier than the texts: none of them is older
// than the first use by anybody, or fewer precede the group's own than it has for each document
// that mentions the concept.
func (u *use) leftCensored(anybody *int32) bool {
	if u.all == 0 || anybody == nil || u.first == nil && !u.coarse {
		return false
	}
	return u.coarse || u.since >= *anybody || u.before*u.documents < u.all
}

// adoptions are the rows of all concepts that somebody uses, by concept and source.
func adoptions(a *dataset.Dataset) (rows []outputs.Adoption) {
	coverage := make([]use, len(a.Sources))
	groups := a.BySource()
	for i, g := range groups {
		coverage[i] = coverageOf(a, g)
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return cmp.Compare(a.Sources[x].ID, a.Sources[y].ID) })
	for concept := range a.Concepts {
		uses := slices.Clone(coverage)
		var first *int32
		addUses(a, concept, uses)
		for i := range uses {
			first = earliest(first, uses[i].first)
		}
		if first == nil {
			continue
		}
		from := len(rows)
		for _, i := range order {
			if u := &uses[i]; u.all > 0 {
				row := u.row(first)
				row.Concept, row.Source = a.Concepts[concept].ID, a.Sources[i].ID
				rows = append(rows, row)
			}
		}
		rank(rows[from:], *first)
	}
	return rows
}

// row is what a source's use says, without rank and lag. first is the first use by anybody.
func (u *use) row(first *int32) outputs.Adoption {
	row := outputs.Adoption{First: u.first, Covered: u.since, CoveredUntil: u.until,
		CoveredBefore: u.since < *first, LeftCensored: u.leftCensored(first), RightCensored: u.first == nil && !u.coarse,
		DocsBefore: u.before, Documents: u.documents, Mentions: u.mentions,
		FewMentions: u.mentions < config.LowMentions}
	if u.first != nil {
		row.Document = &u.document
	}
	return row
}

// rank gives the sources of a concept their places, and their days after the first of all where
// both first uses are uncensored.
func rank(rows []outputs.Adoption, first int32) {
	known := false // somebody's first use on the first day is uncensored
	for i := range rows {
		known = known || rows[i].First != nil && *rows[i].First == first && !rows[i].LeftCensored
	}
	for i := range rows {
		r := &rows[i]
		if r.First == nil {
			continue
		}
		if known && !r.LeftCensored {
			r.Lag = new(int64(*r.First - first))
		}
		if r.CoveredBefore {
			r.Rank = new(int64(1))
			for j := range rows {
				if o := &rows[j]; o.First != nil && o.CoveredBefore && *o.First < *r.First {
					*r.Rank++
				}
			}
		}
	}
}

// coverageOf is what there is of a group.
func coverageOf(a *dataset.Dataset, g dataset.SourceGroup) (u use) {
	for i := range a.Documents {
		if d := &a.Documents[i]; g.In(d) && d.Precision == corpus.PrecisionDay {
			u.days = append(u.days, d.Day)
		}
	}
	slices.Sort(u.days)
	if u.all, u.before = int64(len(u.days)), int64(len(u.days)); u.all > 0 {
		u.since, u.until = u.days[0], u.days[len(u.days)-1]
	}
	return u
}

// addUses adds what each source does with a concept to its coverage.
func addUses(a *dataset.Dataset, concept int, uses []use) {
	for _, p := range a.ByConcept[concept] {
		d := &a.Documents[p.Document]
		if d.Precision == corpus.PrecisionDay {
			uses[d.Source].add(d, p)
		} else {
			uses[d.Source].coarse = true
		}
	}
}

// add takes up a document that mentions the concept; documents come by date.
func (u *use) add(d *dataset.Document, p dataset.Posting) {
	u.documents++
	u.mentions += int64(p.Mentions)
	if u.first == nil || d.Day < *u.first {
		before, _ := slices.BinarySearch(u.days, d.Day)
		u.first, u.document, u.before = new(d.Day), d.ID, int64(before)
	}
}

// earliest is the earlier of two days, of which either may be missing.
func earliest(x, y *int32) *int32 {
	if x == nil || y != nil && *y < *x {
		return y
	}
	return x
}
