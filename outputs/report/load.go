package report

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
	"strings"

	"tifa/outputs"
)

// run is what a report needs of a result folder: the small tables in memory. Mentions and documents are read by the book
// of evidence, which keeps what it shows.
type run struct {
	dir      string
	manifest manifest
	sources  []outputs.Source
	source   map[string]*outputs.Source
	groups   map[string][]string // that a source belongs to, as attribute=value, by source
	concepts []outputs.Concept
	concept  map[string]*outputs.Concept
	themes   []string // in the order of their first concept
	problems []outputs.Problem

	types    []string            // of period, from the shortest
	periods  map[string][]period // by type: all from the first with documents to the last
	coverage map[coverKey]outputs.Coverage
	total    map[string]int64 // documents by period name
	rates    map[rateKey]*rate
	firstDay int32 // of any document
	lastDay  int32 // that the date of any document may mean

	comparisons    map[family]map[string]*outputs.PeriodComparison // by concept
	hasComparisons bool                                            // the run has the table period_comparisons

	claims map[claimKey]map[string]*outputs.Claim // by concept

	now      period // reported on
	shortest string // type of period, where now was not asked for
}

// rateKey names a rate. Names of periods tell their types apart, so the type is not in it.
type rateKey struct {
	what   string // concept ID, or theme:NAME
	group  string // attribute=value, source=ID, listed sources (see over), or empty for all sources
	period string
}

type coverKey struct{ source, period string }

// manifest is the part of run.json that the report tells.
type manifest struct {
	Title       string
	Fingerprint string
	Tables      []outputs.FileHash
	Settings    struct {
		Compare    []comparison
		Periods    []string
		Duplicates string
		Engine     string
		Seed       int64
		Measures   measureSettings
	}
	Inputs   []struct{ Path, SHA256 string }
	Lexicons []string
	Events   []outputs.Event
	Sums     map[string]int64
	Versions map[string]string
}

// comparison is a pair of groups of sources that the configuration sets against each other.
type comparison struct{ outputs.Comparison }

func (c comparison) a() string { return c.By + "=" + c.A }
func (c comparison) b() string { return c.By + "=" + c.B }

// measureSettings are the settings of measures: the text of all, and those the report uses.
type measureSettings struct {
	Text        string
	Temperature struct{ Boiling, Scalding, Hot, Warm, Tepid float64 }
}

// UnmarshalJSON keeps the text too, so that a setting nobody here knows is shown all the same.
func (m *measureSettings) UnmarshalJSON(text []byte) error {
	type plain measureSettings
	var b bytes.Buffer
	if err := json.Compact(&b, text); err != nil {
		return err
	}
	err := json.Unmarshal(text, (*plain)(m))
	m.Text = b.String()
	return err
}

func load(dir, asked string) (*run, error) {
	r := &run{dir: dir, source: map[string]*outputs.Source{}, groups: map[string][]string{}, concept: map[string]*outputs.Concept{},
		periods: map[string][]period{}, coverage: map[coverKey]outputs.Coverage{}, total: map[string]int64{}, rates: map[rateKey]*rate{}}
	text, err := os.ReadFile(filepath.Join(dir, "run.json"))
	if err != nil {
		return nil, fmt.Errorf("%w: is it the result folder of a finished run, such as outputs/runs/latest?", err)
	}
	if err := json.Unmarshal(text, &r.manifest); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, "run.json"), err)
	}
	if r.sources, err = outputs.ReadAll[outputs.Source](dir); err != nil {
		return nil, err
	}
	if r.concepts, err = outputs.ReadAll[outputs.Concept](dir); err != nil {
		return nil, err
	}
	if r.problems, err = outputs.ReadAll[outputs.Problem](dir); err != nil {
		return nil, err
	}
	r.index()
	for i := range r.sources {
		if r.groups[r.sources[i].ID], err = groupsOf(&r.sources[i]); err != nil {
			return nil, err
		}
	}
	if err := r.loadCoverage(); err != nil {
		return nil, err
	}
	if err := r.loadDates(); err != nil {
		return nil, err
	}
	if err := r.choose(asked); err != nil {
		return nil, err
	}
	return r, errors.Join(r.loadCounts(), r.loadComparisons(), r.loadClaims())
}

