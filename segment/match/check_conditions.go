package match

import (
	"slices"
	"strings"
)

// conditions finds strings of near and not_near that add nothing, conditions that can never hold
// together, and tells what dates leave out.
func (k *checker) conditions() {
	c := k.concept
	compiled := &c.CompiledConditions
	near, notNear := compiled.Near, compiled.NotNear
	k.redundant("near", near, c.Concept.Near, c.NearPlace)
	k.redundant("not_near", notNear, c.Concept.NotNear, c.NotNearPlace)
	if len(near) > 0 && len(notNear) > 0 && hold(slices.Concat(near...), slices.Concat(notNear...)) {
		k.add(c.NearPlace(0), Warning,
			"concept %q can never count: each string of near holds one of not_near", c.ID)
	}
	k.speakers()
	if c.Dated() {
		k.add(c.Place(), Note, "concept %q has dates: documents without a date, or whose date is"+
			" too coarse to tell, have no mention of it", c.ID)
	}
}

// speakers finds parts of speakers' names that add nothing, and those that exclude each other.
func (k *checker) speakers() {
	c := k.concept
	compiled := &c.CompiledConditions
	speaker, notSpeaker := compiled.Speaker, compiled.NotSpeaker
	k.redundant("speaker", speaker, c.Concept.Speaker, c.SpeakerPlace)
	k.redundant("not_speaker", notSpeaker, c.Concept.NotSpeaker, c.NotSpeakerPlace)
	if len(speaker) > 0 && len(notSpeaker) > 0 &&
		hold(slices.Concat(speaker...), slices.Concat(notSpeaker...)) {
		k.add(c.SpeakerPlace(0), Warning,
			"concept %q can never count: each name of speaker holds one of not_speaker", c.ID)
	}
}

// redundant finds patterns of which each string holds a string of another pattern: that one stands
// beside a mention whenever they do.
func (k *checker) redundant(key string, all [][]string, written []string, place func(int) string) {
	for i, texts := range all {
		for j, others := range all {
			if i == j || !hold(texts, others) || i < j && hold(others, texts) {
				continue
			}
			k.add(place(i), Warning, "%s %q is redundant: %q stands wherever it stands", key,
				written[i], written[j])
			break
		}
	}
}

// hold reports whether each of the texts holds one of the others.
func hold(texts, others []string) bool {
	return !slices.ContainsFunc(texts, func(text string) bool {
		return !slices.ContainsFunc(others, func(o string) bool { return strings.Contains(text, o) })
	})
}
