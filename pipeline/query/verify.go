package query

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"reflect"
	"slices"

	"tifa/outputs"
	"tifa/outputs/folder"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/period"
	"tifa/pipeline/terminal"
	"tifa/segment"
)

// Verification is what verify found: one line for each thing it checked.
type Verification struct{ Checks []Check }

// Check is one thing that was checked.
type Check struct {
	What    string   // what must hold
	Number  int64    // how many rows, files or mentions it was checked on
	Skipped int64    // how many could not be checked, with Note saying why
	Note    string   // what was not checked, in words
	Wrong   []string // what does not hold, at most wrongShown of it
	Failed  int64    // how much does not hold
}

const wrongShown = 10

// OK says whether all that was checked holds.
func (v *Verification) OK() bool {
	return !slices.ContainsFunc(v.Checks, func(c Check) bool { return c.Failed > 0 })
}

func (c *Check) fail(format string, args ...any) {
	if c.Failed++; c.Failed <= wrongShown {
		c.Wrong = append(c.Wrong, fmt.Sprintf(format, args...))
	}
}

// Print writes the checks for a person.
func (v *Verification) Print(w io.Writer) {
	for _, c := range v.Checks {
		mark := "ok    "
		if c.Failed > 0 {
			mark = "WRONG "
		}
		fmt.Fprintf(w, "%s %s: %s", mark, c.What, terminal.Group3(c.Number))
		if c.Failed > 0 {
			fmt.Fprintf(w, ", %s wrong", terminal.Group3(c.Failed))
		}
		if c.Skipped > 0 {
			fmt.Fprintf(w, ", %s not checked (%s)", terminal.Group3(c.Skipped), c.Note)
		}
		fmt.Fprintln(w)
		for _, line := range c.Wrong {
			fmt.Fprintln(w, "         ", line)
		}
	}
}

// Verify checks a result folder: the bytes of its tables against run.json, the counts against the
// sums of documents and mentions, and each mention against its sentence. With texts it also reads
// the inputs again (see recheckTexts).
func Verify(ctx context.Context, dir string, texts bool) (*Verification, error) {
	m, err := manifest.Read(dir)
	if err != nil {
		return nil, err
	}
	v := &Verification{}
	steps := []func() (Check, error){
		func() (Check, error) { return checkHashes(dir, m) },
		func() (Check, error) { return checkOtherFiles(dir, m) },
		func() (Check, error) { return checkMentions(dir, m) },
	}
	for _, step := range steps {
		c, err := step()
		if err != nil {
			return nil, err
		}
		if v.Checks = append(v.Checks, c); c.Failed > 0 && len(v.Checks) == 1 {
			return v, nil // a table that was changed need not even be readable
		}
	}
	sums, err := checkSums(dir, m)
	if err != nil {
		return nil, err
	}
	v.Checks = append(v.Checks, sums...)
	if texts {
		c, err := recheckTexts(ctx, dir, m)
		if err != nil {
			return nil, err
		}
		v.Checks = append(v.Checks, c)
	}
	return v, nil
}

