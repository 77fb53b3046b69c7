package sentence

import (
	"slices"
	"strings"
	"testing"

	"tifa/segment/dictionary"
)

// sentences are the folded sentences of a text.
func sentences(text string, marks ...ExcludedSpan) []string {
	r := &Splitter{table: uncoded()}
	var all []string
	for s := range r.cut(text, marks, false) {
		all = append(all, string(s.Fold))
	}
	return all
}

func TestSentences(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"甲。乙！丙？丁", "甲。|乙!|丙?|丁"},
		{"甲；乙……丙，丁", "甲;乙……丙,丁"},
		{"“甲。”乙", "“甲。”|乙"},
		{"甲？！”）乙", "甲?!”)|乙"},
		{"甲。 乙", "甲。|乙"},
		{"甲。\n”乙", "甲。|”乙"},
		{"甲!乙", "甲!|乙"},
		{"yahoo!news 甲", "yahoo!news 甲"},
		{"what? yes", "what?|yes"},
		{"what?", "what?"},
		{"a?b=c", "a?b=c"},
		{`他说:"好。"她说:"好。"`, `他说:"好。"|她说:"好。"`},
		{`好。"好`, `好。|"好`},
		{"第一章\n\n第一条", "第一章|第一条"},
		{"第一章\n　　第一条", "第一章|第一条"},
		{"\n\n甲\n\n", "甲"},
		// A margin is no indentation, however it is made.
		{"    网络\n    主权\n    国家", "网络主权国家"},
		{"\t\t网络\n\t主权\n\t国家", "网络主权国家"},
		{"    网络\n    主权\n      国家\n    安全", "网络主权|国家安全"},
		{"网络\n  主权", "网络|主权"},
		{"　　网络\n　　主权", "网络|主权"},
		{"  网络\n主权\n国家", "网络主权国家"},
		{"网络\n\n    主权\n    国家", "网络|主权国家"},
		// One end of a line, however often it was converted; a page ends where its last line does.
		{"网络\r\n主权\r国家\n安全", "网络主权国家安全"},
		{"网络\r\r\n主权\r\r\n\r\r\n国家", "网络主权|国家"},
		{"网络\r\n\r\n主权", "网络|主权"},
		{"网络\n\f主权", "网络主权"},
		{"网络\f\n主权\f国家", "网络主权国家"},
		{"网络\n\n\f主权", "网络|主权"},
		// What nobody sees is not there.
		{"网\x01络\x1f主\x7f权\u0085国", "网络主权国"},
		{"网\ue5e5络", "网络"},
	} {
		if got := strings.Join(sentences(row.text), "|"); got != row.want {
			t.Errorf("%q gives %q, want %q", row.text, got, row.want)
		}
	}
}

// What is written leaves out what folding skipped.
func TestWritten(t *testing.T) {
	text := "（網<b>絡</b>主\n權ＡＢ）"
	cut := func(part string) ExcludedSpan {
		i := strings.Index(text, part)
		return ExcludedSpan{Start: i, End: i + len(part), Joins: true}
	}
	r := &Splitter{table: uncoded()}
	for s := range r.cut(text, []ExcludedSpan{cut("<b>"), cut("</b>")}, false) {
		if got := s.Written(0, int32(len(s.Fold))); got != "（網絡主權ＡＢ）" {
			t.Errorf("all of it: %q", got)
		}
		if got := s.Written(5, 7); got != "ＡＢ" {
			t.Errorf("two characters: %q", got)
		}
	}
}

