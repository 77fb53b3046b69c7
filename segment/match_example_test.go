package segment_test

import (
	"fmt"

	"tifa/segment"
)

func Example() {
	lexicon, err := segment.ParseLexicon("lexicon.yaml", []byte(`
title: Sovereignty
concepts:
  - id: cybersovereignty
    phrases: ["网络(空间|)主权"]
  - id: keep_order
    phrases: ["维护{0,2}秩序"]
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	matcher, err := segment.NewMatcher(lexicon)
	if err != nil {
		fmt.Println(err)
		return
	}
	segmenter, err := segment.Open(segment.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "尊重網絡空間主權，維護網絡秩序。"
	finder := matcher.Finder()
	for sentence := range segmenter.Reader().Sentences(text, nil) {
		for _, mention := range finder.Find(sentence) {
			span := sentence.Original(mention.Start, mention.End)
			fmt.Println(matcher.Concepts[mention.Concept].ID, text[span.Start:span.End], mention.Aligned)
		}
	}
	// Output:
	// cybersovereignty 網絡空間主權 true
	// keep_order 維護網絡秩序 true
}

func ExampleParseLexicon() {
	_, err := segment.ParseLexicon("lexicon.yaml", []byte(`concepts:
- id: cybersovereignty
  phrase: 网络主权
`))
	fmt.Println(err)
	// Output:
	// lexicon.yaml:3: unknown key "phrase": a concept has the keys id, override, theme, zh, pinyin, en, phrases, except, near, not_near, within, quoted, speaker, not_speaker, from, to, boundary, cite
	// lexicon.yaml:2: concept "cybersovereignty" has no phrases: add at least one
}
