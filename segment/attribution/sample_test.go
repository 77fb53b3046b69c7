package attribution_test

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tifa/segment/lexicon"
	"tifa/segment/match"
	"tifa/segment/realtexts"
	"tifa/segment/sentence"
)

// goldSeed and goldSizes say which mentions the gold file lists: of each corpus so many from
// sentences with some cue of attribution, and as many from sentences without.
const goldSeed = "speakers 1"

var goldSizes = map[string]int{"xwlb": 40, "people_cn": 30, "hkcn": 30}

var cue = regexp.MustCompile(`[说說称稱]|表示|指出|强调|強調|认为|認為|批评|批評|透露|[：:][“「]`)

// sampled is one mention that may enter the gold file.
type sampled struct {
	corpus, document string
	offset           int
	sum              string // of the sentence, the first 12 hexadecimal digits of its SHA-256
	rank             uint64 // by the seed: the lowest are taken
	text             string
	from, to         int // the sentence
	keyword          string
}

// TestSampleForGold prints the mentions that were coded by reading, with what stands around them,
// where TIFA_SAMPLE names a half: development or held-out.
func TestSampleForGold(t *testing.T) {
	half := os.Getenv("TIFA_SAMPLE")
	if half == "" {
		t.Skip("prints real texts for a reader: set TIFA_SAMPLE to development or held-out")
	}
	for i, s := range sample(t) {
		if (i%2 == 0) == (half == "development") {
			fmt.Printf("%d\t%s\t%s\t%d\t%s\n%s\n\n", i, s.corpus, s.document, s.offset, s.sum, s.around())
		}
	}
}

// around is the text before and after the mention, some hundred characters.
func (s *sampled) around() string {
	const before, after = 1000, 150
	pre := s.text[max(s.from-before, 0):s.offset]
	post := s.text[s.offset+len(s.keyword) : min(s.to+after, len(s.text))]
	return strings.ToValidUTF8(pre+"〔〔"+s.keyword+"〕〕"+post, "")
}

// sample draws the mentions: of each corpus and each stratum those of the lowest rank, one a
// document.
func sample(t testing.TB) (all []sampled) {
	strata := map[string][]sampled{}
	eachMention(t, func(m sampled) {
		key := fmt.Sprint(m.corpus, cue.MatchString(m.text[m.from:m.to]))
		strata[key] = append(strata[key], m)
	})
	for _, key := range slices.Sorted(maps.Keys(strata)) {
		all = append(all, lowest(strata[key], goldSizes[strata[key][0].corpus])...)
	}
	return all
}

func lowest(s []sampled, n int) (taken []sampled) {
	slices.SortFunc(s, func(a, b sampled) int { return cmp.Compare(a.rank, b.rank) })
	documents := map[string]bool{}
	for _, x := range s {
		if len(taken) < n && !documents[x.document] {
			documents[x.document] = true
			taken = append(taken, x)
		}
	}
	return taken
}

// eachMention calls f for every mention of the shipped lexicons in the three corpora.
func eachMention(t testing.TB, f func(sampled)) {
	t.Helper()
	matcher, err := match.NewMatcher(shippedLexicons(t)...)
	if err != nil {
		t.Fatal(err)
	}
	segmenter, err := sentence.Open(sentence.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reader, finder, numbers := segmenter.Reader(), matcher.Finder(), map[string]int{}
	realtexts.Each(t, func(name, text string) {
		numbers[name]++
		corpus := goldCorpus(name)
		if corpus == "" {
			return
		}
		document := fmt.Sprintf("%s#%d", name, numbers[name])
		for s := range reader.Sentences(text, nil) {
			for _, m := range finder.Find(s) {
				f(newSampled(corpus, document, text, s, s.Original(m.Start, m.End)))
			}
		}
	})
}

func newSampled(corpus, document, text string, s *sentence.Sentence, at sentence.Span) sampled {
	sum := sha256.Sum256([]byte(text[s.Start:s.End]))
	rank := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", goldSeed, document, at.Start))
	return sampled{corpus: corpus, document: document, offset: at.Start,
		sum: hex.EncodeToString(sum[:6]), rank: binary.BigEndian.Uint64(rank[:]), text: text,
		from: s.Start, to: s.End, keyword: text[at.Start:at.End]}
}

func goldCorpus(name string) string {
	switch {
	case strings.HasPrefix(name, "xwlb_"):
		return "xwlb"
	case strings.HasPrefix(name, "cpcnews_"):
		return "people_cn"
	case strings.HasPrefix(name, "articles/"):
		return "hkcn"
	}
	return ""
}

func shippedLexicons(t testing.TB) (all []*lexicon.Lexicon) {
	t.Helper()
	files, err := filepath.Glob("../data/lexicons/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, "../data/internet-governance.yaml") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		l, err := lexicon.Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}
