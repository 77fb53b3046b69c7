// Package count passes over the merged documents in order and writes the tables of counts.
//
// A Counter writes documents and mentions and tallies them by period, source and group; WriteTokens
// and WriteDocumentTokens write the tables of tokens. All sums are of integers, so that no order of
// documents changes a bit. Memory grows with the lexicon, the calendar and the vocabulary, not with
// the corpus.
package count

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/merge"
	"tifa/pipeline/period"
	"tifa/pipeline/store"
)

// Counter passes over the merged documents in order: it writes a row for each document and each
// mention and tallies them.
type Counter struct {
	Study     *config.Study
	Index     *merge.Index
	Concepts  []conceptTotal
	themes    []string // sorted; a theme's number is its place here
	themeOf   []int32  // theme number of each concept
	byConcept tally
	byTheme   tally
	// All counted documents, dated or not, and how each concept and theme clusters in them; the
	// latter when all are counted.
	allConcepts, allThemes *cell
	ofConcepts, ofThemes   []clumping
	byAuthor               tally
	groups                 [][]config.Group // of each grouping of the index
	authors                map[authorKey]*authorTotal
	sources                map[string]*sourceTotal
	coverage               map[coverageKey]*coverageSums
	Total                  struct{ Mentions, Tokens, HanChars int64 } // of counted documents, dated or not
}

type conceptTotal struct{ Mentions, Documents int64 }

type sourceTotal struct {
	documents, duplicates int64
	first, last           int32
}

// coverageKey names a row of coverage; start is undated for documents that belong to no period of
// the type.
type coverageKey struct {
	period period.Type
	start  int32
	source string
}

type coverageSums struct{ docs, tokens, hanChars, duplicates, tooCoarse, undated int64 }

// NewCounter returns a counter of the documents of an index that has counted nothing yet.
func NewCounter(s *config.Study, x *merge.Index) *Counter {
	c := &Counter{Study: s, Index: x, Concepts: make([]conceptTotal, len(s.Matcher.Concepts)), byConcept: tally{}, byTheme: tally{},
		allConcepts: newCell(), allThemes: newCell(),
		byAuthor: tally{}, authors: map[authorKey]*authorTotal{},
		sources: map[string]*sourceTotal{}, coverage: map[coverageKey]*coverageSums{}}
	for _, k := range s.Matcher.Concepts {
		c.themes = append(c.themes, k.Theme)
	}
	slices.Sort(c.themes)
	c.themes = slices.Compact(c.themes)
	for i := range x.Groupings {
		c.groups = append(c.groups, s.Groups(x.Groupings[i].Attributes))
	}
	for _, k := range s.Matcher.Concepts {
		n, _ := slices.BinarySearch(c.themes, k.Theme)
		c.themeOf = append(c.themeOf, int32(n))
	}
	return c
}

// Write passes over the documents and writes all tables but those of tokens.
func (c *Counter) Write(ctx context.Context, to *outputs.Folder) error {
	if err := c.documents(ctx, to); err != nil {
		return err
	}
	return c.writeTallies(to)
}

// documents writes documents and mentions and tallies them.
func (c *Counter) documents(ctx context.Context, to *outputs.Folder) error {
	files := c.Index.Files()
	defer files.Close()
	docs, err := outputs.NewWriter[outputs.Document](to)
	if err != nil {
		return err
	}
	mentions, err := outputs.NewWriter[outputs.Mention](to)
	if err != nil {
		return err
	}
	var p store.Record
	for i := range c.Index.Documents {
		d := &c.Index.Documents[i]
		if err := files.Body(ctx, d.Shard, d.At, &p); err != nil {
			return err
		}
		c.tally(d, &p)
		if err := docs.Write(c.documentRow(d, &p)); err != nil {
			return err
		}
		if err := mentions.Write(c.mentionRows(d, &p)...); err != nil {
			return err
		}
	}
	return cmp.Or(docs.Close(), mentions.Close())
}

func (c *Counter) documentRow(d *merge.Document, p *store.Record) outputs.Document {
	row := outputs.Document{Source: d.Source, DatePrecision: d.Precision.String(), DateFrom: p.DateFrom, ID: d.ID,
		Title: p.Title, Author: p.Author, URL: p.URL, Path: d.Path, Record: int64(d.Record), Encoding: p.Encoding,
		TextSHA256: p.TextHash, Bytes: p.Bytes, MarkedBytes: p.MarkedBytes, Sentences: p.Sentences, Tokens: p.Tokens,
		HanChars: p.HanChars, Mentions: int64(len(p.Mentions)), Counted: d.Counted}
	row.Date = dayColumn(d.Day)
	for _, b := range p.Bylines {
		row.Authors, row.Affiliations = append(row.Authors, b.Name), append(row.Affiliations, b.Affiliation)
		row.BylineFrom = append(row.BylineFrom, b.From)
	}
	for _, a := range c.Index.Authors[d.Authors] {
		row.AuthorIDs = append(row.AuthorIDs, a.ID)
	}
	grouping := &c.Index.Groupings[d.Grouping]
	row.Stance, row.StanceFrom = grouping.Attributes["stance"], d.StanceFrom
	row.Attributes = grouping.Text
	if d.DuplicateOf >= 0 {
		row.DuplicateOf = &c.Index.Documents[d.DuplicateOf].ID
	}
	return row
}