func TestExcludedSpans(t *testing.T) {
	text := "网<b>络</b>主权##外国"
	cut := func(part string, joins bool) ExcludedSpan {
		i := strings.Index(text, part)
		return ExcludedSpan{Start: i, End: i + len(part), Joins: joins}
	}
	got := sentences(text, cut("<b>", true), cut("</b>", true), cut("##", false))
	if want := []string{"网络主权", "外国"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// White space on both sides of an inline tag is one run.
	got = sentences("网 <b> 络", ExcludedSpan{Start: 4, End: 7, Joins: true})
	if want := []string{"网络"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	got = sentences("网络", ExcludedSpan{Start: 6, End: 6}, ExcludedSpan{Start: 20, End: 30, Joins: true})
	if want := []string{"网络"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// A reference counts as its character, wherever the character matters.
	ref := func(text, part string, char rune) ExcludedSpan {
		i := strings.Index(text, part)
		return ExcludedSpan{Start: i, End: i + len(part), Joins: true, Char: char}
	}
	text = "互联网&#43;甲&#12290;&#x201D;乙&nbsp;丙&#36889;"
	got = sentences(text, ref(text, "&#43;", '+'), ref(text, "&#12290;", '。'), ref(text, "&#x201D;", '”'),
		ref(text, "&nbsp;", 0xA0), ref(text, "&#36889;", '這'))
	if want := []string{"互联网+甲。”", "乙丙这"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// Marks at the edges, and one that is longer than the text.
	got = sentences("##网络##", ExcludedSpan{Start: 0, End: 2}, ExcludedSpan{Start: 8, End: 99})
	if want := []string{"网络"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestQuotationMarks(t *testing.T) {
	for _, text := range []string{"“国”", "‘国’", "「国」", "『国』", "\"国\"", "＂国＂", "〝国〞", "﹁国﹂"} {
		r := &Splitter{table: uncoded()}
		for s := range r.cut(text, nil, false) {
			if len(s.Fold) != 3 || !s.Quoted(1, 2) {
				t.Errorf("%s: not quoted", text)
			}
		}
	}
}

func TestOriginalJoinedQuoted(t *testing.T) {
	text := " 他說：「網\n絡主權」，“國”"
	r := &Splitter{table: uncoded()}
	for s := range r.cut(text, nil, false) {
		at := func(part string) (int32, int32) {
			i := int32(strings.Index(string(s.Fold), part))
			i = int32(len([]rune(string(s.Fold)[:i])))
			return i, i + int32(len([]rune(part)))
		}
		for _, row := range []struct {
			part, original string
			joined, quoted bool
		}{
			{"他说", "他說", false, false},
			{"网络主权", "網\n絡主權", true, true},
			{"络主权", "絡主權", false, true},
			{"国", "國", false, true},
			{"」,“", "」，“", false, false},
		} {
			i, j := at(row.part)
			span := s.Original(i, j)
			if got := text[span.Start:span.End]; got != row.original {
				t.Errorf("%s: original %q, want %q", row.part, got, row.original)
			}
			if got := s.Joined(i, j); got != row.joined {
				t.Errorf("%s: joined %v", row.part, got)
			}
			if got := s.Quoted(i, j); got != row.quoted {
				t.Errorf("%s: quoted %v", row.part, got)
			}
		}
		if s.Start != 1 || s.End != len(text) {
			t.Errorf("sentence stands at %v, want 1 to %d", s.Span, len(text))
		}
		if n := s.HanChars(); n != 7 {
			t.Errorf("%d Han characters, want 7", n)
		}
	}
}

func TestTokensAndClasses(t *testing.T) {
	s, err := Open(Options{Engine: "gse", Words: []dictionary.WordFile{{Name: "extra.txt", Data: []byte("網絡空間主權 100 n\n")}}})
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Words(); n != 352275+1 {
		t.Errorf("%d words, want gse's 352275 and one", n)
	}
	var got []string
	for sentence := range s.Reader().Sentences("我国在2015年提出網絡空間主權，abc第二十一，", nil) {
		for _, tok := range sentence.Tokens {
			word := string(sentence.Fold[tok.Start:tok.End])
			if tok.Word >= 0 && s.Word(tok.Word) != word {
				t.Errorf("token %s is word %s", word, s.Word(tok.Word))
			}
			got = append(got, word+"/"+sentence.Class(tok).String())
		}
	}
	want := "我国/word 在/function 2015/number 年/word 提出/word 网络空间主权/word ,/punctuation abc/latin 第二十一/number ,/punctuation"
	if g := strings.Join(got, " "); g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, row := range []struct {
		options Options
		want    string
	}{
		{Options{Engine: "jieba"}, `engine "jieba": want kernel or gse`},
		{Options{Words: []dictionary.WordFile{{Name: "a.txt", Data: []byte("\n主权\n")}}}, `a.txt:2: "主权": want a word, its frequency and optionally its part of speech, separated by spaces`},
		{Options{Words: []dictionary.WordFile{{Name: "a.txt", Data: []byte("主权 many")}}}, `a.txt:1: frequency "many" of 主权: want a number from 2 to 1e+09`},
		{Options{Words: []dictionary.WordFile{{Name: "a.txt", Data: []byte("\xff 3")}}}, `a.txt:1: word "\xff": want characters that normalization keeps, in UTF-8`},
	} {
		if _, err := Open(row.options); err == nil || err.Error() != row.want {
			t.Errorf("got error %v, want %s", err, row.want)
		}
	}
}

// TestReferenceSpans: what stands over a reference covers it whole.
func TestReferenceSpans(t *testing.T) {
	text := "互联网&#43;&#x7f51;络"
	marks := []ExcludedSpan{{Start: 9, End: 14, Joins: true, Char: '+'}, {Start: 14, End: 22, Joins: true, Char: '网'}}
	r := &Splitter{table: uncoded()}
	for s := range r.cut(text, marks, false) {
		for _, row := range []struct {
			i, j int32
			want string
		}{{0, 4, "互联网&#43;"}, {3, 4, "&#43;"}, {4, 6, "&#x7f51;络"}, {0, 6, text}} {
			if span := s.Original(row.i, row.j); text[span.Start:span.End] != row.want || s.Joined(row.i, row.j) {
				t.Errorf("Fold[%d:%d] is %q, want %q without a gap", row.i, row.j, text[span.Start:span.End], row.want)
			}
		}
		return
	}
	t.Fatal("no sentence")
}
