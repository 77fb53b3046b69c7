package store

import (
	"slices"
	"strings"
	"testing"

	"tifa/corpus"
)

// Bylines come back as they were, also into a record that held more of them.
func TestRecordKeepsBylines(t *testing.T) {
	p := Record{Facts: Facts{Bylines: []corpus.Byline{{Name: "王小明", Affiliation: "国防大学", From: "field"},
		{Affiliation: "某研究所", From: "last lines: author is"}}}}
	got := Record{Facts: Facts{Bylines: make([]corpus.Byline, 3)}}
	d := &decoder{b: p.encodeBody(nil)}
	if got.decodeBody(d); d.end() != nil || !slices.Equal(got.Bylines, p.Bylines) {
		t.Errorf("%+v came back, error %v", got.Bylines, d.err)
	}
}

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
