package sentence

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-ego/gse"
	"github.com/go-ego/gse/hmm"

	"tifa/segment/dictionary"
	"tifa/segment/engine"
	"tifa/segment/normalize"
	"tifa/segment/realtexts"
)

// original is gse itself with its own dictionary, loaded once for all tests.
var original = sync.OnceValue(func() *gse.Segmenter { return gseWith("") })

// gseWith is gse itself with its own dictionary and more words.
func gseWith(words string) *gse.Segmenter {
	s := &gse.Segmenter{SkipLog: true}
	if err := errors.Join(s.LoadDictEmbed("zh_s"), s.LoadDictStr(words)); err != nil {
		panic(err)
	}
	return s
}

var opened = sync.OnceValue(func() *Segmenter { return mustOpen(Options{}) })

func mustOpen(o Options) *Segmenter {
	s, err := Open(o)
	if err != nil {
		panic(err)
	}
	return s
}

// originalTokens are gse's tokens of a folded text, numbered as the Segmenter numbers words.
func originalTokens(g *gse.Segmenter, fold []rune, tokens []engine.Token) []engine.Token {
	return engine.AroundGSE(g, false)().Segment(fold, nil, tokens)
}

// kernelTokens are the kernel's tokens of a folded text as a whole.
func kernelTokens(s *Segmenter, e engine.Engine, fold []rune, tokens []engine.Token) []engine.Token {
	codes := make([]uint16, len(fold)+2)
	for i, r := range fold {
		codes[i] = s.table.coder.Code(r)
	}
	return e.Segment(fold, codes, tokens)
}

func sameSpans(a, b []engine.Token) bool {
	return slices.EqualFunc(a, b, func(a, b engine.Token) bool { return a.Start == b.Start && a.End == b.End })
}

// The embedded dictionary holds what gse loads.
func TestDictionaryIsGses(t *testing.T) {
	g, s := original(), opened()
	if s.Words() != len(g.Dict.Tokens) {
		t.Errorf("%d words, gse has %d", s.Words(), len(g.Dict.Tokens))
	}
	number := map[string]int32{}
	for n := range int32(s.Words()) {
		number[s.Word(n)] = n
	}
	for i := range g.Dict.Tokens {
		token := &g.Dict.Tokens[i]
		n, ok := number[token.Text()]
		if !ok {
			t.Errorf("%s is missing", token.Text())
			continue
		}
		if f := s.dictionary.Freq(n); f != token.Freq() {
			t.Errorf("%s has frequency %g, in gse %g", token.Text(), f, token.Freq())
		}
		if want := normalize.ClassOfWord(token.Text(), token.Pos()); s.dictionary.Class(n) != want {
			t.Errorf("%s is %v, want %v", token.Text(), s.dictionary.Class(n), want)
		}
		if tokens := kernelTokens(s, s.newEngine(), []rune(token.Text()), nil); len(tokens) == 1 && tokens[0].Word != n {
			t.Errorf("%s is word %d, but as a token %d", token.Text(), n, tokens[0].Word)
		}
	}
	if g.Dict.TotalFreq() != s.dictionary.Total {
		t.Errorf("total frequency %g, in gse %g", s.dictionary.Total, g.Dict.TotalFreq())
	}
}

// Rows that have gone wrong somewhere: groups, rare planes, what no dictionary has.
var hardTexts = []string{
	"", "a", "中", "abc", "4s店", "在4s店里", "24s店", "4s4s店", "卡拉ok厅", "卡拉oks", "t恤衫", "at恤", "aa制", "b超b 超",
	"2015年3月5日", "①②", "½年", "éa中", "привет中国", "αβγ射线", "γ射线", "𠮷野家", "𫍽𫖮", "�中�", "\x00中\x00国", "中\x00国",
	"乾隆皇帝", "网络空间主权", "中国安全", "结婚的和尚未结婚的", "南京市长江大桥", "工信处女干事", "ok", "c#语言", "c++", "a&b", "  ",
	"中 国 人", "——……“”", "!?!?", "한국어", "にほんご", "😀👍🏻", "e\u0301", "ǆ中", "\u07ff\u0800", "߿ࠀ", "一二三四五六七八九十百千万",
	"中华人民共和国中央人民政府驻香港特别行政区联络办公室",
}

func TestKernelIsGse(t *testing.T) {
	s := opened()
	for _, text := range hardTexts {
		compare(t, s, original(), []rune(text))
		compare(t, s, original(), []rune(strings.Repeat(text, 50)))
	}
}

func compare(t *testing.T, s *Segmenter, g *gse.Segmenter, fold []rune) bool {
	t.Helper()
	got := kernelTokens(s, s.newEngine(), fold, nil)
	want := originalTokens(g, fold, nil)
	if sameSpans(got, want) {
		return true
	}
	t.Errorf("%.200q:\ngot  %v\nwant %v", string(fold), got, want)
	return false
}

