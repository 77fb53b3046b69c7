package match

import (
	"slices"
	"strings"
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

// What an except leaves out is not noted, nor what the conditions of two concepts keep apart. Each
// row was checked by matching the string.
func TestCheckKnowsExceptsAndConditions(t *testing.T) {
	for _, row := range []struct{ outer, inner, want string }{
		{`phrases: [中央国家安全委员会]`, `phrases: [国家安全], except: [国家安全委员会]`, ""},
		{`phrases: ["网络安全(和|与)信息化领导小组"]`, `phrases: [网络安全], except: [网络安全和信息化领导小组]`,
			`where "网络安全与信息化领导小组" counts for outer, "网络安全" counts for inner`},
		{`phrases: [信息化部], except: [工业和信息化部]`, `phrases: [信息化]`, `where "信息化部" counts for outer, "信息化" counts for inner`},
		{`phrases: [信息化部, 部], except: [信息化部]`, `phrases: [信息化]`, ""},
		{`phrases: [网络主权]`, `phrases: [主权], near: [网络]`, `where "网络主权" counts for outer, "主权" may count for inner`},
		{`phrases: [网络主权]`, `phrases: [主权], not_near: [网络]`, ""},
		{`phrases: [网络主权], quoted: only`, `phrases: [主权], quoted: never`, ""},
		{`phrases: [网络主权], quoted: never`, `phrases: [主权], quoted: only`, ""},
		{`phrases: [网络“主权”], quoted: never`, `phrases: [主权], quoted: only`, `where "网络“主权”" counts for outer, "主权" may count for inner`},
		{`phrases: [网络主权], to: 2013`, `phrases: [主权], from: 2014`, ""},
		{`phrases: [网络主权], from: 2014-05`, `phrases: [主权], to: 2014-05`, `where "网络主权" counts for outer, "主权" may count for inner`},
	} {
		l, err := lexicon.Parse("l.yaml", []byte("concepts:\n- {id: outer, "+row.outer+"}\n- {id: inner, "+row.inner+"}\n"))
		if err != nil {
			t.Fatal(err)
		}
		findings, err := Check(l)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range findings {
			if f.Level == Note && f.Concept == "outer" && !strings.Contains(f.Message, "has dates") {
				got += f.Message
			}
		}
		if got != row.want {
			t.Errorf("%s with %s:\n got %s\nwant %s", row.outer, row.inner, got, row.want)
		}
	}
}

func TestCheckConditions(t *testing.T) {
	const described = "theme: t, zh: z, pinyin: p, en: e, cite: c"
	l, err := lexicon.Parse("l.yaml", []byte(`concepts:
  - {id: fine, phrases: [信息主权], near: [网络, 互联网], not_near: [网络电视], `+described+`}
  - {id: wider, phrases: [数字主权], near: [互联网, "(互联|局域)网", 联网], `+described+`}
  - {id: never, phrases: [文化主权], near: [网络安全, 上网络], not_near: [网络], `+described+`}
  - {id: dated, phrases: [技术主权], from: 2013, `+described+`}
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
		`l.yaml:3: warning: near "互联网" is redundant: "(互联|局域)网" stands wherever it stands`,
		`l.yaml:4: warning: concept "never" can never count: each string of near holds one of not_near`,
		`l.yaml:5: note: concept "dated" has dates: documents without a date, or whose date is too coarse to tell, have no mention of it`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", lines(got), lines(want))
	}
}
