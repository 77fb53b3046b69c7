// Package result reads what the report needs of a result folder: run.json and the small tables, in
// memory. It chooses the period to report on, and gives the rates of that and other periods. It
// compares nothing: comparisons are rows of period_comparisons.
package result

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"

	"tifa/outputs"
	"tifa/outputs/report/evidence"
	"tifa/pipeline/stats/inference"
)

// Result is what a report needs of a result folder: the small tables in memory. Mentions and
// documents are read by the book of evidence, which keeps what it shows.
type Result struct {
	Dir      string
	Manifest Manifest
	Sources  []outputs.Source
	Source   map[string]*outputs.Source
	Groups   evidence.Groups // that sources and documents belong to
	Concepts []outputs.Concept
	Concept  map[string]*outputs.Concept
	Themes   []string // in the order of their first concept
	Problems []outputs.Problem

	Types     []string            // of period, from the shortest
	Periods   map[string][]Period // by type: all from the first with documents to the last
	Coverage  map[CoverKey]outputs.Coverage
	total     map[string]int64 // documents by period name
	rates     map[evidence.Key]*outputs.Rate
	groupDocs map[[2]string]int64 // by group and period, "" for all
	FirstDay  int32               // of any document
	LastDay   int32               // that the date of any document may mean

	Comparisons    map[Family]map[string]*outputs.PeriodComparison // by concept
	HasComparisons bool                                            // the run has the table period_comparisons

	Claims    map[ClaimKey][]*outputs.Claim
	AllClaims []*outputs.Claim // that the page tells, in the order of the table
	HasClaims bool             // the run has the table claims
	News      []string         // periods of which a claim on two groups that are compared is supported

	Now      Period // reported on
	Shortest string // type of period, where now was not asked for
	Passed   Period // the last complete period, where now is an earlier one that all groups have
}

// CoverKey names a row of coverage: a source in a period, or in none of a type, such as "month
// none".
type CoverKey struct{ Source, Period string }

// Manifest is the part of run.json that the report tells.
type Manifest struct {
	Title       string
	Fingerprint string
	Tables      []outputs.FileHash
	Settings    struct {
		Compare    []Comparison
		Periods    []string
		Duplicates string
		Engine     string
		Seed       int64
		Measures   MeasureSettings
	}
	Inputs   []struct{ Path, SHA256 string }
	Lexicons []string
	Events   []outputs.Event
	Sums     map[string]int64
	Versions map[string]string
}

// Comparison is a pair of groups of sources that the configuration sets against each other.
type Comparison struct{ outputs.Comparison }

// SideA names the first group as attribute=value.
func (c Comparison) SideA() string { return c.By + "=" + c.A }

// SideB names the second group as attribute=value.
func (c Comparison) SideB() string { return c.By + "=" + c.B }

// MeasureSettings are the settings of measures: the text of all, and those the report uses.
type MeasureSettings struct {
	Text        string
	Temperature struct{ Boiling, Scalding, Hot, Warm, Tepid float64 }
}

// UnmarshalJSON keeps the text too, so that a setting nobody here knows is shown all the same.
func (m *MeasureSettings) UnmarshalJSON(text []byte) error {
	type plain MeasureSettings
	var b bytes.Buffer
	if err := json.Compact(&b, text); err != nil {
		return err
	}
	err := json.Unmarshal(text, (*plain)(m))
	m.Text = b.String()
	return err
}

// Load reads the result folder dir, and chooses the period to report on: asked, where that is not
// empty.
func Load(dir, asked string) (*Result, error) {
	r := &Result{Dir: dir, Source: map[string]*outputs.Source{}, Concept: map[string]*outputs.Concept{},
		Periods: map[string][]Period{}, Coverage: map[CoverKey]outputs.Coverage{}, total: map[string]int64{}, rates: map[evidence.Key]*outputs.Rate{}}
	text, err := os.ReadFile(filepath.Join(dir, "run.json"))
	if err != nil {
		return nil, fmt.Errorf("%w: is it the result folder of a finished run, such as outputs/runs/latest?", err)
	}
	if err := json.Unmarshal(text, &r.Manifest); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, "run.json"), err)
	}
	if r.Sources, err = outputs.ReadAll[outputs.Source](dir); err != nil {
		return nil, err
	}
	if r.Concepts, err = outputs.ReadAll[outputs.Concept](dir); err != nil {
		return nil, err
	}
	if r.Problems, err = outputs.ReadAll[outputs.Problem](dir); err != nil {
		return nil, err
	}
	if r.Groups, err = evidence.ReadGroups(dir); err != nil {
		return nil, err
	}
	r.index()
	if err := r.loadCoverage(); err != nil {
		return nil, err
	}
	if err := r.loadDates(); err != nil {
		return nil, err
	}
	if err := r.loadGroupDocs(); err != nil {
		return nil, err
	}
	if err := r.choose(asked); err != nil {
		return nil, err
	}
	return r, errors.Join(r.loadCounts(), r.loadComparisons(), r.loadClaims())
}

// loadGroupDocs counts the documents of each group in each period, and in all of them. Those of one
// concept are those of every concept.
func (r *Result) loadGroupDocs() error {
	r.groupDocs = map[[2]string]int64{}
	if len(r.Concepts) == 0 {
		return nil
	}
	return each(outputs.Read[outputs.GroupCount](r.Dir), func(c *outputs.GroupCount) {
		if c.Concept == r.Concepts[0].ID {
			group := c.Attribute + "=" + c.Value
			r.groupDocs[[2]string{group, c.Period}] += c.Docs
			r.groupDocs[[2]string{group, ""}] += c.Docs
		}
	})
}

