package attribution

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"tifa/segment/realtexts"
	"tifa/segment/sentence"
)

// gold is one line of testdata/gold/speakers.tsv.
type gold struct {
	half, corpus, document, sum, speaker string
	offset                               int
	unsure                               bool
}

func readGold(t testing.TB) (all []gold) {
	t.Helper()
	f, err := os.Open("../../testdata/gold/speakers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for scan := bufio.NewScanner(f); scan.Scan(); {
		c := strings.Split(scan.Text(), "\t")
		if strings.HasPrefix(c[0], "#") {
			continue
		}
		g := gold{half: c[0], corpus: c[1], document: c[2], sum: c[4], speaker: c[5], unsure: c[6] != ""}
		if _, err := fmt.Sscan(c[3], &g.offset); err != nil {
			t.Fatal(err)
		}
		all = append(all, g)
	}
	return all
}

// score counts how a half of the gold lines comes out.
type score struct{ found, named, right, lines, agree int }

func (s score) String() string {
	return fmt.Sprintf("precision %d/%d = %.2f, recall %d/%d = %.2f, lines right %d/%d", s.right, s.found,
		float64(s.right)/float64(s.found), s.right, s.named, float64(s.right)/float64(s.named), s.agree, s.lines)
}

// TestSpeakersOnGold measures the speakers of hand-coded mentions. A speaker is right if it holds
// one of the short names of the gold line, both folded; there is no partial credit.
func TestSpeakersOnGold(t *testing.T) {
	realtexts.Folder(t)
	byText := map[string][]gold{}
	for _, g := range readGold(t) {
		byText[g.document] = append(byText[g.document], g)
	}
	segmenter := open(t)
	reader, attributor := segmenter.Reader(), New(segmenter).Reader()
	scores, numbers := map[string]*score{"development": {}, "held-out": {}}, map[string]int{}
	show := os.Getenv("TIFA_GOLD")
	realtexts.Each(t, func(name, text string) {
		numbers[name]++
		lines := byText[fmt.Sprintf("%s#%d", name, numbers[name])]
		if len(lines) == 0 {
			return
		}
		spans := attribute(reader, attributor, text, linkMarks(text))
		for _, g := range lines {
			span := At(spans, g.offset, g.offset+1)
			right := scores[g.half].add(g, span)
			if show != "" && (show == g.half || show == "all") && !right {
				fmt.Printf("%s\t%s\twant %q got %q by %s\n\t%s\n", g.corpus, g.document, g.speaker, span.Speaker, span.Rule,
					strings.ToValidUTF8(text[max(0, g.offset-300):g.offset]+"〔〔"+text[g.offset:min(len(text), g.offset+60)], ""))
			}
		}
	})
	for half, least := range map[string]score{
		"development": {right: 94, agree: 90}, "held-out": {right: 82, agree: 72},
	} {
		s := scores[half]
		t.Log(half, s)
		if s.lines != 100 || 100*s.right < least.right*s.found || 100*s.right < least.agree*s.named {
			t.Errorf("%s: %v; want %d %% and %d %% at least", half, s, least.right, least.agree)
		}
	}
}

func (s *score) add(g gold, span Span) bool {
	s.lines++
	right := g.speaker == "" && span.Speaker == ""
	for _, name := range strings.Split(g.speaker, "|") {
		right = right || name != "" && strings.Contains(sentence.Fold(span.Speaker), sentence.Fold(name))
	}
	if span.Speaker != "" {
		s.found++
	}
	if g.speaker != "" {
		s.named++
		if right {
			s.right++
		}
	}
	if right {
		s.agree++
	}
	return right
}

var link = regexp.MustCompile(`\[|\]\([^()\n]*\)|<[^<>\n]*>|\*\*`)

// linkMarks leaves the links, images and bold marks of Markdown out, as a run does.
func linkMarks(text string) (marks []sentence.ExcludedSpan) {
	for _, at := range link.FindAllStringIndex(text, -1) {
		marks = append(marks, sentence.ExcludedSpan{Start: at[0], End: at[1], Joins: true})
	}
	return marks
}

func open(t testing.TB) *sentence.Segmenter {
	t.Helper()
	s, err := sentence.Open(sentence.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func attribute(reader *sentence.Splitter, a *Reader, text string, marks []sentence.ExcludedSpan) []Span {
	a.Start()
	for s := range reader.Sentences(text, marks) {
		a.Read(s)
	}
	return a.Spans()
}
