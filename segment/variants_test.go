package segment

import "testing"

// TestVariants: spellings of one character that text in Simplified characters has, too, are one
// where phrases are matched; excepts and lists of near go with them.
func TestVariants(t *testing.T) {
	l, err := ParseLexicon("v.yaml", []byte(`concepts:
- {id: facing, phrases: [面临着]}
- {id: know, phrases: ["了解{0,2}国情"]}
- {id: lean, phrases: [凭借], except: [凭借着]}
- {id: what, phrases: [甚么主义]}
- {id: name, phrases: [弗拉基米尔•普京]}
- {id: beside, phrases: [主权], near: [沿着]}
`))
	if err != nil {
		t.Fatal(err)
	}
	find := finding(t, l)
	for _, c := range []struct{ text, want string }{
		{"我們面臨著新的挑戰", "facing=面临著"},
		{"我们面临着新的挑战", "facing=面临着"},
		{"瞭解中國國情，了解国情", "know=瞭解中国国情 know=了解国情"},
		{"憑藉自身力量", "lean=凭藉"},
		{"憑藉著自身力量", ""},
		{"不問甚麼主義，什么主义", "what=甚么主义 what=什么主义"},
		{"弗拉基米尔·普京，弗拉基米尔・普京，弗拉基米爾‧普京，弗拉基米尔•普京",
			"name=弗拉基米尔·普京 name=弗拉基米尔・普京 name=弗拉基米尔‧普京 name=弗拉基米尔•普京"},
		{"沿著道路，維護主權", "beside=主权"},
		{"著名", ""},
	} {
		if got := find(c.text); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}
