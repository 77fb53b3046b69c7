package result

import "tifa/outputs"

// ClaimKey names the claims of one kind on a pair of groups in a period.
type ClaimKey struct{ Kind, Attribute, A, B, Period string }

// loadClaims reads what the table claims says of groups in the period reported on and over all.
func (r *Result) loadClaims() error {
	r.Claims = map[ClaimKey]map[string]*outputs.Claim{}
	rows, _, err := Optional(r.Dir, func(c *outputs.Claim) bool {
		return (c.Kind == "groups" || c.Kind == "documents") &&
			(c.Period == r.Now.Name || c.Period == AllPeriods)
	})
	for i := range rows {
		c := &rows[i]
		k := ClaimKey{c.Kind, c.Attribute, c.A, c.B, c.Period}
		if r.Claims[k] == nil {
			r.Claims[k] = map[string]*outputs.Claim{}
		}
		r.Claims[k][c.Item] = c
	}
	return err
}
