package match

import (
	"slices"
	"testing"

	"tifa/segment/lexicon"
)

func TestCheck(t *testing.T) {
	const described = "theme: t, zh: z, pinyin: p, en: e, cite: c"
	l, err := lexicon.Parse("l.yaml", []byte(`concepts:
  - {id: none, phrases: [颜色革命]}
  - {id: twice, phrases: [网络攻击, "网络(黑客|)攻击", "網絡攻擊"], `+described+`}
  - {id: gaps, phrases: ["维护{0,2}秩序", "维护{0,1}秩序", "维护{0,3}纪律"], `+described+`}
  - {id: never, phrases: [信息化建设], except: [信息化建设], `+described+`}
  - {id: useless, phrases: [大数据], except: [最大数据, 数据库], `+described+`}
  - {id: short, phrases: [失信, 5g, "失{0,1}信"], `+described+`}
  - {id: token, phrases: [失信], boundary: token, `+described+`}
  - {id: outer, phrases: [境外敌对势力, 西方敌对势力], `+described+`}
  - {id: inner, phrases: [敌对势力], `+described+`}
`))
	if err != nil {
		t.Fatal(err)
	}
	findings, err := Check(l)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		got = append(got, f.String())
	}
	want := []string{
		`l.yaml:2: hint: concept "none" has no theme, zh, pinyin, en, cite: readers of the tables will look for it`,
		`l.yaml:3: warning: phrase "网络攻击" is redundant: "网络(黑客|)攻击" matches all that it matches`,
		`l.yaml:3: warning: phrase "網絡攻擊" is redundant: "网络攻击" matches all that it matches`,
		`l.yaml:4: warning: phrase "维护{0,1}秩序" is redundant: "维护{0,2}秩序" matches all that it matches`,
		`l.yaml:5: warning: phrase "信息化建设" can never match: except has the same string`,
		`l.yaml:6: warning: except "数据库" has no effect: no phrase of the concept lies in it`,
		`l.yaml:7: hint: "失信" is short: it may be part of other words; try --corpus, and boundary: token or except`,
		`l.yaml:7: note: where "失信" counts for short, "失信" counts for token`,
		`l.yaml:8: note: where "失信" counts for token, "失信" counts for short`,
		`l.yaml:9: note: where "境外敌对势力" counts for outer, "敌对势力" counts for inner`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", lines(got), lines(want))
	}
}

func lines(all []string) (text string) {
	for _, s := range all {
		text += s + "\n"
	}
	return text
}
