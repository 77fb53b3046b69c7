package sentence

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-ego/gse"

	"tifa/segment/dictionary"
	"tifa/segment/realtexts"
)

// guessing is a Segmenter in HMM mode.
var guessing = sync.OnceValue(func() *Segmenter { return mustOpen(Options{HMM: true}) })

// cutDAG is gse's cutDAG written out over gse's own Find and HMMCut, with the probability of a
// character that is no word but begins longer ones as a parameter: with 0 it is gse, with that of a
// word of frequency 1 it is what cutter promises. It says whether there was such a character.
func cutDAG(g *gse.Segmenter, text string, impossible float64) (words []string, met bool) {
	runes := []rune(text)
	total := math.Log(g.Dict.TotalFreq())
	scores, ends := make([]float64, len(runes)+1), make([]int, len(runes)+1)
	for i := len(runes) - 1; i >= 0; i-- {
		for j := i; j < len(runes); j++ {
			freq, _, ok := g.Find(string(runes[i : j+1]))
			if !ok {
				break
			}
			if s := math.Log(freq) - total + scores[j+1]; freq > 0 && (ends[i] == 0 || s >= scores[i]) {
				scores[i], ends[i] = s, j+1
			}
		}
		if ends[i] > 0 {
			continue
		}
		freq := 1.0
		if _, _, ok := g.Find(string(runes[i])); ok {
			freq, met = impossible, true
		}
		scores[i], ends[i] = math.Log(freq)-total+scores[i+1], i+1
	}
	var buffer []rune
	flush := func() {
		if f, _, ok := g.Find(string(buffer)); len(buffer) > 1 && (!ok || f == 0) {
			words = append(words, g.HMMCut(string(buffer))...)
		} else {
			words = append(words, strings.Split(string(buffer), "")...)
		}
		buffer = buffer[:0]
	}
	for i := 0; i < len(runes); i = ends[i] {
		if ends[i] == i+1 {
			buffer = append(buffer, runes[i])
			continue
		}
		flush()
		words = append(words, string(runes[i:ends[i]]))
	}
	flush()
	return words, met
}

// compareCut wants the cutter's tokens to be those of cutDAG and, where the rule that differs did
// not come in, of gse's Cut itself. It says whether it did.
func compareCut(t *testing.T, s *Segmenter, g *gse.Segmenter, fold []rune) (met bool) {
	t.Helper()
	loadGseModel()
	if slices.Contains(fold, 0) { // which in gse's trie ends a word: 中 before it is found with it
		return false
	}
	tokens := kernelTokens(s, s.newEngine(), fold, nil)
	got := make([]string, len(tokens))
	for i, token := range tokens {
		got[i] = string(fold[token.Start:token.End])
		n, _, err := g.Dict.Value([]byte(got[i]))
		if known := err == nil; known != (token.Word >= 0) || known && s.Word(token.Word) != got[i] {
			t.Errorf("%q in %.200q is word %d, %q, in gse %d, %v", got[i], string(fold), token.Word, s.Word(token.Word), n, err)
		}
	}
	want, met := cutDAG(g, string(fold), 1)
	if !slices.Equal(got, want) {
		t.Errorf("%.200q:\ngot  %q\nwant %q", string(fold), got, want)
	}
	original := g.Cut(string(fold), true)
	if asGse, _ := cutDAG(g, string(fold), 0); !slices.Equal(asGse, original) {
		t.Errorf("%.200q: the test does not know gse:\ngot  %q\nwant %q", string(fold), asGse, original)
	}
	if !met && !slices.Equal(got, original) {
		t.Errorf("%.200q:\ngot %q\ngse %q", string(fold), got, original)
	}
	return met
}

var cutTexts = append(hardTexts,
	"王小明研究生命起源", "王小明研究生命起源t3", "他来到了网易杭研大厦", "习近平同阿卜杜拉二世会谈", "3.14", "1a.5", "a1.5", "1.5.6", "1.", ".5",
	"了,的。“在”", "他说:“好。”é3.14 wto", "啊啊啊", "们们们们", "的的", "檑旴痀綷", "㐀㐁㐂", "龢∶龢", "〇々〆", "a", "的", "的a", "é的é",
)

func TestCutterIsGse(t *testing.T) {
	for _, text := range cutTexts {
		compareCut(t, guessing(), original(), []rune(text))
		compareCut(t, guessing(), original(), []rune(strings.Repeat(text, 20)))
	}
}

func TestCutterIsGseWithWords(t *testing.T) {
	const words = "网络空间主权 3000 n\n清朗 7\n4s 9 n\nxyz店 5\n㐀㐁 2\n𠀀𠀁中 2.5\nok 1e9\nc++语言 12 n\nα粒子束 4\né龢 4\n"
	s, g := mustOpen(Options{HMM: true, Words: []dictionary.WordFile{{Name: "a.txt", Data: []byte(words)}}}), gseWith(words)
	for _, text := range append(cutTexts, "清朗网络空间主权4s店xyz店oks ok安全𠀀𠀁中㐀㐁㐀α粒子束c++语言é龢很少", words) {
		compareCut(t, s, g, []rune(text))
	}
}

// A sample of all shared texts, sentence by sentence.
func TestCutterIsGseOnCorpora(t *testing.T) {
	s, g, r := guessing(), original(), guessing().Reader()
	var sentences, met int
	realtexts.EachNth(t, 1999, func(_, text string) {
		eachSentence(t, r, text, func(sentence *Sentence) {
			sentences++
			if compareCut(t, s, g, sentence.Fold) {
				met++
			}
		})
	})
	t.Logf("%d sentences; in %d of them gse meets a character it holds to be impossible", sentences, met)
}

func FuzzCutterIsGse(f *testing.F) {
	for _, text := range cutTexts {
		f.Add(text)
	}
	s, g := guessing(), original()
	r := s.Reader()
	f.Fuzz(func(t *testing.T, text string) {
		eachSentence(t, r, text, func(sentence *Sentence) { compareCut(t, s, g, sentence.Fold) })
	})
}

// With Engine gse it is gse that cuts.
func TestGseCuts(t *testing.T) {
	for engine, want := range map[string]string{"gse": "王小明|研究生|命|起源|t3", "kernel": "王小明|研究|生命|起源|t3"} {
		s := mustOpen(Options{Engine: engine, HMM: true})
		var words []string
		for sentence := range s.Reader().Sentences("王小明研究生命起源T3", nil) {
			for _, token := range sentence.Tokens {
				words = append(words, string(sentence.Fold[token.Start:token.End]))
			}
		}
		if got := strings.Join(words, "|"); got != want {
			t.Errorf("%s: %s, want %s", engine, got, want)
		}
	}
}

func TestCutterAllocatesNothing(t *testing.T) {
	r := guessing().Reader()
	text := strings.Repeat("王小明在2015年3.14日说：“網絡主權”！abc def 4s店。\n\n　　阿卜杜拉二世", 30)
	tokens := 0
	count := func(s *Sentence) bool { tokens += len(s.Tokens); return true }
	read := func() { r.Sentences(text, nil)(count) }
	read()
	if n := testing.AllocsPerRun(10, read); n > 0 {
		t.Errorf("%g allocations per document, want none (%d tokens)", n, tokens)
	}
}
