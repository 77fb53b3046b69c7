package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/store"
)

// counter passes over the merged documents in order: it writes a row for each document and each mention and tallies them.
type counter struct {
	plan      *plan
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
	period PeriodType
	start  int32
	source string
}

type coverageSums struct{ docs, tokens, hanChars, duplicates, tooCoarse, undated int64 }

func newCounter(p *plan, x *index) *counter {
	c := &counter{plan: p, index: x, concepts: make([]conceptTotal, len(p.matcher.Concepts)), byConcept: tally{}, byTheme: tally{},
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
	p, x, to := r.plan, r.index, r.to
	r.counter = newCounter(p, x)
	err = p.parallel.Do(ctx,
		func(ctx context.Context) error { return writeNgrams(ctx, p, x, to) },
		func(ctx context.Context) error {
			if err := r.counter.documents(ctx, to); err != nil {
				return err
			}
			return r.counter.writeTallies(to)
		},
		func(ctx context.Context) error {
			if err := writeTokens(ctx, p, x, to); err != nil {
				return err
			}
			return writeDocumentTokens(ctx, p, x, to)
		})
	return []any{"mentions", r.counter.total.mentions}, err
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
		HanChars: p.HanChars, Mentions: int64(len(p.Mentions)), Counted: d.counted(c.plan.keepDuplicates())}
	row.Date = dayColumn(d.day)
	if d.duplicateOf >= 0 {
		row.DuplicateOf = &c.index.documents[d.duplicateOf].id
	}
	return row
}

// dayColumn is a day as a nullable column.
func dayColumn(day int32) *int32 {
	if day == undated {
		return nil
	}
	return &day
}

func (c *counter) mentionRows(d *document, p *store.Record) []outputs.Mention {
	rows := make([]outputs.Mention, len(p.Mentions))
	for i := range p.Mentions {
		m := &p.Mentions[i]
		k := &c.plan.matcher.Concepts[m.Concept]
		rows[i] = outputs.Mention{Source: d.source, Date: dayColumn(d.day), DatePrecision: d.precision.String(), Document: d.id, InTitle: m.InTitle,
			StartByte: int64(m.Start), EndByte: int64(m.End), SentenceByte: int64(m.SentenceStart), Concept: k.ID, Theme: k.Theme,
			Keyword: m.Keyword, Pre: m.Pre, Post: m.Post, Sentence: m.Sentence, Aligned: m.Aligned, Joined: m.Joined,
			Quoted: m.Quoted, InTheme: m.InTheme, Counted: d.counted(c.plan.keepDuplicates())}
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
	counted := d.counted(c.plan.keepDuplicates())
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
	groups := c.plan.groups(d.source)
	for _, t := range c.plan.config.Periods {
		l := c.coverageSums(t, d)
		switch {
		case !counted:
			l.duplicates++
		case d.precision == corpus.PrecisionNone:
			l.undated++
		case d.precision < t.needs():
			l.tooCoarse++
		default:
			l.docs++
			l.tokens += p.Tokens
			l.hanChars += p.HanChars
			k := cellKey{period: t, start: t.start(d.day), value: d.source}
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
		s = &sourceTotal{first: undated, last: undated}
		c.sources[d.source] = s
	}
	s.documents++
	if d.duplicateOf >= 0 {
		s.duplicates++
	}
	if d.day != undated {
		s.last = max(s.last, d.day)
		if s.first == undated || d.day < s.first {
			s.first = d.day
		}
	}
}

// coverageSums is the coverage of the period of type t that d lies in, or of none.
func (c *counter) coverageSums(t PeriodType, d *document) *coverageSums {
	k := coverageKey{period: t, start: undated, source: d.source}
	if d.precision >= t.needs() {
		k.start = t.start(d.day)
	}
	l := c.coverage[k]
	if l == nil {
		l = &coverageSums{}
		c.coverage[k] = l
	}
	return l
}
