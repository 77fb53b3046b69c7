package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tifa/corpus/date"
)

// Entry is what sources and authors have in common. What is said of them is data: who disagrees
// with a stance changes a line of a file.
type Entry struct {
	ID         string            `yaml:"id"`
	Zh         string            `yaml:"zh"`
	En         string            `yaml:"en"`
	Aliases    []string          `yaml:"aliases"` // other names by which texts call it
	Kind       string            `yaml:"kind"`    // of a source: newspaper, ministry, leader …; see Author
	Stance     string            `yaml:"stance"`  // hawkish, moderate, official …
	Attributes map[string]string `yaml:"attributes"`
	Reason     string            `yaml:"reason"` // why this stance
	Cite       string            `yaml:"cite"`   // where the reason can be checked
	// From and To are the first and last day, month or year of texts that the stance holds for;
	// empty is open.
	From string `yaml:"from"`
	To   string `yaml:"to"`
	// Stances are the judgements where there is more than one in time, in place of Stance.
	Stances []Judgement `yaml:"stances"`
}

// Judgement is a stance, with its reason and the time it holds for.
type Judgement struct {
	Stance string `yaml:"stance"`
	From   string `yaml:"from"`
	To     string `yaml:"to"`
	Reason string `yaml:"reason"`
	Cite   string `yaml:"cite"`
}

// Unclassified is the stance of a source that nobody gave a reason for.
const Unclassified = "unclassified"

// Judgements are the stances of an entry, in the order of time; none where nobody gave a reason.
func (e *Entry) Judgements() (out []Judgement) {
	out = slices.Clone(e.Stances)
	if e.Stances == nil {
		out = []Judgement{{e.Stance, e.From, e.To, e.Reason, e.Cite}}
	}
	out = slices.DeleteFunc(out, func(j Judgement) bool {
		return j.Stance == "" || j.Stance == Unclassified
	})
	slices.SortStableFunc(out, func(a, b Judgement) int { return cmp.Compare(a.first(), b.first()) })
	return out
}

// StanceAt is the judgement that holds for texts of a date. Where less than the day is known, it
// has to hold for all days that the date may be; for a text without a date, for all time.
func (e *Entry) StanceAt(d Date) (j Judgement, ok bool) {
	for _, j := range e.Judgements() {
		if j.first() <= firstDay(d) && lastDay(d) <= j.last() {
			return j, true
		}
	}
	return Judgement{}, false
}

// The days of judgements are numbers such as 20150305, so that they can be compared. Before all
// time and after it are 0 and never.
const never = 99999999

func firstDay(d Date) int {
	if d.Year == 0 {
		return 0
	}
	return d.Year*10000 + max(d.Month, 1)*100 + max(d.Day, 1)
}

func lastDay(d Date) int {
	switch d.Precision() {
	case PrecisionNone:
		return never
	case PrecisionYear:
		return d.Year*10000 + 1231
	case PrecisionMonth:
		return d.Year*10000 + d.Month*100 + 31
	}
	return firstDay(d)
}

func (j *Judgement) first() int {
	d, _ := date.Parse(j.From) // an empty one is before all time; check has seen the others
	return firstDay(d)
}

func (j *Judgement) last() int {
	d, _ := date.Parse(j.To)
	return lastDay(d)
}

// Times says when a judgement holds, as "2012–2015-05", and is empty where it holds for all time.
func (j *Judgement) Times() string {
	if j.From == "" && j.To == "" {
		return ""
	}
	return j.From + "–" + j.To
}

// check finds what is wrong with the stances of an entry.
func (e *Entry) check() error {
	switch {
	case e.Stances != nil && e.Stance != "":
		return errors.New("both stance and stances: move the one into the list, or omit the other")
	case e.Stances != nil && (e.Reason+e.Cite+e.From+e.To) != "":
		return errors.New("reason, cite, from or to beside stances: move them into the list")
	}
	all := e.Judgements()
	for i := range all {
		if err := all[i].check(); err != nil {
			return err
		}
		if i > 0 && all[i].first() <= all[i-1].last() {
			return fmt.Errorf("stances %q and %q hold at one time: end the first, with to, before the"+
				" second begins, with from", all[i-1].Stance, all[i].Stance)
		}
	}
	return nil
}

func (j *Judgement) check() error {
	if j.Reason == "" {
		return fmt.Errorf("stance %q without a reason: a stance is data with its reason and citation:"+
			" add reason and cite", j.Stance)
	}
	for _, text := range []string{j.From, j.To} {
		if text == "" {
			continue
		}
		if _, err := date.Parse(text); err != nil {
			return fmt.Errorf("from or to: %w: write a day, a month or a year, as 2015-03-05", err)
		}
	}
	if j.first() > j.last() {
		return fmt.Errorf("from %s is after to %s: exchange them", j.From, j.To)
	}
	return nil
}

// overlay is base with the fields that over gives.
func overlay(base, over Entry) Entry {
	if over.Stance != "" && (over.Stance != base.Stance || base.Stances != nil) {
		base.Stance, base.Reason, base.Cite, base.From, base.To = over.Stance, "", "", "", ""
		base.Stances = nil
	}
	if over.Stances != nil {
		base.Stance, base.Reason, base.Cite, base.From, base.To = "", "", "", "", ""
		base.Stances = over.Stances
	}
	for _, field := range []struct {
		to   *string
		from string
	}{{&base.Zh, over.Zh}, {&base.En, over.En}, {&base.Kind, over.Kind}, {&base.Reason, over.Reason},
		{&base.Cite, over.Cite}, {&base.From, over.From}, {&base.To, over.To}} {
		if field.from != "" {
			*field.to = field.from
		}
	}
	if over.Aliases != nil {
		base.Aliases = over.Aliases
	}
	if over.Attributes != nil {
		base.Attributes = maps.Clone(base.Attributes)
		if base.Attributes == nil {
			base.Attributes = map[string]string{}
		}
		maps.Copy(base.Attributes, over.Attributes)
	}
	return base
}

// names lists what an entry may be called, its ID among it.
func (e *Entry) names() []string { return append([]string{e.ID, e.Zh, e.En}, e.Aliases...) }

// lastStance is an entry whose single stance is the last one in time. Its reason names the times
// where there are any.
func (e Entry) lastStance() Entry {
	all := e.Judgements()
	if len(all) == 0 {
		return e
	}
	last := all[len(all)-1]
	e.Stance, e.Cite, e.Reason = last.Stance, last.Cite, last.Reason
	if len(all) == 1 && last.Times() == "" {
		return e
	}
	e.Reason = ""
	for i, j := range all {
		if i > 0 {
			e.Reason += "; "
		}
		e.Reason += j.Times() + " " + j.Stance + ": " + j.Reason
	}
	return e
}