func checkHashes(dir string, m *manifest.Manifest) (Check, error) {
	c := Check{What: "tables have the hashes in run.json", Number: int64(len(m.Tables))}
	for _, want := range m.Tables {
		sum, size, err := folder.HashFile(filepath.Join(dir, filepath.Base(want.Name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			c.fail("%s is missing", want.Name)
		case err != nil:
			return c, err
		case sum != want.SHA256 || size != want.Bytes:
			c.fail("%s was changed after the run", want.Name)
		}
	}
	if got := folder.Fingerprint(m.Tables); got != m.Fingerprint {
		c.fail("fingerprint in run.json does not fit its tables")
	}
	return c, nil
}

// checkOtherFiles compares what is published besides the tables with run.json, and run.json with
// the mark of the folder. Results of earlier versions say neither.
func checkOtherFiles(dir string, m *manifest.Manifest) (Check, error) {
	c := Check{What: "descriptions, report and run.json are as published", Number: int64(len(m.Described))}
	for _, want := range m.Described {
		path := filepath.Join(dir, filepath.Base(want.Name))
		if err := c.compare(path, want.SHA256); err != nil {
			return c, err
		}
	}
	sum, ok := folder.ManifestHash(dir)
	switch {
	case ok:
		c.Number++
		return c, c.compare(filepath.Join(dir, manifest.FileName), sum)
	case m.Described != nil:
		c.fail("the file .tifa, which has the hash of run.json, is missing or was changed")
	default:
		c.Skipped, c.Note = 1, "published by a version that did not record them"
	}
	return c, nil
}

// compare fails where a file has not the hash that it must have.
func (c *Check) compare(path, want string) error {
	sum, _, err := folder.HashFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.fail("%s is missing", filepath.Base(path))
	case err != nil:
		return err
	case sum != want:
		c.fail("%s was changed after the run", filepath.Base(path))
	}
	return nil
}

// checkMentions finds each mention again in its stored sentence: same bytes, same concept. A
// mention that spans an inline tag can't be: the tag is marked in the document, not in the
// sentence. Nor can one that hangs on extra words that are lost.
func checkMentions(dir string, m *manifest.Manifest) (Check, error) {
	c := Check{What: "mentions occur in their sentences and match a phrase of their concept"}
	matcher, err := manifest.Lexicon(dir)
	if err != nil {
		return c, err
	}
	beyond := "inline markup"
	if slices.ContainsFunc(matcher.Concepts, func(k segment.MatchConcept) bool { return k.Any() }) {
		beyond = "inline markup, or what conditions see beyond the stored sentence"
	}
	c.Note = beyond + ", which verify --texts checks"
	seg, err := manifest.OpenSegmenter(m)
	lost := err != nil && len(m.Settings.Words) > 0
	if lost {
		c.Note = beyond + ", or " + err.Error()
		o := m.Settings.Segmentation()
		o.Words = nil
		seg, err = config.OpenSegmenter(o, nil)
	}
	if err != nil {
		return c, err
	}
	reader, finder := seg.Reader(), matcher.Finder()
	for row, err := range outputs.Read[outputs.Mention](dir) {
		if err != nil {
			return c, err
		}
		c.Number++
		at := segment.Span{Start: int(row.StartByte - row.SentenceByte), End: int(row.EndByte - row.SentenceByte)}
		if at.Start < 0 || at.End > len(row.Sentence) || at.Start >= at.End || row.Sentence[at.Start:at.End] != row.Keyword {
			c.fail("%s: bytes %d to %d: keyword %q does not stand there in its sentence", row.Document, row.StartByte, row.EndByte, row.Keyword)
			continue
		}
		finder.Begin(segment.Document{Date: dateOf(&row)})
		if !foundAgain(reader, finder, matcher, row.Sentence, row.Concept, at) {
			if row.Joined || lost ||
				matchesAgain(reader, finder, matcher, row.Sentence, row.Concept, at) {
				c.Skipped++
				continue
			}
			c.fail("%s: bytes %d to %d: %q is not a phrase of %s", row.Document, row.StartByte, row.EndByte, row.Keyword, row.Concept)
		}
	}
	return c, nil
}

func foundAgain(r *segment.Splitter, f *segment.Finder, m *segment.Matcher, sentence, concept string, at segment.Span) bool {
	for s := range r.Sentences(sentence, nil) {
		for _, got := range f.Find(s) {
			if m.Concepts[got.Concept].ID == concept && s.Original(got.Start, got.End) == at {
				return true
			}
		}
	}
	return false
}

// dateOf returns the date of a mention's document, as far as it is known.
func dateOf(m *outputs.Mention) (d segment.Date) {
	if m.Date == nil {
		return d
	}
	t := period.Time(*m.Date)
	d = segment.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	switch m.DatePrecision {
	case "year":
		return segment.Date{Year: d.Year}
	case "month":
		return segment.Date{Year: d.Year, Month: d.Month}
	}
	return d
}

// matchesAgain reports whether the phrase stands there, of a concept whose conditions ask more than
// the stored sentence tells: its paragraph, its document, or what inline markup parts.
func matchesAgain(r *segment.Splitter, f *segment.Finder, m *segment.Matcher,
	sentence, concept string, at segment.Span) bool {
	n := slices.IndexFunc(m.Concepts, func(c segment.MatchConcept) bool { return c.ID == concept })
	if n < 0 || m.Concepts[n].Scope() == "" && m.Concepts[n].Quoted == "" && !m.Concepts[n].Spoken() {
		return false
	}
	for s := range r.Sentences(sentence, nil) {
		for i := range s.Fold {
			for j := i + 1; j <= len(s.Fold) && int(s.At[i]) == at.Start; j++ {
				from, to := int32(i), int32(j)
				if s.Original(from, to) == at && f.Matches(s, int32(n), from, to) {
					return true
				}
			}
		}
	}
	return false
}

// grid is a table of counts as sums: what a row is keyed by, and its mentions and documents.
type grid map[gridKey]gridSums

type gridKey struct{ period, unit, subject string }

type gridSums struct{ mentions, mentioning, docs, tokens, han int64 }

// checkSums adds up documents and mentions anew, one row at a time, and compares with the tables of
// counts.
func checkSums(dir string, m *manifest.Manifest) ([]Check, error) {
	s, err := sumsOf(dir, m)
	if err != nil {
		return nil, err
	}
	counts := Check{What: "counts are the sums of documents and mentions"}
	err = compareSums(&counts, s.concepts, outputs.Read[outputs.Count](dir), func(r outputs.Count) (gridKey, outputs.Measures) {
		return gridKey{r.PeriodType + " " + r.Period, r.Source, r.Concept}, r.Measures
	})
	if err != nil {
		return nil, err
	}
	groups := Check{What: "group_counts are the sums of documents and mentions"}
	err = compareSums(&groups, s.groups, outputs.Read[outputs.GroupCount](dir), func(r outputs.GroupCount) (gridKey, outputs.Measures) {
		return gridKey{r.PeriodType + " " + r.Period, r.Attribute + "=" + r.Value, r.Concept}, r.Measures
	})
	if err != nil {
		return nil, err
	}
	themes := Check{What: "theme_counts are the sums of documents and mentions"}
	err = compareSums(&themes, s.themes, outputs.Read[outputs.ThemeCount](dir), func(r outputs.ThemeCount) (gridKey, outputs.Measures) {
		return gridKey{r.PeriodType + " " + r.Period, r.Source, r.Theme}, r.Measures
	})
	if err != nil {
		return nil, err
	}
	authors, err := s.authors.check(dir)
	return []Check{counts, groups, themes, authors}, err
}

// tableSums are the sums that the tables of counts must have.
type tableSums struct {
	concepts, groups, themes grid
	authors                  *authorSums
}

// sumsOf reads documents and mentions side by side: mentions come in the order of their documents.
func sumsOf(dir string, m *manifest.Manifest) (*tableSums, error) {
	facts, err := factsOf(dir, m)
	if err != nil {
		return nil, err
	}
	s := &tableSums{grid{}, grid{}, grid{}, newAuthorSums(m)}
	next, stop := iter.Pull2(outputs.Read[outputs.Mention](dir))
	defer stop()
	mention, err, more := next()
	for d, docErr := range outputs.Read[outputs.Document](dir) {
		if docErr != nil {
			return nil, docErr
		}
		concepts, themes := map[string]int64{}, map[string]int64{}
		for ; more && err == nil && mention.Document == d.ID; mention, err, more = next() {
			concepts[mention.Concept]++
			if mention.InTheme {
				themes[mention.Theme]++
			}
		}
		if err != nil {
			return nil, err
		}
		if d.Counted {
			s.authors.add(&d, concepts, facts)
		}
		if d.Counted && d.Date != nil {
			groups, err := facts.groupsOf(&d)
			if err != nil {
				return nil, err
			}
			s.add(&d, groups, concepts, themes, facts)
		}
	}
	if more {
		return nil, fmt.Errorf("%s: mentions of %q belong to no document", dir, mention.Document)
	}
	return s, nil
}

// runFacts are what else the sums need of a run.
type runFacts struct {
	periods          []period.Type
	concepts, themes []string
	by               []string            // attributes that make groups
	groups           map[string][]string // of documents with these attributes, as attribute=value
}

func factsOf(dir string, m *manifest.Manifest) (*runFacts, error) {
	f := &runFacts{periods: m.Settings.Periods, groups: map[string][]string{},
		by: config.AttributesToCompare(m.Settings.Compare)}
	for c, err := range outputs.Read[outputs.Concept](dir) {
		if err != nil {
			return nil, err
		}
		f.concepts = append(f.concepts, c.ID)
		if !slices.Contains(f.themes, c.Theme) {
			f.themes = append(f.themes, c.Theme)
		}
	}
	return f, nil
}

// groupsOf are the groups of a document, as attribute=value.
func (f *runFacts) groupsOf(d *outputs.Document) ([]string, error) {
	if groups, seen := f.groups[d.Attributes]; seen {
		return groups, nil
	}
	have, err := outputs.ParseAttributes(d.Attributes)
	if err != nil {
		return nil, fmt.Errorf("documents table: %s: %w", d.ID, err)
	}
	var groups []string
	for _, by := range f.by {
		if have[by] != "" {
			groups = append(groups, by+"="+have[by])
		}
	}
	f.groups[d.Attributes] = groups
	return groups, nil
}

func (s *tableSums) add(d *outputs.Document, groups []string,
	concepts, themes map[string]int64, f *runFacts) {
	for _, t := range f.periods {
		if in, _ := periodFilter(t.Name(t.Start(*d.Date))); !in(d.Date, d.DatePrecision) {
			continue
		}
		period := string(t) + " " + t.Name(t.Start(*d.Date))
		s.concepts.add(period, d.Source, f.concepts, concepts, d)
		s.themes.add(period, d.Source, f.themes, themes, d)
		for _, g := range groups {
			s.groups.add(period, g, f.concepts, concepts, d)
		}
	}
}

func (g grid) add(period, unit string, subjects []string, mentions map[string]int64, d *outputs.Document) {
	for _, k := range subjects {
		key := gridKey{period, unit, k}
		s := g[key]
		s.docs++
		s.tokens += d.Tokens
		s.han += d.HanChars
		if n := mentions[k]; n > 0 {
			s.mentions += n
			s.mentioning++
		}
		g[key] = s
	}
}

func compareSums[Row any](c *Check, want grid, rows func(func(Row, error) bool), read func(Row) (gridKey, outputs.Measures)) error {
	for row, err := range rows {
		if err != nil {
			return err
		}
		c.Number++
		key, m := read(row)
		got := gridSums{m.Mentions, m.DocsMentioning, m.Docs, m.Tokens, m.HanChars}
		if sum, ok := want[key]; !ok || !reflect.DeepEqual(got, sum) {
			c.fail("%s, %s, %s: table has %+v, sums give %+v", key.period, key.unit, key.subject, got, sum)
		}
		delete(want, key)
	}
	for key := range want {
		c.fail("%s, %s, %s: row is missing", key.period, key.unit, key.subject)
	}
	return nil
}
