package statement

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tifa/outputs"
)

// kinds are the kinds of claims, the one that says most first: of sources, then of what is new, of
// time, and of documents alone.
func kinds() []string {
	return []string{"groups", "emerging", "changepoint", "trend", "documents", "event", "lead",
		"burst"}
}

// Rank orders claims by what they say: kinds in turn, so that no kind fills a page; within one the
// smallest adjusted p first, then the largest estimate.
func Rank(claims []*outputs.Claim) []*outputs.Claim {
	by := map[string][]*outputs.Claim{}
	for _, c := range claims {
		by[c.Kind] = append(by[c.Kind], c)
	}
	var out []*outputs.Claim
	for _, kind := range kinds() {
		slices.SortStableFunc(by[kind], Compare)
	}
	for len(out) < len(claims) {
		before := len(out)
		for _, kind := range kinds() {
			n := min(perTurn, len(by[kind]))
			out = append(out, by[kind][:n]...)
			by[kind] = by[kind][n:]
		}
		if len(out) == before {
			break // what is left is of no kind that is told
		}
	}
	return out
}

// Sorted orders claims for a section: kind after kind, the surest of each first.
func Sorted(claims []*outputs.Claim) []*outputs.Claim {
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, func(x, y *outputs.Claim) int {
		place := func(c *outputs.Claim) int { return slices.Index(kinds(), c.Kind) }
		return cmp.Or(place(x)-place(y), Compare(x, y))
	})
	return claims
}

// perTurn is how many claims of a kind come in before those of the next.
const perTurn = 3

// Compare orders claims of one kind: those on a period before those on all, then the smallest
// adjusted p first, then the estimate that is furthest from none.
func Compare(x, y *outputs.Claim) int {
	return cmp.Or(allTime(x)-allTime(y), cmp.Compare(least(x.PAdjusted), least(y.PAdjusted)),
		cmp.Compare(size(y), size(x)),
		cmp.Compare(y.MentionsA+y.MentionsB, x.MentionsA+x.MentionsB), strings.Compare(x.Item,
			y.Item))
}

// allTime is 1 for a comparison over all periods.
func allTime(c *outputs.Claim) int {
	if c.B != "" && c.Period == "all" {
		return 1
	}
	return 0
}

func least(p *float64) float64 {
	if p == nil {
		return 1
	}
	return *p
}

// size is how far an estimate is from none: the logarithm of a ratio, else its own value.
func size(c *outputs.Claim) float64 {
	if c.Estimate == nil {
		return 0
	}
	if strings.HasPrefix(c.Statistic, "ratio") {
		return math.Abs(math.Log(*c.Estimate))
	}
	return math.Abs(*c.Estimate)
}

// Same reports whether two claims are the same statement on two items: a wording and a longer one
// that holds it, with the same numbers.
func Same(x, y *outputs.Claim) bool {
	return x.Family == y.Family && x.MentionsA == y.MentionsA && x.MentionsB == y.MentionsB &&
		x.Place == y.Place && equal(x.Estimate, y.Estimate) && equal(x.P, y.P)
}

func equal(x, y *float64) bool { return x == y || x != nil && y != nil && *x == *y }
