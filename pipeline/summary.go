package pipeline

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"tifa/outputs/report"
)

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
	fmt.Fprintf(w, "%s documents, %s tokens, %s Han characters, %s mentions in %.1f s\n", group3(int64(s.Documents)), group3(s.Tokens),
		group3(s.HanChars), group3(s.Mentions), s.Elapsed.Seconds())
	if s.Duplicates > 0 {
		fmt.Fprintf(w, "%s of them repeat another document (duplicate_of in the documents table)\n", group3(int64(s.Duplicates)))
	}
	fmt.Fprintln(w)
	for i, k := range s.Concepts {
		if i == 12 || k.Mentions == 0 {
			break
		}
		fmt.Fprintf(w, "  %8s mentions in %7s documents  %s %s\n", group3(k.Mentions), group3(k.Documents), pad(k.Zh, 22), k.En)
	}
	absent := 0
	for _, k := range s.Concepts {
		if k.Mentions == 0 {
			absent++
		}
	}
	if absent > 0 {
		fmt.Fprintf(w, "  %8d of %d concepts have no mention\n", absent, len(s.Concepts))
	}
	if s.Problems > 0 {
		fmt.Fprintf(w, "\n%s problems (the problems table says where and what was done):\n", group3(int64(s.Problems)))
		for _, k := range s.ProblemKinds {
			fmt.Fprintf(w, "  %8s %s\n", group3(int64(k.Number)), k.Kind)
		}
	}
	fmt.Fprintf(w, "\nresults: %s\nreport:  %s\n", s.Folder, filepath.Join(s.Folder, report.Name))
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