// Added words: new characters, new groups, other totals, words that are there already.
func TestKernelIsGseWithWords(t *testing.T) {
	const words = "网络空间主权 3000 n\n清朗 7\n4s 9 n\nxyz店 5\n中国 900000 n\n安 50 n\n安全 3\n㐀㐁 2\n𠀀𠀁中 2.5\n很少 1.5\nok 1e9\nc++语言 12 n\nα粒子束 4\n中华人民共和国中央人民政府驻澳门特别行政区联络办公室 2\n"
	s, g := mustOpen(Options{Words: []dictionary.WordFile{{Name: "a.txt", Data: []byte(words)}}}), gseWith(words)
	if s.Words() != len(g.Dict.Tokens) {
		t.Errorf("%d words, gse has %d", s.Words(), len(g.Dict.Tokens))
	}
	for _, text := range append(hardTexts, "清朗网络空间主权4s店xyz店oks ok安全𠀀𠀁中㐀㐁㐀α粒子束c++语言很少", words) {
		compare(t, s, g, []rune(text))
	}
}

// A sample of all shared texts, cut into sentences and as wholes.
func TestKernelIsGseOnCorpora(t *testing.T) {
	s, g := opened(), original()
	r, kernel := s.Reader(), s.newEngine()
	var texts, bytes, sentences, tokens, wholeDiffers int
	var got, want, bySentence []engine.Token
	realtexts.EachNth(t, 97, func(name, text string) {
		texts++
		bytes += len(text)
		bySentence = bySentence[:0]
		var joined []rune
		for sentence := range r.Sentences(text, nil) {
			sentences++
			tokens += len(sentence.Tokens)
			want = originalTokens(g, sentence.Fold, want[:0])
			if !sameSpans(sentence.Tokens, want) {
				t.Errorf("%s: sentence at byte %d differs: %q\ngot  %v\nwant %v", name, sentence.Start, string(sentence.Fold), sentence.Tokens, want)
			}
			for _, token := range sentence.Tokens {
				bySentence = append(bySentence, engine.Token{Start: token.Start + int32(len(joined)), End: token.End + int32(len(joined)), Word: 0})
			}
			joined = append(append(joined, sentence.Fold...), '\n')
			bySentence = append(bySentence, engine.Token{Start: int32(len(joined)) - 1, End: int32(len(joined)), Word: -1})
		}
		got = kernelTokens(s, kernel, joined, got[:0])
		want = originalTokens(g, joined, want[:0])
		if !sameSpans(got, want) {
			t.Errorf("%s: text number %d differs as a whole", name, texts)
		}
		if !sameSpans(got, bySentence) {
			wholeDiffers++
		}
	})
	t.Logf("%d texts: %d bytes, %d sentences, %d tokens; %d texts segment otherwise as a whole than sentence by sentence",
		texts, bytes, sentences, tokens, wholeDiffers)
}

func FuzzKernelIsGse(f *testing.F) {
	for _, text := range hardTexts {
		f.Add(text)
	}
	s, g := opened(), original()
	r := s.Reader()
	f.Fuzz(func(t *testing.T, text string) {
		var fold []rune // as a whole, with line breaks and spaces as they stand
		for _, c := range text {
			if normalize.Characters().Properties(c)&normalize.Skip == 0 {
				fold = append(fold, normalize.Characters().Normalize(c))
			}
		}
		compare(t, s, g, fold)
		eachSentence(t, r, text, func(sentence *Sentence) {
			if want := originalTokens(g, sentence.Fold, nil); !sameSpans(sentence.Tokens, want) {
				t.Errorf("%q: got %v, want %v", string(sentence.Fold), sentence.Tokens, want)
			}
		})
	})
}

// eachSentence reads a text and checks how each sentence tiles it.
func eachSentence(t *testing.T, r *Splitter, text string, check func(*Sentence)) {
	t.Helper()
	at := 0
	for sentence := range r.Sentences(text, nil) {
		check(sentence)
		checkTiling(t, text, at, sentence)
		at = sentence.End
	}
}

// checkTiling wants tokens that tile the sentence, and characters that stand in order in the
// original text.
func checkTiling(t *testing.T, text string, from int, s *Sentence) {
	t.Helper()
	end := int32(0)
	for _, token := range s.Tokens {
		if token.Start != end || token.End <= token.Start {
			t.Fatalf("%q: tokens %v do not tile", text, s.Tokens)
		}
		end = token.End
		if w := s.segmenter.Word(token.Word); token.Word >= 0 && w != string(s.Fold[token.Start:token.End]) {
			t.Fatalf("%q: token %v is word %s", text, token, w)
		}
	}
	if int(end) != len(s.Fold) || len(s.At) != len(s.Fold) || s.Start < from || s.End > len(text) {
		t.Fatalf("%q: %d tokens to %d of %d, %v", text, len(s.Tokens), end, len(s.Fold), s.Span)
	}
	for i := range s.Fold {
		span := s.Original(int32(i), int32(i)+1)
		if span.Start < from || span.End <= span.Start {
			t.Fatalf("%q: character %d stands at %v, the one before ends at %d", text, i, span, from)
		}
		from = span.End
	}
}

// loadGseModel loads the hidden Markov model of gse itself.
var loadGseModel = sync.OnceFunc(func() { hmm.LoadModel() })
