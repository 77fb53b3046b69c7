package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa/corpus/charset"
	"tifa/corpus/internal/fixture"
)

// Invented sentences.
const (
	simplified  = "各国都应当尊重网络主权，反对利用信息技术干涉别国内政。\n会议提出，要加强网络安全能力建设。"
	traditional = "各國都應當尊重網絡主權，反對利用資訊技術干涉別國內政。\n會議提出，要加強網絡安全能力建設。"
)

func TestEncodings(t *testing.T) {
	for _, row := range []struct{ as, mark, text, given, want string }{
		{"utf-8", "", simplified, "", "utf-8"},
		{"utf-8", "\xef\xbb\xbf", simplified, "", "utf-8"},
		{"utf-8", "\xef\xbb\xbf", simplified, "big5", "utf-8"}, // the mark is surer than the configuration
		{"utf-16le", "\xff\xfe", simplified, "", "utf-16le"},
		{"utf-16be", "\xfe\xff", simplified, "", "utf-16be"},
		{"utf-16le", "", simplified, "", "utf-16le"},
		{"utf-16be", "", traditional, "", "utf-16be"},
		{"utf-16le", "", "网络主权", "utf-16", "utf-16le"},
		{"utf-16be", "", simplified, "utf-16", "utf-16be"},
		{"utf-16le", "", "plain ASCII text", "", "utf-16le"},
		{"gbk", "", simplified, "", "gb18030"},
		{"gb18030", "", simplified, "", "gb18030"},
		{"gb18030", "", traditional, "", "gb18030"},
		{"gb18030", "", "网络\U00020000主权在民，国家安全", "", "gb18030"}, // four bytes for one character
		{"gbk", "", "网络主权", "", "gb18030"},
		{"gbk", "", "网络主权", "gbk", "gb18030"},
		{"big5", "", traditional, "", "big5"},
		{"big5", "", "網絡主權", "", "big5"},
		{"big5", "", "網絡主權", "Big5", "big5"},
		{"utf-8", "", "plain ASCII text", "", "utf-8"},
		{"utf-8", "", "~{ is how HZ begins, and ~} how it ends; 1+1=2, +86 10", "", "utf-8"},
		{"utf-8", "", "data:image/png;base64,iVBORw0KGgo+AAAANSUhEUgAAAAUAAAAF+CAYAAACNbyblAAAAHElEQVQI12P4", "", "utf-8"},
		{"hz", "", simplified + "a~b", "", "hz"},
		{"hz", "", strings.Repeat(simplified, 5000), "", "hz"},
		{"hz", "", "网络", "hz", "hz"},
		{"gbk", "", strings.Repeat("陈伟、黄静、徐娟、", 30), "gbk", "gb18030"}, // names only, but the input says so
		{"gbk", "", strings.Repeat("a", charset.HeadLength-1) + simplified, "gbk", "gb18030"},
		{"gbk", "", strings.Repeat(simplified, 5000), "", "gb18030"},
		{"big5", "", strings.Repeat(traditional, 5000), "", "big5"},
		{"utf-16le", "", strings.Repeat(simplified, 5000), "", "utf-16le"},
	} {
		docs, problems := readOne(t, "x.txt", row.mark+fixture.Encode(t, row.as, row.text), Input{Encoding: row.given, Date: []string{FromField}})
		if len(docs) != 1 || docs[0].Text != row.text || docs[0].Encoding != row.want {
			t.Errorf("%.20q in %s: read as %+.300v, problems %+v; want %s", row.text, row.as, docs, problems, row.want)
		}
	}
}

// TestOtherEncodings is about text that would read as some other text in an encoding that is read.
func TestOtherEncodings(t *testing.T) {
	const (
		japanese = "この法律は、国民の生活の実現に寄与することを目的とする。基本理念を定め、国及び地方公共団体の責務を明らかにするものとする。"
		korean   = "대한민국은 민주공화국이다. 대한민국의 주권은 국민에게 있고, 모든 권력은 국민으로부터 나온다. 국가는 재외국민을 보호할 의무를 진다."
		russian  = "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью."
		utf7     = "+VARW/ZD9XpRfU1wKkc1/UX7cTjtnQ/8MU81b+VIpdShP4WBvYoBnLzAC-OK"
	)
	for _, row := range []struct{ as, text, kind, want string }{
		{"shift-jis", japanese, KindEncoding, "but not as Chinese"},
		{"euc-jp", japanese, KindEncoding, "but not as Chinese"},
		{"iso-2022-jp", japanese, KindEncoding, "is in ISO-2022, which is not read: save it as UTF-8"},
		{"euc-kr", korean, KindEncoding, "but not as Chinese"},
		{"koi8-r", russian, KindFormat, "is no text in UTF-8"},
		{"utf-8", "~{MxBgVwH(~}\n~{Mx\x01\x02~}", KindEncoding, "bytes after byte 0 are no HZ"},
		{"utf-8", utf7, KindEncoding, "is in UTF-7, which is not read: save it as UTF-8"},
		{"utf-8", "网络\x00主权\x00", KindControl, "is UTF-8 with NUL in it, 2 in its first 14 bytes, the first at byte 6"},
	} {
		docs, problems := readOne(t, "2015-03-05.txt", fixture.Encode(t, row.as, row.text), Input{})
		if len(docs) != 0 || len(problems) != 1 || problems[0].Kind != row.kind || !strings.Contains(problems[0].Reason, row.want) {
			t.Errorf("%s: documents %.100v, problems %+v", row.as, docs, problems)
		}
	}
}

