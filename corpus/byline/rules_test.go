package byline

import (
	"slices"
	"testing"
)

// TestExamples reads the example lines of every rule with that rule alone.
func TestExamples(t *testing.T) {
	for at := range shipped().at {
		for _, one := range shipped().at[at][forms-1] {
			if len(one.Examples) == 0 {
				t.Errorf("rule %s has no example", one.Name)
			}
			for _, e := range one.Examples {
				got := readAlone(one, trim(e.Line))
				if !slices.Equal(got, e.Read) {
					t.Errorf("rule %s reads %q in %s, want %q", one.Name, got, e.Line, e.Read)
				}
			}
		}
	}
}

// readAlone shows what one rule reads in a line: names, each with its affiliation in brackets.
func readAlone(one *rule, line string) []string {
	read := []string{}
	m, _ := one.read(shipped(), shipped().newLine(line, 0))
	people := m.people
	if m.note != "" {
		people = append(people, Byline{Affiliation: m.note})
	}
	for _, b := range people {
		name := b.Name
		if b.Affiliation != "" {
			name += "(" + b.Affiliation + ")"
		}
		read = append(read, name)
	}
	return read
}
