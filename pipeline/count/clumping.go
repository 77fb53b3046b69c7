package count

import (
	"iter"

	"tifa/outputs"
	"tifa/pipeline/stats/inference"
)

// clumping is how the mentions of a subject cluster in documents, for rates per token and per Han
// character.
type clumping struct{ tokens, han inference.Clumping }

// clumpings are those of subjects 0 to n-1, from all counted documents. Each is shrunk to the
// medians over the subjects that are mentioned.
func (c *cell) clumpings(n int) []clumping {
	tokens, han := make([]inference.Cell, n), make([]inference.Cell, n)
	for i := range n {
		s := c.sums(int32(i))
		tokens[i], han[i] = c.byTokens(s), c.byHanChars(s)
	}
	ofTokens, ofHan := inference.MedianClumping(tokens), inference.MedianClumping(han)
	out := make([]clumping, n)
	for i := range out {
		out[i] = clumping{ofTokens.Of(tokens[i]), ofHan.Of(han[i])}
	}
	return out
}

// designEffects are the rows of design_effects: concepts, then themes.
func (c *Counter) designEffects() iter.Seq[outputs.DesignEffect] {
	return func(yield func(outputs.DesignEffect) bool) {
		for _, n := range c.conceptsByID() {
			id := c.Study.Matcher.Concepts[n].ID
			if !yield(c.allConcepts.designEffect("concept", id, n, c.ofConcepts[n])) {
				return
			}
		}
		for n, theme := range c.themes {
			if !yield(c.allThemes.designEffect("theme", theme, int32(n), c.ofThemes[n])) {
				return
			}
		}
	}
}

func (c *cell) designEffect(kind, item string, subject int32, of clumping) outputs.DesignEffect {
	s := c.sums(subject)
	return outputs.DesignEffect{Kind: kind, Item: item, Mentions: s.mentions, DocsMentioning: s.docs,
		Tokens: of.tokens.DesignEffect, HanChars: of.han.DesignEffect,
		PerDocument: of.tokens.PerDocument}
}
