package pipeline

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tifa/outputs/report"
)

// Summary is what a finished run found.
type Summary struct {
	Folder     string // where the results are
	Documents  int
	Duplicates int
	Problems   int
	Tokens     int64
	HanChars   int64
	Mentions   int64
	Concepts   []ConceptTotal // most mentioned first
	// ProblemKinds counts the problems by kind.
	ProblemKinds []KindCount
	Elapsed      time.Duration
}

// ConceptTotal is how often a concept was found in all counted documents.
type ConceptTotal struct {
	ID, Zh, En          string
	Mentions, Documents int64
}

// KindCount is a kind of problem and how many there are.
type KindCount struct {
	Kind   string
	Number int
}

func (c *counter) summary(folder string) *Summary {
	sums := c.sums()
	s := &Summary{Folder: folder, Documents: len(c.index.documents), Duplicates: int(sums["duplicates"]),
		Problems: len(c.index.problems), Tokens: c.total.tokens, HanChars: c.total.hanChars, Mentions: c.total.mentions}
	for n, k := range c.plan.matcher.Concepts {
		s.Concepts = append(s.Concepts, ConceptTotal{k.ID, k.Zh, k.En, c.concepts[n].mentions, c.concepts[n].documents})
	}
	slices.SortFunc(s.Concepts, func(a, b ConceptTotal) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), strings.Compare(a.ID, b.ID))
	})
	for _, p := range c.index.problems {
		s.kinds(p.Kind)
	}
	return s
}

func (s *Summary) kinds(kind string) {
	for i := range s.ProblemKinds {
		if s.ProblemKinds[i].Kind == kind {
			s.ProblemKinds[i].Number++
			return
		}
	}
	s.ProblemKinds = append(s.ProblemKinds, KindCount{kind, 1})
}

// Print writes what was found, for a person.
func (s *Summary) Print(w io.Writer) {
	fmt.Fprintf(w, "%s, %s, %s, %s in %.1f s\n", withNoun(int64(s.Documents), "document"), withNoun(s.Tokens, "token"),
		withNoun(s.HanChars, "Han character"), withNoun(s.Mentions, "mention"), s.Elapsed.Seconds())
	if s.Duplicates > 0 {
		fmt.Fprintf(w, "duplicates: %s (duplicate_of in the documents table)\n", group3(int64(s.Duplicates)))
	}
	fmt.Fprintln(w)
	for i, k := range s.Concepts {
		if i == 12 || k.Mentions == 0 {
			break
		}
		fmt.Fprintf(w, "  %8s %-8s in %7s %-9s  %s %s\n", group3(k.Mentions), plural(k.Mentions, "mention"),
			group3(k.Documents), plural(k.Documents, "document"), pad(k.Zh, 22), k.En)
	}
	absent := 0
	for _, k := range s.Concepts {
		if k.Mentions == 0 {
			absent++
		}
	}
	if absent > 0 {
		fmt.Fprintf(w, "  %8d of %s without a mention\n", absent, withNoun(int64(len(s.Concepts)), "concept"))
	}
	if s.Problems > 0 {
		fmt.Fprintf(w, "\n%s (see the problems table):\n", withNoun(int64(s.Problems), "problem"))
		for _, k := range s.ProblemKinds {
			fmt.Fprintf(w, "  %8s %s\n", group3(int64(k.Number)), k.Kind)
		}
	}
	fmt.Fprintf(w, "\nresults: %s\nreport:  %s\n", s.Folder, filepath.Join(s.Folder, report.Name))
}

// withNoun writes a number and its noun, in the plural where the number is not 1: 1 document, 2,000 documents.
func withNoun(n int64, noun string) string { return group3(n) + " " + plural(n, noun) }

// plural is a noun as it stands after a number.
func plural(n int64, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// group3 writes a number with commas.
func group3(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// pad fills s with spaces to a width in columns, a Han character taking two.
func pad(s string, width int) string { return s + strings.Repeat(" ", max(width-textWidth(s), 0)) }
