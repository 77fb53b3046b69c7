package result

import (
	"slices"
	"strings"

	"tifa/outputs"
)

// ClaimKey names the claims of one kind on a pair of groups, or on one group, in a period.
type ClaimKey struct{ Kind, Attribute, A, B, Period string }

// KeyOf is the key of a claim.
func KeyOf(c *outputs.Claim) ClaimKey {
	return ClaimKey{c.Kind, c.Attribute, c.A, c.B, c.Period}
}

// loadClaims reads what the table claims says in the period reported on and over all of them, of
// items that somebody mentions.
func (r *Result) loadClaims() error {
	r.Claims = map[ClaimKey][]*outputs.Claim{}
	rows, there, err := Optional(r.Dir, func(c *outputs.Claim) bool {
		if c.Verdict == "supported" && c.B != "" && c.Period != AllPeriods &&
			!slices.Contains(r.News, c.Period) {
			r.News = append(r.News, c.Period)
		}
		return c.Reason != "no_mentions" && r.tells(c)
	})
	r.HasClaims = there
	slices.Sort(r.News)
	for i := range rows {
		c := &rows[i]
		r.AllClaims = append(r.AllClaims, c)
		r.Claims[KeyOf(c)] = append(r.Claims[KeyOf(c)], c)
	}
	return err
}

// tells reports whether the page tells a claim: one on all periods, or on the period reported on or
// the year it lies in, of groups that are compared, or of all sources. Where none are compared,
// every group is told.
func (r *Result) tells(c *outputs.Claim) bool {
	if c.Period != AllPeriods && !strings.HasPrefix(r.Now.Name, c.Period) {
		return false
	}
	if c.Attribute == "all" || len(r.Manifest.Settings.Compare) == 0 {
		return true
	}
	for _, pair := range r.Manifest.Settings.Compare {
		if pair.By == c.Attribute && (c.B == pair.B && c.A == pair.A ||
			c.B == "" && (c.A == pair.A || c.A == pair.B)) {
			return true
		}
	}
	return false
}

// Claim is the claim of a key on an item; nil where there is none.
func (r *Result) Claim(k ClaimKey, itemKind, item string) *outputs.Claim {
	for _, c := range r.Claims[k] {
		if c.ItemKind == itemKind && c.Item == item {
			return c
		}
	}
	return nil
}
