package engine

import (
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/go-ego/gse"
	"github.com/go-ego/gse/hmm"

	"tifa/segment/dictionary"
)

// loadModel loads gse's hidden Markov model, which gse keeps in variables of a package.
var loadModel = sync.OnceFunc(func() { hmm.LoadModel() })

// OpenGSE loads a dictionary into gse as it is, and says how to make engines of it. It takes about
// a second, since gse also prepares a search mode that nobody here uses.
func OpenGSE(d *dictionary.Dictionary, withModel bool) (func() Engine, error) {
	loaded := &gse.Segmenter{SkipLog: true, Dict: gse.NewDict()}
	for n := range int32(d.Size()) {
		if err := loaded.AddToken(d.Word(n), d.Freq(n)); err != nil {
			return nil, fmt.Errorf("gse, word %s: %w", d.Word(n), err)
		}
	}
	loaded.CalcToken()
	if withModel {
		loadModel()
	}
	return AroundGSE(loaded, withModel), nil
}

// AroundGSE says how to make engines of a gse that has its dictionary and, for Cut, its model.
func AroundGSE(loaded *gse.Segmenter, withModel bool) func() Engine {
	if withModel {
		return func() Engine { return &gseEngine{split: cutEnds(loaded.Cut), number: loaded.Dict.Value} }
	}
	return func() Engine { return &gseEngine{split: segmentEnds(loaded.Segment), number: loaded.Dict.Value} }
}

// gseEngine is gse behind the engine seam. It holds gse's methods and not gse's type: a type that
// is within reach of an interface keeps all its methods in a binary that uses reflection,
// LoadDictEmbed and the Japanese dictionary among them.
type gseEngine struct {
	split  func(text []byte, ends []int) []int // appends the byte at which each token ends
	number func([]byte) (value, id int, err error)
	text   []byte
	ends   []int
}

func segmentEnds(split func([]byte) []gse.Segment) func([]byte, []int) []int {
	return func(text []byte, ends []int) []int {
		for _, s := range split(text) {
			ends = append(ends, s.End())
		}
		return ends
	}
}

// cutEnds goes by the lengths of the words that Cut makes, which is right for text that is valid
// and in lower case.
func cutEnds(cut func(string, ...bool) []string) func([]byte, []int) []int {
	return func(text []byte, ends []int) []int {
		end := 0
		for _, word := range cut(string(text), true) {
			end += len(word)
			ends = append(ends, end)
		}
		return ends
	}
}

// Segment is that of Engine.
func (g *gseEngine) Segment(fold []rune, _ []uint16, tokens []Token) []Token {
	g.text = g.text[:0]
	for _, r := range fold {
		g.text = utf8.AppendRune(g.text, r)
	}
	g.ends = g.split(g.text, g.ends[:0])
	var start, at int32
	from := 0
	for _, end := range g.ends {
		piece := g.text[from:end]
		from = end
		start, at = at, at+int32(utf8.RuneCount(piece))
		word := int32(-1)
		if n, _, err := g.number(piece); err == nil {
			word = int32(n)
		}
		tokens = append(tokens, Token{start, at, word})
	}
	return tokens
}
