// Package briefing chooses claims: those that page one tells, those that a section tells, and those
// that the lines on what has no answer are made of. It puts nothing into words.
package briefing

import (
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
)

// most bounds the claims of page one; the sections have all.
const most = 5

// Claims are those of a result that its page tells.
type Claims struct{ *result.Result }

// Told are the claims of page one: supported, on the period reported on or on all of them, and not
// said better by another; the one that says most first.
func (r Claims) Told() []*outputs.Claim {
	hold := r.Held(func(c *outputs.Claim) bool { return r.current(c) && !r.toldBetter(c) })
	hold = withoutPieces(statement.Rank(hold))
	return hold[:min(len(hold), most)]
}

// withoutPieces leaves out phrases that are a piece of one told before, or hold one: 新冠肺炎 and
// 新冠肺炎疫情 are one piece of news.
func withoutPieces(claims []*outputs.Claim) (out []*outputs.Claim) {
	for _, c := range claims {
		if c.ItemKind == "concept" || !slices.ContainsFunc(out, func(o *outputs.Claim) bool {
			return o.ItemKind == c.ItemKind && (strings.Contains(c.Item, o.Item) ||
				strings.Contains(o.Item, c.Item))
		}) {
			out = append(out, c)
		}
	}
	return out
}

// Held are the supported claims that of accepts, in the order of the table. A wording that is part
// of a longer one of which the same holds is left out.
func (r Claims) Held(of func(*outputs.Claim) bool) []*outputs.Claim {
	var out []*outputs.Claim
	for _, c := range r.AllClaims {
		if supported(c) && of(c) {
			out = append(out, c)
		}
	}
	return r.withoutParts(out)
}

// Of are the supported claims of some kinds.
func (r Claims) Of(kinds ...string) []*outputs.Claim {
	return r.Held(func(c *outputs.Claim) bool { return slices.Contains(kinds, c.Kind) })
}

// Tested are the claims of some kinds that have a p-value, kind after kind.
func (r Claims) Tested(kinds ...string) (out []*outputs.Claim) {
	for _, kind := range kinds {
		for _, c := range r.AllClaims {
			if c.Kind == kind && c.P != nil {
				out = append(out, c)
			}
		}
	}
	return out
}

// Asked are the claims that the lines on what has no answer are made of: on two groups, those of
// the period reported on where there are some, else those of all periods.
func (r Claims) Asked() []*outputs.Claim {
	return slices.DeleteFunc(slices.Clone(r.AllClaims), func(c *outputs.Claim) bool {
		return c.B != "" && c.Period == result.AllPeriods && r.ofNow(c)
	})
}

// Parts are the claims on wordings that are part of a claim's own and of which the same holds.
func (r Claims) Parts(c *outputs.Claim) (out []*outputs.Claim) {
	for _, o := range r.Claims[result.KeyOf(c)] {
		if o.Event == c.Event && r.partOf(o, c) {
			out = append(out, o)
		}
	}
	return out
}

// EventDay is the day of an event of the run.
func (r Claims) EventDay(id string) (day int32, ok bool) {
	for _, e := range r.Manifest.Events {
		if e.ID == id {
			return result.ParseDay(e.Date)
		}
	}
	return 0, false
}

func supported(c *outputs.Claim) bool { return c != nil && c.Verdict == statement.Supported }

// withoutParts leaves out claims on a wording that is part of a longer one of which the same holds,
// as 敌对势力 is of 外国敌对势力 where nobody writes the short one alone.
func (r Claims) withoutParts(claims []*outputs.Claim) []*outputs.Claim {
	return slices.DeleteFunc(slices.Clone(claims), func(c *outputs.Claim) bool {
		return slices.ContainsFunc(claims, func(o *outputs.Claim) bool { return r.partOf(c, o) })
	})
}

func (r Claims) partOf(c, o *outputs.Claim) bool {
	short, long := r.Concept[c.Item], r.Concept[o.Item]
	return c != o && short != nil && long != nil && short.Zh != long.Zh &&
		strings.Contains(long.Zh, short.Zh) && statement.Same(c, o)
}

// current reports whether a claim is on the period reported on, or on all of them: an event, a
// change of level and a burst lie somewhere.
func (r Claims) current(c *outputs.Claim) bool {
	switch {
	case c.Event != "":
		day, ok := r.EventDay(c.Event)
		return ok && day >= r.Now.Start && day <= r.Now.End()
	case c.Place != "":
		return r.placed(c)
	}
	return true
}

// placed reports whether a change of level lies in the period reported on, or a burst reaches into
// it.
func (r Claims) placed(c *outputs.Claim) bool {
	names := strings.Fields(c.Place)
	if c.Kind == "burst" {
		first, last := r.Named(names[0]), r.Named(names[len(names)-1])
		return first.Start <= r.Now.End() && last.End() >= r.Now.Start
	}
	return slices.ContainsFunc(names, func(name string) bool {
		q := r.Named(name)
		return q.Start <= r.Now.End() && q.End() >= r.Now.Start
	})
}

// toldBetter reports whether another claim says the same and more: one on the period reported on
// where this one is on all, one on sources where this one is on documents, or one on shorter
// periods where this one is on longer ones.
func (r Claims) toldBetter(c *outputs.Claim) bool {
	return slices.ContainsFunc(r.AllClaims, func(o *outputs.Claim) bool {
		if !supported(o) || o.Item != c.Item || o.Event != c.Event || !sameGroups(o, c) {
			return false
		}
		switch {
		case o.Kind == "groups" && c.Kind == "documents":
			return o.Period == c.Period
		case o.Kind != c.Kind:
			return false
		case c.B != "":
			return c.Period == result.AllPeriods && o.Period != c.Period
		}
		return o.PeriodType != c.PeriodType && o.UnitsA > c.UnitsA
	})
}

func sameGroups(x, y *outputs.Claim) bool {
	return x.Attribute == y.Attribute && x.A == y.A && x.B == y.B
}

// ofNow reports whether the question of a claim is also asked of the period reported on, or of its
// year.
func (r Claims) ofNow(c *outputs.Claim) bool {
	k := result.KeyOf(c)
	for _, name := range []string{r.Now.Name, r.Now.Name[:min(4, len(r.Now.Name))]} {
		if k.Period = name; len(r.Claims[k]) > 0 {
			return true
		}
	}
	return false
}
