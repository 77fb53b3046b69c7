package pipeline

import (
	"strings"
	"testing"

	"tifa/outputs"
)

// Each mention has its sentence, but a part keeps a sentence once.
func TestPartialKeepsASentenceOnce(t *testing.T) {
	sentence := strings.Repeat("网络主权与", 300) + "国。"
	p := partial{mentions: []mention{{inTitle: true, sentence: "标题"}}}
	for i := range 300 {
		p.mentions = append(p.mentions, mention{start: 15 * i, end: 15*i + 12, sentence: sentence, keyword: "网络主权"})
	}
	p.mentions = append(p.mentions, mention{sentenceStart: len(sentence), sentence: "又一句。"})
	body := p.encodeBody(nil)
	if len(body) > 3*len(sentence) {
		t.Errorf("%d bytes for a sentence of %d", len(body), len(sentence))
	}
	var got partial
	d := &decoder{b: body}
	if got.decodeBody(d); d.err != nil {
		t.Fatal(d.err)
	}
	if len(got.mentions) != len(p.mentions) {
		t.Fatalf("%d mentions came back, want %d", len(got.mentions), len(p.mentions))
	}
	for i := range got.mentions {
		if got.mentions[i] != p.mentions[i] {
			t.Fatalf("mention %d came back as %+v", i, got.mentions[i])
		}
	}
}

// A text that never ends a sentence makes a table of about its own size, not of its size times its mentions.
func TestTextWithoutSentenceEnds(t *testing.T) {
	text := strings.Repeat("维护网络主权，", 3_000)
	s := runTexts(t, map[string]string{"army/2015-01-01.txt": text}, nil)
	if s.Mentions != 3_000 {
		t.Errorf("%d mentions, want 3000", s.Mentions)
	}
	longest := 0
	for _, m := range rows[outputs.Mention](t, s.Folder) {
		longest = max(longest, len(m.Sentence))
	}
	if longest > 10_000 {
		t.Errorf("a sentence of %d bytes beside a mention", longest)
	}
}
