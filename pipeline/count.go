package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/period"
	"tifa/pipeline/store"
)

// counter passes over the merged documents in order: it writes a row for each document and each mention and tallies them.
type counter struct {
	study     *study
	index     *index
	concepts  []conceptTotal
	themes    []string // sorted; a theme's number is its place here
	themeOf   []int32  // theme number of each concept
	byConcept tally
	byTheme   tally
	sources   map[string]*sourceTotal
	coverage  map[coverageKey]*coverageSums
	total     struct{ mentions, tokens, hanChars int64 } // of counted documents, dated or not
}

type conceptTotal struct{ mentions, documents int64 }

type sourceTotal struct {
	documents, duplicates int64
	first, last           int32
}

// coverageKey names a row of coverage; start is undated for documents that belong to no period of the type.
type coverageKey struct {
	period period.Type
	start  int32
	source string
}

type coverageSums struct{ docs, tokens, hanChars, duplicates, tooCoarse, undated int64 }

func newCounter(p *study, x *index) *counter {
	c := &counter{study: p, index: x, concepts: make([]conceptTotal, len(p.matcher.Concepts)), byConcept: tally{}, byTheme: tally{},
		sources: map[string]*sourceTotal{}, coverage: map[coverageKey]*coverageSums{}}
	for _, k := range p.matcher.Concepts {
		c.themes = append(c.themes, k.Theme)
	}
	slices.Sort(c.themes)
	c.themes = slices.Compact(c.themes)
	for _, k := range p.matcher.Concepts {
		n, _ := slices.BinarySearch(c.themes, k.Theme)
		c.themeOf = append(c.themeOf, int32(n))
	}
	return c
}

// count is the stage that writes the tables of counts.
func (r *run) count(ctx context.Context) (facts []any, err error) {
	s, x, to := r.plan.study, r.index, r.to
	r.counter = newCounter(s, x)
	err = r.plan.parallel.Do(ctx,
		func(ctx context.Context) error { return writeNgrams(ctx, s, x, r.plan.parallel, to) },
		func(ctx context.Context) error {
			return r.counter.writeTables(ctx, to)
		},
		func(ctx context.Context) error {
			if err := writeTokens(ctx, s, x, to); err != nil {
				return err
			}
			return writeDocumentTokens(ctx, s, x, to)
		})
	return []any{"mentions", r.counter.total.mentions}, err
}

// writeTables passes over the documents and writes all tables but those of tokens.
func (c *counter) writeTables(ctx context.Context, to *outputs.Folder) error {
	if err := c.documents(ctx, to); err != nil {
		return err
	}
	return c.writeTallies(to)
}

// documents writes documents and mentions and tallies them.
func (c *counter) documents(ctx context.Context, to *outputs.Folder) error {
	files := c.index.files()
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
	for i := range c.index.documents {
		d := &c.index.documents[i]
		if err := files.Body(ctx, d.shard, d.at, &p); err != nil {
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

func (c *counter) documentRow(d *document, p *store.Record) outputs.Document {
	row := outputs.Document{Source: d.source, DatePrecision: d.precision.String(), DateFrom: p.DateFrom, ID: d.id,
		Title: p.Title, Author: p.Author, URL: p.URL, Path: d.path, Record: int64(d.record), Encoding: p.Encoding,
		TextSHA256: p.TextHash, Bytes: p.Bytes, MarkedBytes: p.MarkedBytes, Sentences: p.Sentences, Tokens: p.Tokens,
		HanChars: p.HanChars, Mentions: int64(len(p.Mentions)), Counted: d.counted}
	row.Date = dayColumn(d.day)
	if d.duplicateOf >= 0 {
		row.DuplicateOf = &c.index.documents[d.duplicateOf].id
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

func (c *counter) mentionRows(d *document, p *store.Record) []outputs.Mention {
	rows := make([]outputs.Mention, len(p.Mentions))
	for i := range p.Mentions {
		m := &p.Mentions[i]
		k := &c.study.matcher.Concepts[m.Concept]
		rows[i] = outputs.Mention{Source: d.source, Date: dayColumn(d.day), DatePrecision: d.precision.String(), Document: d.id, InTitle: m.InTitle,
			StartByte: int64(m.Start), EndByte: int64(m.End), SentenceByte: int64(m.SentenceStart), Concept: k.ID, Theme: k.Theme,
			Keyword: m.Keyword, Pre: m.Pre, Post: m.Post, Sentence: m.Sentence, Aligned: m.Aligned, Joined: m.Joined,
			Quoted: m.Quoted, InTheme: m.InTheme, Counted: d.counted}
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
func (c *counter) tally(d *document, p *store.Record) {
	counted := d.counted
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
		c.total.tokens += p.Tokens
		c.total.hanChars += p.HanChars
		c.total.mentions += int64(len(p.Mentions))
		for k, n := range concepts {
			c.concepts[k].mentions += n
			c.concepts[k].documents++
		}
	}
	groups := c.study.groups(d.source)
	for _, t := range c.study.config.Periods {
		l := c.coverageSums(t, d)
		switch {
		case !counted:
			l.duplicates++
		case d.precision == corpus.PrecisionNone:
			l.undated++
		case d.precision < needs(t):
			l.tooCoarse++
		default:
			l.docs++
			l.tokens += p.Tokens
			l.hanChars += p.HanChars
			k := cellKey{period: t, start: t.Start(d.day), value: d.source}
			c.byConcept.add(k, p.Tokens, p.HanChars, concepts)
			c.byTheme.add(k, p.Tokens, p.HanChars, themes)
			for _, g := range groups {
				k.by, k.value = g.by, g.value
				c.byConcept.add(k, p.Tokens, p.HanChars, concepts)
			}
		}
	}
}

func (c *counter) tallySource(d *document) {
	s := c.sources[d.source]
	if s == nil {
		s = &sourceTotal{first: period.Undated, last: period.Undated}
		c.sources[d.source] = s
	}
	s.documents++
	if d.duplicateOf >= 0 {
		s.duplicates++
	}
	if d.day != period.Undated {
		s.last = max(s.last, d.day)
		if s.first == period.Undated || d.day < s.first {
			s.first = d.day
		}
	}
}

// coverageSums is the coverage of the period of type t that d lies in, or of none.
func (c *counter) coverageSums(t period.Type, d *document) *coverageSums {
	k := coverageKey{period: t, start: period.Undated, source: d.source}
	if d.precision >= needs(t) {
		k.start = t.Start(d.day)
	}
	l := c.coverage[k]
	if l == nil {
		l = &coverageSums{}
		c.coverage[k] = l
	}
	return l
}
