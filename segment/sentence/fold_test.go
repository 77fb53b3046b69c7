package sentence

import (
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"外國敵對勢力", "外国敌对势力"},
		{"ＧＤＰ增長６．９％", "gdp增长6.9%"},
		{"⼈⽹ 豈", "人网岂"},
		{"网\u200b络\u00ad主\ufe0f权\ufeff", "网络主权"},
		{"网络\n主权", "网络主权"},
		{"网络\r\n主权", "网络主权"},
		{"网络\r主权", "网络主权"},
		{"网 络\u3000主\u00a0权\t。", "网络主权。"},
		{"网络 \n 主权", "网络\n主权"},
		{"网络\n\n主权", "网络\n主权"},
		{"网络\n\u3000\u3000主权", "网络\n主权"},
		{"网络\u2029主权", "网络\n主权"},
		{"网络\u2028主权", "网络主权"},
		{"cyber  sovereignty", "cyber sovereignty"},
		{"cyber\nsovereignty", "cyber sovereignty"},
		{"cyber\n主权", "cyber主权"},
		{"cyber 主权", "cyber 主权"},
		{"他说： “网络主权”", "他说:“网络主权”"},
		{"said “yes” and", "said “yes” and"},
		{" 网络 ", "网络"},
		{"\xff网\xe4\xb8络", "\ufffd网\ufffd\ufffd络"},
		{"①②", "12"},
		{"", ""},
		{"\u200b \n", ""},
		{"𠮷野家", "𠮷野家"},
		{"㑮", "𫝈"},
	} {
		if got := Fold(row.text); got != row.want {
			t.Errorf("Fold(%q) = %q, want %q", row.text, got, row.want)
		}
		if got := Fold(row.want); got != row.want && !strings.Contains(row.want, "\n") {
			t.Errorf("Fold(%q) = %q, want it unchanged", row.want, got)
		}
	}
}
