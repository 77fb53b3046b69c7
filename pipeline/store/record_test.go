package store

import (
	"strings"
	"testing"
)

// Each mention has its sentence, but a shard keeps a sentence once.
func TestRecordKeepsASentenceOnce(t *testing.T) {
	sentence := strings.Repeat("网络主权与", 300) + "国。"
	p := Record{Mentions: []Mention{{InTitle: true, Sentence: "标题"}}}
	for i := range 300 {
		p.Mentions = append(p.Mentions, Mention{Start: 15 * i, End: 15*i + 12, Sentence: sentence, Keyword: "网络主权"})
	}
	p.Mentions = append(p.Mentions, Mention{SentenceStart: len(sentence), Sentence: "又一句。"})
	body := p.encodeBody(nil)
	if len(body) > 3*len(sentence) {
		t.Errorf("%d bytes for a sentence of %d", len(body), len(sentence))
	}
	var got Record
	d := &decoder{b: body}
	if got.decodeBody(d); d.err != nil {
		t.Fatal(d.err)
	}
	if len(got.Mentions) != len(p.Mentions) {
		t.Fatalf("%d mentions came back, want %d", len(got.Mentions), len(p.Mentions))
	}
	for i := range got.Mentions {
		if got.Mentions[i] != p.Mentions[i] {
			t.Fatalf("mention %d came back as %+v", i, got.Mentions[i])
		}
	}
}
