package pipeline

import (
	"bytes"
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/query"
)

// The evidence of a claim is what kwic finds: as many mentions as it counts, on both sides.
func TestEvidenceOfClaims(t *testing.T) {
	dir := measuredRun(t).Folder
	seen := map[string]int{}
	for _, r := range rows[outputs.Claim](t, dir) {
		if r.MentionsA+r.MentionsB == 0 || r.ItemKind != "concept" {
			continue
		}
		for _, side := range []struct {
			evidence string
			mentions int64
		}{{r.Evidence, r.MentionsA}, {r.EvidenceB, r.MentionsB}} {
			if side.evidence == "" {
				continue
			}
			if n := shown(t, dir, side.evidence); n != side.mentions {
				t.Errorf("%s: %s shows %d mentions of %d", r.Family, side.evidence, n, side.mentions)
			}
			seen[r.Kind]++
		}
	}
	for _, kind := range []string{"groups", "documents", "trend", "changepoint", "burst", "event", "lead"} {
		if seen[kind] == 0 {
			t.Errorf("no evidence of %s to test", kind)
		}
	}
}

// shown is how many mentions the arguments of tifa kwic show.
func shown(t *testing.T, dir, arguments string) int64 {
	var out bytes.Buffer
	parts := strings.Fields(strings.ReplaceAll(arguments, "'", ""))
	q := query.Query{Concept: parts[0], Format: "jsonl"}
	for i := 1; i < len(parts); i += 2 {
		switch value := parts[i+1]; parts[i] {
		case "--group":
			q.Group = value
		case "--source":
			q.Source = value
		case "--period":
			q.Period = value
		default:
			t.Fatalf("%s: what is %s?", arguments, parts[i])
		}
	}
	if err := query.KWIC(dir, q, &out); err != nil {
		t.Fatal(err)
	}
	return int64(strings.Count(out.String(), "\n"))
}