// dayColumn is a day as a nullable column.
func dayColumn(day int32) *int32 {
	if day == period.Undated {
		return nil
	}
	return &day
}

func (c *Counter) mentionRows(d *merge.Document, p *store.Record) []outputs.Mention {
	rows := make([]outputs.Mention, len(p.Mentions))
	for i := range p.Mentions {
		m := &p.Mentions[i]
		k := &c.Study.Matcher.Concepts[m.Concept]
		rows[i] = outputs.Mention{Source: d.Source, Date: dayColumn(d.Day), DatePrecision: d.Precision.String(), Document: d.ID, InTitle: m.InTitle,
			StartByte: int64(m.Start), EndByte: int64(m.End), SentenceByte: int64(m.SentenceStart), Concept: k.ID, Theme: k.Theme,
			Keyword: m.Keyword, Pre: m.Pre, Post: m.Post, Sentence: m.Sentence, Aligned: m.Aligned, Joined: m.Joined,
			Quoted: m.Quoted, Speaker: m.Speaker, SpeakerRule: m.SpeakerRule, InTheme: m.InTheme, Counted: d.Counted}
	}
	slices.SortFunc(rows, func(a, b outputs.Mention) int {
		return cmp.Or(compareBools(a.InTitle, b.InTitle), cmp.Compare(a.StartByte, b.StartByte), cmp.Compare(a.EndByte, b.EndByte),
			strings.Compare(a.Concept, b.Concept))
	})
	return rows
}

func compareBools(a, b bool) int {
	if a == b {
		return 0
	}
	if b {
		return -1
	}
	return 1
}

// tally counts one document wherever it belongs.
func (c *Counter) tally(d *merge.Document, p *store.Record) {
	counted := d.Counted
	c.tallySource(d)
	concepts, themes := map[int32]int64{}, map[int32]int64{}
	for i := range p.Mentions {
		m := &p.Mentions[i]
		concepts[int32(m.Concept)]++
		if m.InTheme {
			themes[c.themeOf[m.Concept]]++
		}
	}
	if counted {
		c.Total.Tokens += p.Tokens
		c.Total.HanChars += p.HanChars
		c.Total.Mentions += int64(len(p.Mentions))
		c.allConcepts.add(p.Tokens, p.HanChars, concepts)
		c.allThemes.add(p.Tokens, p.HanChars, themes)
		for k, n := range concepts {
			c.Concepts[k].Mentions += n
			c.Concepts[k].Documents++
		}
	}
	c.tallyAuthors(d, p, concepts)
	for _, t := range c.Study.Config.Periods {
		l := c.coverageSums(t, d)
		switch {
		case !counted:
			l.duplicates++
		case d.Precision == corpus.PrecisionNone:
			l.undated++
		case d.Precision < config.Needs(t):
			l.tooCoarse++
		default:
			l.docs++
			l.tokens += p.Tokens
			l.hanChars += p.HanChars
			k := cellKey{period: t, start: t.Start(d.Day), value: d.Source}
			c.byConcept.add(k, p.Tokens, p.HanChars, concepts)
			c.byTheme.add(k, p.Tokens, p.HanChars, themes)
			for _, g := range c.groups[d.Grouping] {
				k.by, k.value = g.By, g.Value
				c.byConcept.add(k, p.Tokens, p.HanChars, concepts)
			}
		}
	}
}

func (c *Counter) tallySource(d *merge.Document) {
	s := c.sources[d.Source]
	if s == nil {
		total := newSourceTotal()
		s = &total
		c.sources[d.Source] = s
	}
	s.add(d)
}

func newSourceTotal() sourceTotal {
	return sourceTotal{first: period.Undated, last: period.Undated}
}

// add counts a document.
func (s *sourceTotal) add(d *merge.Document) {
	s.documents++
	if d.DuplicateOf >= 0 {
		s.duplicates++
	}
	if d.Day != period.Undated {
		s.last = max(s.last, d.Day)
		if s.first == period.Undated || d.Day < s.first {
			s.first = d.Day
		}
	}
}

// coverageSums is the coverage of the period of type t that d lies in, or of none.
func (c *Counter) coverageSums(t period.Type, d *merge.Document) *coverageSums {
	k := coverageKey{period: t, start: period.Undated, source: d.Source}
	if d.Precision >= config.Needs(t) {
		k.start = t.Start(d.Day)
	}
	l := c.coverage[k]
	if l == nil {
		l = &coverageSums{}
		c.coverage[k] = l
	}
	return l
}

// Sums are the totals that verify compares with the tables.
func (c *Counter) Sums() map[string]int64 {
	s := map[string]int64{"documents": int64(len(c.Index.Documents)), "problems": int64(len(c.Index.Problems))}
	for i := range c.Index.Documents {
		if c.Index.Documents[i].DuplicateOf >= 0 {
			s["duplicates"]++
		}
	}
	s["mentions"], s["tokens"], s["han_chars"] = c.Total.Mentions, c.Total.Tokens, c.Total.HanChars
	return s
}
