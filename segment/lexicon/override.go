package lexicon

import (
	"maps"
	"slices"
	"strings"

	"tifa/pipeline/settings"
)

// over returns the concept with what it does not say taken from a base. A list is replaced whole.
// Where neither near nor not_near is left, within goes with them.
func (c *Concept) over(base Concept) Concept {
	out := base
	out.at, out.override = c.at, false
	out.lines = maps.Clone(base.lines)
	for key, lines := range c.lines {
		if to := out.texts()[key]; to != nil {
			*to = *c.texts()[key]
		} else if to := out.lists()[key]; to != nil {
			*to = *c.lists()[key]
		}
		out.lines[key] = lines
	}
	if _, given := c.lines["within"]; !given && len(out.Near)+len(out.NotNear) == 0 {
		out.Within = ""
	}
	return out
}

// likely is a hint: the IDs written most like one that is not there.
func likely(id string, ids []string) string {
	far := 2 + len(id)/4
	type near struct {
		id       string
		distance int
	}
	var all []near
	for _, other := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		d := settings.Edits([]rune(id), []rune(other))
		if strings.Contains(other, id) && id != "" {
			d = 0
		}
		if d < far {
			all = append(all, near{other, d})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int { return a.distance - b.distance })
	if len(all) == 0 {
		return ": tifa lexicon show lists its concepts"
	}
	var names []string
	for _, n := range all[:min(len(all), 3)] {
		names = append(names, n.id)
	}
	return ": did you mean " + strings.Join(names, ", ") + "?"
}
