package corpus

import (
	"strings"
	"testing"
)

const someAuthors = `
sources:
  - {id: uni, zh: 国防大学, en: Defence University, aliases: [解放军国防大学]}
  - {id: other, zh: 清华大学}
  - {id: paper, zh: 某报, stances: [{stance: hawkish, to: 2013, reason: so}, {stance: moderate, from: 2014-03, reason: so}]}
authors:
  - {id: zhao, zh: 赵甲, en: Zhao Jia, aliases: [趙甲, 阿·乙], affiliation: uni, stance: hawkish, reason: so, cite: there}
  - {id: wang_uni, zh: 王伟, affiliation: 国防大学}
  - {id: wang_other, zh: 王伟, affiliation: other}
  - {id: free, zh: 孙丙}
  - {id: pen, zh: 钟某, kind: pen_name, affiliation: paper}
  - {id: text, zh: 李丁, affiliation: 某研究所}
`

func mustAuthors(t *testing.T, text string) *Registry {
	t.Helper()
	r, err := ParseRegistry("a.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestFindAuthor has one row for each sentence of the rule at Authors.
func TestFindAuthor(t *testing.T) {
	r := mustAuthors(t, someAuthors)
	for _, row := range []struct{ name, affiliation, source, want string }{
		{"赵甲", "", "elsewhere", "zhao"}, // the only one of that name
		{"赵 甲", "", "", "zhao"},
		{"赵　甲", "", "", "zhao"},
		{"趙甲", "", "", "zhao"},
		{"ＺＨＡＯ  jia", "", "", "zhao"},
		{"阿•乙", "", "", "zhao"},
		{"zhao", "", "", "zhao"},
		{"赵甲", "国防大学", "", "zhao"},
		{"赵甲", "国防大学政治学院", "", "zhao"},
		{"赵甲", "解放军国防大学 教授", "", "zhao"},
		{"赵甲", "清华大学", "uni", ""}, // another person of that name
		{"赵甲", "北京国防大学", "", ""},
		{"赵甲", "法学博士、国防大学教授", "", "zhao"},
		{"赵甲", "某研究会会长（兼），国防大学教授", "", "zhao"},
		{"王伟", "", "elsewhere", ""}, // two of that name
		{"王伟", "", "uni", "wang_uni"},
		{"王伟", "清华大学法学院", "uni", "wang_other"},
		{"王伟", "某研究所", "uni", ""},
		{"孙丙", "某研究所", "", "free"},
		{"李丁", "某研究所网络室", "", "text"},
		{"李丁", "", "paper", "text"},
		{"钟某", "", "elsewhere", "pen"},
		{"无名", "", "uni", ""}, {"", "", "uni", ""},
	} {
		got, ok := r.Authors.Find(Byline{Name: row.name, Affiliation: row.affiliation}, row.source, r.Sources)
		if got.ID != row.want || ok != (row.want != "") {
			t.Errorf("%+v: found %q", row, got.ID)
		}
	}
	if got, _ := r.Authors.Find(Byline{Name: "孙丙"}, "", r.Sources); got.Kind != "person" || got.Stance != Unclassified {
		t.Errorf("an author of whom nothing is said is %+v", got)
	}
}

// Names are compared as the given function folds them, here as if 龍 were Traditional for 龙.
func TestNormalizedAuthors(t *testing.T) {
	r, err := mustAuthors(t, "authors: [{id: a, zh: 龙甲}]").Normalized(func(s string) string {
		return strings.ReplaceAll(s, "龍", "龙")
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := r.Authors.Find(Byline{Name: "龍甲"}, "", r.Sources); !ok {
		t.Error("龍甲 is not found as 龙甲")
	}
}

func day(y, m, d int) Date { return Date{Year: y, Month: m, Day: d} }

func TestStanceAt(t *testing.T) {
	r := mustAuthors(t, someAuthors)
	paper, _ := r.Sources.Find("paper")
	for _, row := range []struct {
		date Date
		want string
	}{
		{day(2012, 5, 1), "hawkish"}, {day(2013, 12, 31), "hawkish"}, {day(2013, 0, 0), "hawkish"},
		{day(2014, 1, 1), ""}, {day(2014, 2, 28), ""}, {day(2014, 3, 1), "moderate"}, {day(2014, 3, 0), "moderate"},
		{day(2014, 0, 0), ""}, // may be January
		{day(2015, 0, 0), "moderate"}, {Date{}, ""},
	} {
		if j, ok := paper.StanceAt(row.date); j.Stance != row.want || ok != (row.want != "") {
			t.Errorf("%v: %q, want %q", row.date, j.Stance, row.want)
		}
	}
	if paper.Stance != "moderate" || paper.Reason != "–2013 hawkish: so; 2014-03– moderate: so" {
		t.Errorf("the table says %q, %q", paper.Stance, paper.Reason)
	}
	zhao, _ := r.Authors.Find(Byline{Name: "赵甲"}, "", r.Sources)
	if j, ok := zhao.StanceAt(Date{}); !ok || j.Stance != "hawkish" {
		t.Error("a stance for all time does not hold for a text without a date")
	}
}

func TestWrongAuthors(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"authors:\n  - {id: a, zh: 甲, stanc: x}", "keys of an author: the same, and affiliation"},
		{"authors:\n  - {id: a, zh: 甲}\n  - {id: b, zh: 乙, stance: hawkish}", `a.yaml:3: author "b": stance "hawkish" without a reason`},
		{"authors:\n  - zh: 甲", `a.yaml:2: author "": id is empty`},
		{"authors:\n  - {id: a, zh: 甲}\n\n  - {id: a, zh: 乙}", `a.yaml:4: author "a": id is also in line 2`},
		{"authors:\n  - {id: a, zh: 甲}\n  - {id: b, zh: 甲 }", `a.yaml:3: author "b": name "甲" belongs to author "a" of the same affiliation`},
		{"sources: [{id: s, zh: 某报}]\nauthors:\n  - {id: a, zh: 甲, affiliation: s}\n  - {id: b, zh: 甲, affiliation: 某报}", `a.yaml:4: author "b": name "甲" belongs`},
		{"authors:\n  - {id: a, zh: 甲, kind: ghost}", `a.yaml:2: author "a": kind "ghost" is none of person, pen_name, collective`},
		{"authors:\n  - {id: a, zh: 甲, stance: x, reason: y, from: 2015-13}", `a.yaml:2: author "a": from or to: `},
		{"authors:\n  - {id: a, zh: 甲, stance: x, reason: y, from: 2015, to: 2014}", "from 2015 is after to 2014"},
		{"sources:\n  - {id: a, stances: [{stance: x, reason: y, to: 2015}, {stance: z, reason: y, from: 2015-06}]}", `a.yaml:2: source "a": stances "x" and "z" hold at one time`},
		{"authors:\n  - {id: a, zh: 甲, stance: x, reason: y, stances: []}", "both stance and stances"},
		{"authors:\n  - {id: a, zh: 甲, from: 2014, stances: []}", "from or to beside stances"},
	} {
		if _, err := ParseRegistry("a.yaml", []byte(row.text)); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%q: %v; want %q", row.text, err, row.want)
		}
	}
	base := mustAuthors(t, someAuthors)
	for _, row := range []struct{ text, want string }{
		{"authors:\n  - {id: new, zh: 新, stance: hawkish, reason: so}", `a.yaml:2: author "new": stance "hawkish" without a cite`},
		{"authors:\n  - {id: new}", `a.yaml:2: author "new": no name: give zh or en`},
		{"authors:\n  - {id: new, zh: 王伟, affiliation: uni}", `a.yaml:2: author "new": name "王伟" belongs to author "wang_uni"`},
	} {
		if _, err := base.Merge(mustAuthors(t, row.text)); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%q: %v; want %q", row.text, err, row.want)
		}
	}
}

