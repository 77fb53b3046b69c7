package format

import (
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
)

func TestRTF(t *testing.T) {
	const head = `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}{\f2\fcharset136 MingLiU;}}{\colortbl;\red0;}` +
		`{\info{\title \'c2\'db\'cd\'f8\'c2\'e7}{\author \u29579?\u23567?\u26126?}{\creatim\yr2009}}{\*\generator Wps;}`
	for _, row := range []struct{ name, in, want string }{
		{"code page", head + `\f0 \'cd\'f8\'c2\'e7\par\par ` + "\r\n" + `\'d6\'f7\'c8\'a8}`, "(论网络)|网络¶主权|王\u5c0f明"},
		{"raw bytes", `{\rtf1\ansicpg936 ` + fixture.Encode(t, "gbk", "网络") + `}`, "()|网络"},
		{"font of another set", head + `\f2 \'ba\'f4\f0 \'cd\'f8}`, "(论网络)|網网|王小明"},
		{"numbers", `{\rtf1\ansicpg1252\uc1\u32593?\u-30247\'3f{\uc2\u20027\'d6\'f7\uc0\u26435}\u-10187?\u-9216?}`, "()|网觙主权𝐀"},
		{"number without a stand-in", `{\rtf1 \u32593\par\u32476}`, "()|网¶络"},
		{"second byte is a letter", `{\rtf1\ansicpg936 \'81@\'81\\}`, "()|丂乗"},
		{"groups", head + `{\header \'cd}{\pict 0102}{\*\foo x}{\field{\*\fldinst PAGE}{\fldrslt 7}}{\listtext 1.}\'cd\'f8{\footnote \'d7\'a2\par\'d2\'bb}\'c2\'e7\par{\v \'d2\'fe}{\deleted \'c9\'be}\'ce\'c4}`, "(论网络)|7网络¶文¶注¶一|王小明"},
		{"text box", `{\rtf1 a{\shp{\*\shpinst{\sp{\sn n}{\sv 1}}{\shptxt b}}{\shprslt b}}c\par}`, "()|abc"},
		{"table and signs", `{\rtf1 a\cell b\tab c\line d\emdash\cell\row e\~f\{\}}`, "()|a¶b\tc\nd—¶e\u00a0f{}"},
		{"binary", `{\rtf1 a{\pict\bin3 }}}}b}`, "()|ab"},
		{"cut", `{\rtf1 a{b`, "()|ab; ! RTF ends too early: is the file whole?"},
		{"bad bytes", `{\rtf1\ansicpg936 \'ff\'ff}`, `! bytes "\xff\xff" are no text in code page 936: save the file as .docx`},
		{"no text", `{\rtf1{\pict 00}}`, "! holds no text: are its pages pictures?"},
		{"deep", `{\rtf1` + strings.Repeat("{", 2000), "! RTF has more than 1000 groups in one another"},
		{"long", `{\rtf1 ` + strings.Repeat("a", 2<<20), "! one document of more than 1 MB: split it"},
	} {
		if got := shown(readBytes(t, "", row.in, 1<<20)); got != row.want {
			t.Errorf("%s: %.300q, want %q", row.name, got, row.want)
		}
	}
}

func TestRTFByPandoc(t *testing.T) {
	got := shown(readBytes(t, "", byPandoc(t, invented, "rtf"), MaxRecord))
	for _, part := range []string{"一、总论¶维护网络主权，建设网络强国。", "甲项", "年¶数¶一¶二", "¶末段𠀀&。", "¶", "脚注在此。"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q lacks %q", got, part)
		}
	}
}

func FuzzRTF(f *testing.F) {
	f.Add(`\ansicpg936{\fonttbl{\f0\fcharset134 x;}}\'cd\'f8\u32593?{\*\shpinst{\footnote\bin3 abc}}\par\~`)
	f.Fuzz(func(t *testing.T, inner string) {
		checkRead(t, readBytes(t, "", `{\rtf1`+inner, 1<<16), 1<<16)
	})
}