// Optional reads the rows of a table that keep accepts; there is false where the run doesn't have
// the table.
func Optional[Row any](dir string, keep func(*Row) bool) (rows []Row, there bool, err error) {
	for row, err := range outputs.Read[Row](dir) {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, false, nil
		}
		if err != nil {
			return nil, false, err
		}
		if keep(&row) {
			rows = append(rows, row)
		}
	}
	return rows, true, nil
}

func (r *Result) index() {
	for i := range r.Sources {
		r.Source[r.Sources[i].ID] = &r.Sources[i]
	}
	for i := range r.Concepts {
		c := &r.Concepts[i]
		r.Concept[c.ID] = c
		if !slices.Contains(r.Themes, c.Theme) {
			r.Themes = append(r.Themes, c.Theme)
		}
	}
	slices.Sort(r.Themes)
}

func (r *Result) loadCoverage() error {
	for c, err := range outputs.Read[outputs.Coverage](r.Dir) {
		if err != nil {
			return err
		}
		if c.Period == nil {
			r.Coverage[CoverKey{Source: c.Source, Period: c.PeriodType + " none"}] = c
			continue
		}
		r.Coverage[CoverKey{Source: c.Source, Period: *c.Period}] = c
		r.total[*c.Period] += c.Docs
		all := r.Periods[c.PeriodType]
		if len(all) == 0 || all[len(all)-1].Name != *c.Period {
			r.Periods[c.PeriodType] = append(all, Period{Type: c.PeriodType, Name: *c.Period, Start: *c.PeriodStart})
		}
	}
	for _, t := range periodTypes() {
		if len(r.Periods[t]) > 0 {
			r.Types = append(r.Types, t)
		}
	}
	return nil
}

// loadDates finds the first and last day of the counted documents.
func (r *Result) loadDates() error {
	r.FirstDay = math.MaxInt32
	for d, err := range outputs.Read[outputs.Document](r.Dir) {
		if err != nil {
			return err
		}
		if d.Date != nil && d.Counted {
			r.FirstDay = min(r.FirstDay, *d.Date)
			r.LastDay = max(r.LastDay, lastDay(*d.Date, d.DatePrecision))
		}
	}
	return nil
}

// Named is the period of a name; the zero period where there is none.
func (r *Result) Named(name string) Period {
	for _, t := range r.Types {
		for _, q := range r.Periods[t] {
			if q.Name == name {
				return q
			}
		}
	}
	return Period{}
}

// Docs is how many counted documents a period has.
func (r *Result) Docs(p Period) int64 { return r.total[p.Name] }

// Shown are the types of period the report shows rates of.
func (r *Result) Shown() []string {
	if len(r.Types) == 0 {
		return nil
	}
	return []string{r.Now.Type, r.TypeWith(EnoughForLine), r.Longest()}
}

// Longest is the type of period the heat table has: year, where the run counts years.
func (r *Result) Longest() string {
	if len(r.Types) == 0 {
		return ""
	}
	return r.Types[len(r.Types)-1]
}

func (r *Result) loadCounts() error {
	shown := r.Shown()
	clumping, err := r.clumping()
	if err != nil {
		return err
	}
	add := func(w outputs.When, k evidence.Key, m *outputs.Measures) {
		if !slices.Contains(shown, w.PeriodType) {
			return
		}
		k.Period = w.Period
		if r.rates[k] == nil {
			r.rates[k] = &outputs.Rate{Clumping: clumping[k.What]}
		}
		r.rates[k].Add(m)
	}
	return errors.Join(
		each(outputs.Read[outputs.Count](r.Dir), func(c *outputs.Count) {
			add(c.When, evidence.Key{What: c.Concept}, &c.Measures)
			add(c.When, evidence.Key{What: c.Concept, Group: "source=" + c.Source}, &c.Measures)
		}),
		each(outputs.Read[outputs.ThemeCount](r.Dir), func(c *outputs.ThemeCount) {
			add(c.When, evidence.Key{What: "theme:" + c.Theme}, &c.Measures)
		}),
		each(outputs.Read[outputs.GroupCount](r.Dir), func(c *outputs.GroupCount) {
			add(c.When, evidence.Key{What: c.Concept, Group: c.Attribute + "=" + c.Value}, &c.Measures)
		}),
	)
}

// clumping is how the mentions of each concept and theme cluster in documents.
func (r *Result) clumping() (map[string]inference.Clumping, error) {
	out := map[string]inference.Clumping{}
	rows, _, err := Optional(r.Dir, func(*outputs.DesignEffect) bool { return true })
	for i := range rows {
		what := rows[i].Item
		if rows[i].Kind == "theme" {
			what = "theme:" + what
		}
		out[what] = rows[i].Clumping()
	}
	return out, err
}

func each[Row any](rows iter.Seq2[Row, error], do func(*Row)) error {
	for row, err := range rows {
		if err != nil {
			return err
		}
		do(&row)
	}
	return nil
}

// Rate is what was counted; the zero rate, without documents, where nothing was.
func (r *Result) Rate(k evidence.Key) outputs.Rate {
	if ids := evidence.ListedIn(k.Group); ids != nil {
		var sum outputs.Rate
		for _, id := range ids {
			sum = sum.Plus(r.Rate(evidence.Key{What: k.What, Group: "source=" + id, Period: k.Period}))
		}
		return sum
	}
	if got := r.rates[k]; got != nil {
		return *got
	}
	return outputs.Rate{}
}

// Sum is the rate over all periods of the longest type.
func (r *Result) Sum(what, group string) outputs.Rate {
	var s outputs.Rate
	for _, p := range r.Periods[r.Longest()] {
		s = s.Plus(r.Rate(evidence.Key{What: what, Group: group, Period: p.Name}))
	}
	return s
}