// TestUndecodable is never U+FFFD, never a guess: the document is left out, and the byte is named.
func TestUndecodable(t *testing.T) {
	for _, row := range []struct{ name, text, given, place string }{
		{"one bad byte in UTF-8", simplified + "\xff" + simplified, "", "byte 133"},
		{"cut off inside of a character", "网络主\xe6\x9d", "", "byte 9"},
		{"a mark, then one bad byte", "\xef\xbb\xbf网络\xff主权在民国家安全", "", "byte 9"},
		{"GB18030, cut off", fixture.Encode(t, "gbk", simplified) + "\xb0", "", "byte 89"},
		{"GB18030, one byte no character", fixture.Encode(t, "gbk", "网络主权") + "\xff\xff" + fixture.Encode(t, "gbk", simplified), "gbk", "byte 8"},
		{"Big5, one byte no character", fixture.Encode(t, "big5", traditional) + "\x80" + fixture.Encode(t, "big5", traditional), "big5", "byte 89"},
		{"half a surrogate pair", "\xff\xfe\x51\x7f\x00\xd8\xdc\x7e", "", "byte 4"},
		{"GBK far behind ASCII", strings.Repeat("a", charset.HeadLength) + fixture.Encode(t, "gbk", simplified), "", "byte 65536"},
	} {
		docs, problems := readOne(t, "x.txt", row.text, Input{Encoding: row.given})
		if len(docs) != 0 || len(problems) != 1 || problems[0].Kind != KindEncoding || problems[0].Place != row.place {
			t.Errorf("%s: documents %.100v, problems %+v; want none, and %s named", row.name, docs, problems, row.place)
		}
	}
	docs, problems := readOne(t, "x.jsonl", `{"text":"`+"\xff"+`"}`+"\n"+`{"text":"网络主权","date":"2015"}`, Input{})
	if len(docs) != 1 || len(problems) != 1 || problems[0].Kind != KindEncoding || problems[0].Place != "line 1, byte 9" {
		t.Errorf("a bad line: documents %v, problems %+v", docs, problems)
	}
	docs, problems = readOne(t, "x.csv", "date,text\n2015,\xff\n2015,网络主权\n", Input{})
	if len(docs) != 1 || len(problems) != 1 || problems[0].Kind != KindEncoding || problems[0].Place != "line 2, byte 15" {
		t.Errorf("a bad row: documents %v, problems %+v", docs, problems)
	}
}

// TestLostBeforeItCame is about a U+FFFD that stands in the source: it is reported, and the rest is
// worth reading.
func TestLostBeforeItCame(t *testing.T) {
	for _, as := range []string{"utf-8", "gb18030", "utf-16le"} {
		text := "2015年3月5日\n网络\uFFFD主权\uFFFD" + simplified
		docs, problems := readOne(t, "x.txt", fixture.Encode(t, as, text), Input{Encoding: as})
		if len(docs) != 1 || docs[0].Text != text || len(problems) != 1 || problems[0].Kind != KindReplacement ||
			problems[0].Reason != "replacement character in source, 2 in all" {
			t.Errorf("%s: %v, %+v", as, docs, problems)
		}
	}
	docs, problems := readOne(t, "x.jsonl", `{"text":"网\u0000络","date":"2015"}`, Input{})
	if len(docs) != 1 || len(problems) != 1 || problems[0].Kind != KindControl {
		t.Errorf("NUL: %v, %+v", docs, problems)
	}
}

// TestEncodingsOfRealTexts decodes what other people encoded, and the same text must come out as
// stands beside it in UTF-8.
func TestEncodingsOfRealTexts(t *testing.T) {
	root := fixture.Corpora(t, "")
	for _, row := range []struct{ name, encoding string }{{"as_test", "big5"}, {"pku_test", "gb18030"}} {
		bytes := func(ending string) []byte {
			b, err := os.ReadFile(filepath.Join(root, "icwb2", row.name+ending))
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		legacy := bytes(".txt")
		if name, _ := charset.Detect(legacy, true, ""); name != row.encoding {
			t.Errorf("%s.txt is taken for %s, want %s", row.name, name, row.encoding)
		}
		docs, problems := readOne(t, row.name+".txt", string(legacy), Input{Source: SourceRule{Name: "icwb2"}, Date: []string{FromField}})
		if len(docs) != 1 || docs[0].Encoding != row.encoding || !utf8.ValidString(docs[0].Text) {
			t.Fatalf("%s.txt: %d documents, problems %+v", row.name, len(docs), problems)
		}
		if row.name == "as_test" && docs[0].Text != string(bytes(".utf8")) {
			t.Errorf("%s.txt and %s.utf8 are not the same text", row.name, row.name)
		}
	}
}