// optional reads the rows of a table that keep accepts; there is false where the run doesn't have the table.
func optional[Row any](dir string, keep func(*Row) bool) (rows []Row, there bool, err error) {
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

func (r *run) index() {
	for i := range r.sources {
		r.source[r.sources[i].ID] = &r.sources[i]
	}
	for i := range r.concepts {
		c := &r.concepts[i]
		r.concept[c.ID] = c
		if !slices.Contains(r.themes, c.Theme) {
			r.themes = append(r.themes, c.Theme)
		}
	}
	slices.Sort(r.themes)
}

func (r *run) loadCoverage() error {
	for c, err := range outputs.Read[outputs.Coverage](r.dir) {
		if err != nil {
			return err
		}
		if c.Period == nil {
			r.coverage[coverKey{c.Source, c.PeriodType + " none"}] = c
			continue
		}
		r.coverage[coverKey{c.Source, *c.Period}] = c
		r.total[*c.Period] += c.Docs
		all := r.periods[c.PeriodType]
		if len(all) == 0 || all[len(all)-1].Name != *c.Period {
			r.periods[c.PeriodType] = append(all, period{c.PeriodType, *c.Period, *c.PeriodStart})
		}
	}
	for _, t := range periodTypes() {
		if len(r.periods[t]) > 0 {
			r.types = append(r.types, t)
		}
	}
	return nil
}

// loadDates finds the first and last day of the counted documents.
func (r *run) loadDates() error {
	r.firstDay = math.MaxInt32
	for d, err := range outputs.Read[outputs.Document](r.dir) {
		if err != nil {
			return err
		}
		if d.Date != nil && d.Counted {
			r.firstDay = min(r.firstDay, *d.Date)
			r.lastDay = max(r.lastDay, lastDay(*d.Date, d.DatePrecision))
		}
	}
	return nil
}

func (r *run) docs(p period) int64 { return r.total[p.Name] }

// shown are the types of period the report shows rates of.
func (r *run) shown() []string {
	if len(r.types) == 0 {
		return nil
	}
	return []string{r.now.Type, r.typeWith(enoughForLine), r.longest()}
}

// longest is the type of period the heat table has: year, where the run counts years.
func (r *run) longest() string {
	if len(r.types) == 0 {
		return ""
	}
	return r.types[len(r.types)-1]
}

func (r *run) loadCounts() error {
	shown := r.shown()
	add := func(w outputs.When, k rateKey, m *outputs.Measures) {
		if !slices.Contains(shown, w.PeriodType) {
			return
		}
		k.period = w.Period
		if r.rates[k] == nil {
			r.rates[k] = &rate{}
		}
		r.rates[k].Add(m)
	}
	return errors.Join(
		each(outputs.Read[outputs.Count](r.dir), func(c *outputs.Count) {
			add(c.When, rateKey{what: c.Concept}, &c.Measures)
			add(c.When, rateKey{what: c.Concept, group: "source=" + c.Source}, &c.Measures)
		}),
		each(outputs.Read[outputs.ThemeCount](r.dir), func(c *outputs.ThemeCount) {
			add(c.When, rateKey{what: "theme:" + c.Theme}, &c.Measures)
		}),
		each(outputs.Read[outputs.GroupCount](r.dir), func(c *outputs.GroupCount) {
			add(c.When, rateKey{what: c.Concept, group: c.Attribute + "=" + c.Value}, &c.Measures)
		}),
	)
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

// rate is what was counted; the zero rate, without documents, where nothing was.
func (r *run) rate(k rateKey) rate {
	if ids := listedIn(k.group); ids != nil {
		var sum rate
		for _, id := range ids {
			sum = sum.Plus(r.rate(rateKey{k.what, "source=" + id, k.period}))
		}
		return sum
	}
	if got := r.rates[k]; got != nil {
		return *got
	}
	return rate{}
}

// sum is the rate over all periods of the longest type.
func (r *run) sum(what, group string) rate {
	var s rate
	for _, p := range r.periods[r.longest()] {
		s = s.Plus(r.rate(rateKey{what, group, p.Name}))
	}
	return s
}

// groupsOf are the groups a source belongs to, as attribute=value.
func groupsOf(s *outputs.Source) ([]string, error) {
	var have map[string]any
	if err := json.Unmarshal([]byte(s.Attributes), &have); s.Attributes != "" && err != nil {
		return nil, fmt.Errorf("source %s: attributes: %w", s.ID, err)
	}
	var out []string
	for k, v := range have {
		out = append(out, fmt.Sprintf("%s=%v", k, v))
	}
	slices.SortFunc(out, strings.Compare)
	return out, nil
}
