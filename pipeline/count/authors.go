package count

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/merge"
	"tifa/pipeline/period"
	"tifa/pipeline/store"
)

// authorKey names an author: by ID, or by folded name where no registry knows them.
type authorKey struct{ id, name string }

type authorTotal struct {
	sourceTotal
	counted      int64
	withStance   int64
	name         string // as the first document has it
	affiliations map[string]bool
}

// allPeriods is the period type of cells that hold all documents, dated or not.
const allPeriods period.Type = outputs.AllPeriods

// tallyAuthors counts a document once for each of its authors, in its period of the longest type
// and in all.
func (c *Counter) tallyAuthors(d *merge.Document, p *store.Record, concepts map[int32]int64) {
	periods := c.Study.Config.Periods
	longest := periods[len(periods)-1] // config.Config.Complete sorts them from the shortest
	for k := range c.authorsOf(d) {
		t := c.authors[k]
		t.add(d)
		if d.StanceFrom == config.StanceFromAuthor {
			t.withStance++
		}
		if !d.Counted {
			continue
		}
		t.counted++
		cell := cellKey{period: allPeriods, by: k.id, value: k.name}
		c.byAuthor.add(cell, p.Tokens, p.HanChars, concepts)
		if d.Precision != corpus.PrecisionNone && d.Precision >= config.Needs(longest) {
			cell.period, cell.start = longest, longest.Start(d.Day)
			c.byAuthor.add(cell, p.Tokens, p.HanChars, concepts)
		}
	}
}

// authorsOf are the authors of a document, each once, and their totals.
func (c *Counter) authorsOf(d *merge.Document) map[authorKey]bool {
	list := c.Index.Authors[d.Authors]
	if len(list) == 0 {
		return nil
	}
	out := map[authorKey]bool{}
	for _, a := range list {
		k := authorKey{id: a.ID}
		if a.ID == "" {
			k.name = c.Study.Authors.Fold(a.Name)
		}
		if k == (authorKey{}) {
			continue // an affiliation without a name
		}
		t := c.authors[k]
		if t == nil {
			t = &authorTotal{sourceTotal: newSourceTotal(), name: a.Name,
				affiliations: map[string]bool{}}
			c.authors[k] = t
		}
		if a.Affiliation != "" {
			t.affiliations[a.Affiliation] = true
		}
		out[k] = true
	}
	return out
}

// authorRow is what the registry and the documents say of an author.
func (c *Counter) authorRow(k authorKey) outputs.Author {
	t := c.authors[k]
	row := outputs.Author{Kind: "unknown", Name: t.name, Stance: corpus.Unclassified,
		Attributes: "{}", Affiliations: slices.Sorted(maps.Keys(t.affiliations)), Documents: t.documents,
		Duplicates: t.duplicates, WithStance: t.withStance, FirstDate: dayColumn(t.first),
		LastDate: dayColumn(t.last)}
	if a, ok := c.Study.Authors.ByID(k.id); ok {
		row.ID, row.Kind, row.Name, row.En = a.ID, a.Kind, cmp.Or(a.Zh, a.En), a.En
		row.Aliases, row.Affiliation, row.Stance = a.Aliases, a.Affiliation, a.Stance
		row.Reason, row.Cite = a.Reason, a.Cite
		if a.Attributes != nil {
			row.Attributes = outputs.Attributes(a.Attributes)
		}
	}
	return row
}

func (c *Counter) authorRows() iter.Seq[outputs.Author] {
	var rows []outputs.Author
	for k := range c.authors {
		rows = append(rows, c.authorRow(k))
	}
	slices.SortFunc(rows, func(a, b outputs.Author) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID),
			strings.Compare(a.Name, b.Name))
	})
	return slices.Values(rows)
}

// authorCountRows are those of the authors whom the registry knows, and of others with as many
// documents as a comparison needs.
func (c *Counter) authorCountRows() iter.Seq[outputs.AuthorCount] {
	return func(yield func(outputs.AuthorCount) bool) {
		order := c.conceptsByID()
		for _, k := range c.authorCells() {
			key := authorKey{k.by, k.value}
			row := outputs.AuthorCount{PeriodType: string(k.period), Period: string(k.period),
				AuthorID: k.by, Author: c.authorRow(key).Name}
			if k.period != allPeriods {
				row.Period, row.PeriodStart = k.period.Name(k.start), &k.start
			}
			for _, n := range order {
				row.Concept, row.Measures = c.Study.Matcher.Concepts[n].ID, c.byAuthor[k].measures(n, c.ofConcepts[n])
				if !yield(row) {
					return
				}
			}
		}
	}
}

// authorCells lists the cells that have rows, in the order of the table.
func (c *Counter) authorCells() []cellKey {
	var out []cellKey
	names := map[authorKey]string{}
	for k := range c.byAuthor {
		key := authorKey{k.by, k.value}
		if k.by != "" || c.authors[key].counted >= c.Study.Config.Measures.MinDocuments {
			out = append(out, k)
			names[key] = c.authorRow(key).Name
		}
	}
	name := func(k cellKey) string { return names[authorKey{k.by, k.value}] }
	slices.SortFunc(out, func(a, b cellKey) int {
		return cmp.Or(strings.Compare(string(a.period), string(b.period)),
			cmp.Compare(a.start, b.start), strings.Compare(a.by, b.by),
			strings.Compare(name(a), name(b)))
	})
	return out
}