// One line changes an author that is there already, and leaves the rest.
func TestMergeAuthors(t *testing.T) {
	base := mustAuthors(t, someAuthors)
	r, err := base.Merge(mustAuthors(t, `authors:
  - {id: zhao, stances: [{stance: moderate, to: 2013, reason: I disagree}, {stance: hawkish, from: 2014, reason: so}]}
  - {id: pen, attributes: {control: supportive}}`))
	if err != nil {
		t.Fatal(err)
	}
	zhao, _ := r.Authors.Find(Byline{Name: "赵甲"}, "", r.Sources)
	if j, _ := zhao.StanceAt(day(2013, 1, 1)); j.Stance != "moderate" || zhao.Affiliation != "uni" {
		t.Errorf("%+v", zhao)
	}
	if pen, _ := r.Authors.Find(Byline{Name: "钟某"}, "", r.Sources); pen.Kind != "pen_name" || pen.Attributes["control"] != "supportive" {
		t.Errorf("%+v", pen)
	}
	if before, _ := base.Authors.Find(Byline{Name: "赵甲"}, "", base.Sources); before.Stance != "hawkish" {
		t.Error("merging changed the registry it started from")
	}
}

func TestBuiltInAuthors(t *testing.T) {
	r := BuiltInRegistry()
	for _, row := range []struct{ name, affiliation, id, stance string }{
		{"赵周贤", "国防大学", "zhao_zhouxian", "hawkish"}, {"王孔祥", "", "wang_kongxiang", "moderate"},
		{"黄惠康", "外交部条约法律司", "huang_huikang", "official"}, {"Xu Zhilian", "", "xu_zhidong", "hawkish"},
		{"钟声", "", "zhong_sheng", Unclassified}, {"解辛平", "", "xie_xinping", Unclassified},
	} {
		got, _ := r.Authors.Find(Byline{Name: row.name, Affiliation: row.affiliation}, "", r.Sources)
		if got.ID != row.id || got.Stance != row.stance {
			t.Errorf("%s is %q, %q", row.name, got.ID, got.Stance)
		}
	}
	for i := range r.Authors.list {
		a := &r.Authors.list[i]
		if _, ok := r.Sources.Find(a.Affiliation); !ok {
			t.Errorf("author %s: affiliation %q is no source", a.ID, a.Affiliation)
		}
	}
}
