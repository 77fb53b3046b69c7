package segment

import (
	"fmt"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// openGSE loads a dictionary into gse as it is, and says how to make engines of it. It takes about a second, since gse also
// prepares a search mode that nobody here uses.
func openGSE(d *dictionary) (func() engine, error) {
	loaded := &gse.Segmenter{SkipLog: true, Dict: gse.NewDict()}
	for n := range int32(len(d.ends)) {
		if err := loaded.AddToken(d.word(n), d.freq(n)); err != nil {
			return nil, fmt.Errorf("gse, word %s: %w", d.word(n), err)
		}
	}
	loaded.CalcToken()
	return func() engine { return &gseEngine{split: loaded.Segment, number: loaded.Dict.Value} }, nil
}

// gseEngine is gse behind the engine seam. It holds gse's methods and not gse's type: a type that is within reach of an
// interface keeps all its methods in a binary that uses reflection, LoadDictEmbed and the Japanese dictionary among them.
type gseEngine struct {
	split  func([]byte) []gse.Segment
	number func([]byte) (value, id int, err error)
	text   []byte
}

func (g *gseEngine) segment(fold []rune, _ []uint16, tokens []Token) []Token {
	g.text = g.text[:0]
	for _, r := range fold {
		g.text = utf8.AppendRune(g.text, r)
	}
	var start, at int32
	for _, s := range g.split(g.text) {
		piece := g.text[s.Start():s.End()]
		start, at = at, at+int32(utf8.RuneCount(piece))
		word := int32(-1)
		if n, _, err := g.number(piece); err == nil {
			word = int32(n)
		}
		tokens = append(tokens, Token{start, at, word})
	}
	return tokens
}
