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
	"tifa/pipeline/count"
	"tifa/pipeline/terminal"
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
	// Findings are the claims that the report opens with, as sentences.
	Findings []string
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

func summary(c *count.Counter, folder string) *Summary {
	sums := c.Sums()
	s := &Summary{Folder: folder, Documents: len(c.Index.Documents), Duplicates: int(sums["duplicates"]),
		Problems: len(c.Index.Problems), Tokens: c.Total.Tokens, HanChars: c.Total.HanChars, Mentions: c.Total.Mentions}
	for n, k := range c.Study.Matcher.Concepts {
		s.Concepts = append(s.Concepts, ConceptTotal{k.ID, k.Zh, k.En, c.Concepts[n].Mentions, c.Concepts[n].Documents})
	}
	slices.SortFunc(s.Concepts, func(a, b ConceptTotal) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), strings.Compare(a.ID, b.ID))
	})
	for _, p := range c.Index.Problems {
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
	fmt.Fprintf(w, "%s, %s, %s, %s in %.1f s\n", terminal.WithNoun(int64(s.Documents), "document"), terminal.WithNoun(s.Tokens, "token"),
		terminal.WithNoun(s.HanChars, "Han character"), terminal.WithNoun(s.Mentions, "mention"), s.Elapsed.Seconds())
	if s.Duplicates > 0 {
		fmt.Fprintf(w, "duplicates: %s (duplicate_of in the documents table)\n", terminal.Group3(int64(s.Duplicates)))
	}
	fmt.Fprintln(w)
	for i, k := range s.Concepts {
		if i == 12 || k.Mentions == 0 {
			break
		}
		fmt.Fprintf(w, "  %8s %-8s in %7s %-9s  %s %s\n", terminal.Group3(k.Mentions), terminal.Plural(k.Mentions, "mention"),
			terminal.Group3(k.Documents), terminal.Plural(k.Documents, "document"), terminal.Pad(k.Zh, 22), k.En)
	}
	absent := 0
	for _, k := range s.Concepts {
		if k.Mentions == 0 {
			absent++
		}
	}
	if absent > 0 {
		fmt.Fprintf(w, "  %8d of %s without a mention\n", absent, terminal.WithNoun(int64(len(s.Concepts)), "concept"))
	}
	s.printFindings(w)
	if s.Problems > 0 {
		fmt.Fprintf(w, "\n%s (see the problems table):\n", terminal.WithNoun(int64(s.Problems), "problem"))
		for _, k := range s.ProblemKinds {
			fmt.Fprintf(w, "  %8s %s\n", terminal.Group3(int64(k.Number)), k.Kind)
		}
	}
	fmt.Fprintf(w, "\nresults: %s\nreport:  %s\n", s.Folder, filepath.Join(s.Folder, report.Name))
}

// printFindings writes what the claims support, in the words of the report.
func (s *Summary) printFindings(w io.Writer) {
	if len(s.Findings) > 0 {
		fmt.Fprintln(w)
	}
	for _, finding := range s.Findings {
		fmt.Fprintf(w, "  %s\n", finding)
	}
}
