package pipeline

import (
	"bytes"
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/query"
)

// The evidence of a claim is what kwic finds.
func TestEvidenceOfClaims(t *testing.T) {
	dir := measuredRun(t).Folder
	seen := 0
	for _, r := range rows[outputs.Claim](t, dir) {
		if r.Kind != "documents" || r.MentionsA == 0 {
			continue
		}
		var q query.Query
		var out bytes.Buffer
		q.Format = "jsonl"
		for i, part := range strings.Fields(r.Evidence) {
			switch i {
			case 0:
				q.Concept = part
			case 2:
				q.Group = part
			case 4:
				q.Period = part
			}
		}
		if err := query.KWIC(dir, q, &out); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(out.String(), "\n"); int64(n) < r.MentionsA {
			t.Errorf("%s shows %d mentions of %d", r.Evidence, n, r.MentionsA)
		}
		seen++
	}
	if seen == 0 {
		t.Error("no evidence to test")
	}
}
