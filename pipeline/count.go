package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
)

// counter walks the settled documents in order: it writes a row for each document and each mention and tallies them.
type counter struct {
	plan      *plan
	index     *index
	concepts  []conceptTotal
	themes    []string // sorted; a theme's number is its place here
	themeOf   []int32  // theme number of each concept
	byConcept tally
	byTheme   tally
	sources   map[string]*sourceTotal
	coverage  map[coverageKey]*left
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

type left struct{ docs, tokens, hanChars, duplicates, tooCoarse, undated int64 }

func newCounter(p *plan, x *index) *counter {
	c := &counter{plan: p, index: x, concepts: make([]conceptTotal, len(p.matcher.Concepts)), byConcept: tally{}, byTheme: tally{},
		sources: map[string]*sourceTotal{}, coverage: map[coverageKey]*left{}}
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

// documents writes documents and mentions and tallies them.
func (c *counter) documents(to *outputs.Folder) error {
	files := c.index.files()
	defer files.close()
	docs, err := outputs.NewWriter[outputs.Document](to)
	if err != nil {
		return err
	}
	mentions, err := outputs.NewWriter[outputs.Mention](to)
	if err != nil {
		return err
	}
	var p partial
	var buf []byte
	for i := range c.index.documents {
		d := &c.index.documents[i]
		if buf, err = files.body(d, &p, buf); err != nil {
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

func (c *counter) documentRow(d *document, p *partial) outputs.Document {
	row := outputs.Document{Source: d.source, DatePrecision: d.precision.String(), DateFrom: p.dateFrom, ID: d.id,
		Title: p.title, Author: p.author, URL: p.url, Path: d.path, Record: int64(d.record), Encoding: p.encoding,
		TextSHA256: p.textHash, Bytes: p.bytes, MarkedBytes: p.markedBytes, Sentences: p.sentences, Tokens: p.tokens,
		HanChars: p.hanChars, Mentions: int64(len(p.mentions)), Counted: d.counted(c.plan.keepDuplicates())}
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

func (c *counter) mentionRows(d *document, p *partial) []outputs.Mention {
	rows := make([]outputs.Mention, len(p.mentions))
	for i := range p.mentions {
		m := &p.mentions[i]
		k := &c.plan.matcher.Concepts[m.concept]
		rows[i] = outputs.Mention{Source: d.source, Date: dayColumn(d.day), DatePrecision: d.precision.String(), Document: d.id, InTitle: m.inTitle,
			StartByte: int64(m.start), EndByte: int64(m.end), SentenceByte: int64(m.sentenceStart), Concept: k.ID, Theme: k.Theme,
			Keyword: m.keyword, Pre: m.pre, Post: m.post, Sentence: m.sentence, Aligned: m.aligned, Joined: m.joined,
			Quoted: m.quoted, InTheme: m.inTheme, Counted: d.counted(c.plan.keepDuplicates())}
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
func (c *counter) tally(d *document, p *partial) {
	counted := d.counted(c.plan.keepDuplicates())
	c.tallySource(d)
	concepts, themes := map[int32]int64{}, map[int32]int64{}
	for i := range p.mentions {
		m := &p.mentions[i]
		concepts[int32(m.concept)]++
		if m.inTheme {
			themes[c.themeOf[m.concept]]++
		}
	}
	if counted {
		c.total.tokens += p.tokens
		c.total.hanChars += p.hanChars
		c.total.mentions += int64(len(p.mentions))
		for k, n := range concepts {
			c.concepts[k].mentions += n
			c.concepts[k].documents++
		}
	}
	groups := c.plan.groups(d.source)
	for _, t := range c.plan.config.Periods {
		l := c.left(t, d)
		switch {
		case !counted:
			l.duplicates++
		case d.precision == corpus.PrecisionNone:
			l.undated++
		case d.precision < t.needs():
			l.tooCoarse++
		default:
			l.docs++
			l.tokens += p.tokens
			l.hanChars += p.hanChars
			k := cellKey{period: t, start: t.start(d.day), value: d.source}
			c.byConcept.add(k, p.tokens, p.hanChars, concepts)
			c.byTheme.add(k, p.tokens, p.hanChars, themes)
			for _, g := range groups {
				k.by, k.value = g.by, g.value
				c.byConcept.add(k, p.tokens, p.hanChars, concepts)
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

// left is the coverage of the period of type t that d lies in, or of none.
func (c *counter) left(t PeriodType, d *document) *left {
	k := coverageKey{period: t, start: undated, source: d.source}
	if d.precision >= t.needs() {
		k.start = t.start(d.day)
	}
	l := c.coverage[k]
	if l == nil {
		l = &left{}
		c.coverage[k] = l
	}
	return l
}
