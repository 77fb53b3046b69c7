package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestGarbled(t *testing.T) {
	text := "各国都应当尊重网络主权，反对利用信息技术干涉别国内政。会议提出，要加强网络安全能力建设。"
	read := func(bytes string, as *charmap.Charmap) string {
		var b strings.Builder
		for _, c := range []byte(bytes) {
			b.WriteRune(as.DecodeByte(c))
		}
		return b.String()
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf8AsGBK, err := simplifiedchinese.GBK.NewDecoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for garbled, want := range map[string]string{
		"会议认为锟斤拷十分重要": "lost", "锟斤拷锟斤拷锟斤拷": "lost",
		read(text, charmap.ISO8859_1): "Latin-1", read(gbk, charmap.ISO8859_1): "Latin-1",
		utf8AsGBK: "as GBK", "标题：" + utf8AsGBK: "as GBK",
	} {
		if got := Garbled(garbled); !strings.Contains(got, want) || got == "" {
			t.Errorf("%.60q: %q, want one that says %q", garbled, got, want)
		}
	}
	for _, sound := range []string{text, "", "plain ASCII", "Übersetzung für Anfänger: naïve café, señor, ação, Größe, Köln", "陈伟、黄静、徐娟、魑魅魍魉、饕餮、貔貅、龃龉、踟蹰、邋遢、旖旎",
		"網絡主權，各國都應當尊重網絡主權", "Новости о сети и безопасности", "ネットワーク主権について", strings.Repeat("①②③【】《》", 20), "¥€£©®°±²³µ¶·¸¹º»¼½¾"} {
		if got := Garbled(sound); got != "" {
			t.Errorf("%.60q: %q", sound, got)
		}
	}
}
