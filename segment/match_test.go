package segment

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tifa/segment/realtexts"
)

// finding is a function that writes the mentions in a text as "id=keyword id=keyword …".
func finding(t testing.TB, lexicons ...*Lexicon) func(text string) string {
	m, err := NewMatcher(lexicons...)
	if err != nil {
		t.Fatal(err)
	}
	r, f := openedHere().Reader(), m.Finder()
	return func(text string) string {
		var found []string
		f.Begin(Document{Body: Text{Text: text}})
		for s := range r.Sentences(text, nil) {
			for _, x := range f.Find(s) {
				found = append(found, fmt.Sprintf("%s=%s", m.Concepts[x.Concept].ID, string(s.Fold[x.Start:x.End])))
			}
		}
		return strings.Join(found, " ")
	}
}

// What the built-in lexicon counts and what it must not: each row was met in real texts.
func TestBuiltInLexiconCounts(t *testing.T) {
	find := finding(t, BuiltInLexicon())
	for _, c := range []struct{ text, want string }{
		{"境外敌对势力", "foreign_hostile_forces=境外敌对势力 hostile_forces=敌对势力"},
		{"境外敵對勢力", "foreign_hostile_forces=境外敌对势力 hostile_forces=敌对势力"},
		{"网络空间主权", "cybersovereignty=网络空间主权"},
		{"互联网+", "internet_plus=互联网+"},
		{"互联网＋", "internet_plus=互联网+"},
		{"“互联网+”", "internet_plus=互联网+"},
		{"“互联网”+", "internet_plus=互联网”+"},
		{"互联网“+”", "internet_plus=互联网“+"},
		{"「互聯網」＋", "internet_plus=互联网」+"},
		{"互联网 +", "internet_plus=互联网 +"},
		{"互联网 ＋农业", "internet_plus=互联网+"},
		{"医疗+互联网", ""},
		{"贸易失信行为", "trust_breaking=失信"},
		{"丧失信心", ""},
		{"信号消失信号恢复", ""},
		{"雨水渗透", ""},
		{"意识形态领域渗透", "ideology=意识形态 ideological_infiltration=意识形态领域渗透"},
		{"江西化解、分化", ""},
		{"搞“西化”“分化”", "westernise_and_divide=西化”“分化"},
		{"新闻舆论战线", ""},
		{"网络战略", ""},
		{"网络战争", "cyber_warfare=网络战争"},
		{"世界最大数据中心", ""},
		{"动物联网", ""},
		{"纯净网络", ""},
		{"“净网2014”行动", "cleaning_the_web=净网"},
		{"互联网与国际法院", ""},
		{"违反国际法", ""},
		{"网络空间适用国际法", "international_law=国际法"},
		{"网络空间要有秩序。国际法适用。", "international_law=国际法"},
		{"网络空间要有秩序。\n\n国际法适用。", ""},
		{"四项基本原则", ""},
		{"本原则", ""},
		{"互联网与国家安全事务助理", ""},
		{"互联网与国家安全生产", ""},
		{"维护国家安全", ""},
		{"没有网络安全就没有国家安全", "cyber_security=网络安全 national_security=国家安全"},
		{"国家互联网信息办公室", "cyberspace_administration=国家互联网信息办公室"},
		{"工业和信息化部", "ministry_of_industry_and_it=工业和信息化部"},
		{"中央网络安全和信息化领导小组", "leading_group=中央网络安全和信息化领导小组"},
		{"她的真实身份", ""},
		{"国内外敌对势力", "hostile_forces_at_home_and_abroad=国内外敌对势力 hostile_forces=敌对势力"},
		{"境內外敵對勢力", "hostile_forces_at_home_and_abroad=境内外敌对势力 hostile_forces=敌对势力"},
		{"敌对势力和敌对分子", "hostile_forces=敌对势力 hostile_elements=敌对分子"},
		{"勾结外国或者境外势力", "foreign_forces=外国或者境外势力"},
		{"境外势力", "external_forces=境外势力"},
		{"所谓“普世价值”", "so_called_universal_values=“普世价值"},
		{"香港重视普世价值", ""},
		{"互联网与国家安全局势", "national_security=国家安全局势"},
		{"互联网与国家安全局", ""},
		{"互联网与国家安全机关", ""},
		{"机动车国家安全技术标准", ""},
		{"工业和信息化、自然资源等部门", ""},
		{"网络安全与信息化领导小组", "leading_group=网络安全与信息化领导小组"},
		{"信息化条件下局部战争", "informatised_warfare=信息化条件下局部战争"},
		{"推进信息化", "informatisation=信息化"},
		{"正确舆论导向", "opinion_orientation=舆论导向"},
		{"以正确的舆论引导人", "opinion_orientation=以正确的舆论引导人"},
		{"舆论引导能力", "opinion_channelling=舆论引导"},
		{"合作双赢", ""},
		{"网络空间合作双赢", "win_win_cooperation=合作双赢"},
		{"“互联网+”合作双赢", "internet_plus=互联网+"},
		{"火车票实名制", ""},
		{"用户实名注册", "real_name=实名注册"},
		{"网络实名制", "real_name=实名制"},
		{"网上实名举报", ""},
		{"其实名单在网上", ""},
		{"铁路等关键基础设施", ""},
		{"关键信息基础设施", "critical_infrastructure=关键信息基础设施"},
		{"互联网国际法治", "international_rule_of_law=国际法治"},
		{"国际关系基本准则", ""},
		{"网络主权是国际关系基本准则", "cybersovereignty=网络主权 basic_principles=国际关系基本准则"},
		{"航天核心技术", ""},
		{"芯片核心技术", "core_technology=核心技术"},
		{"风电国产化", ""},
		{"软件国产化", "localisation=国产化"},
		{"债务处于安全可控范围", ""},
		{"网络安全审查", "cyber_security=网络安全 security_review=网络安全审查"},
		{"人民共享经济全球化", ""},
	} {
		if got := find(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// What the other lexicons count of the wordings that the built-in one has only about the web.
func TestLexiconsCountInGeneral(t *testing.T) {
	var all []*Lexicon
	for _, name := range []string{"foreign-policy", "security-and-stability", "governing-programme", "ideology-and-media",
		"diplomatic-protest"} {
		text, _ := ShippedLexicon(name)
		l, err := ParseLexicon(name, text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	find := finding(t, all...)
	for _, c := range []struct{ text, want string }{
		{"中非命运共同体", "community_of_destiny=命运共同体"},
		{"人类命运共同体", "shared_future=人类命运共同体"},
		{"合作双赢", "win_win_cooperation_in_general=合作双赢"},
		{"违反国际法", "international_law_in_general=国际法"},
		{"国际法院", ""},
		{"国家安全局", ""},
		{"维护国家安全", "national_security_in_general=国家安全"},
		{"香港重视普世价值", "universal_values=普世价值"},
		{"航天核心技术", "core_technology_in_general=核心技术"},
		{"互不干涉中国内政", "non_interference_in_general=互不干涉中国内政"},
		{"停止干涉中国内政", "gross_interference=干涉中国内政"},
	} {
		if got := find(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// Segmentation decides nothing but boundary: token and gaps.
func TestFind(t *testing.T) {
	l, err := ParseLexicon("l.yaml", []byte(`concepts:
  - {id: a, theme: t, phrases: [国安], boundary: token}
  - {id: b, theme: t, phrases: [国安]}
  - {id: c, theme: t, phrases: [中国, 中国安全]}
  - {id: d, theme: u, phrases: ["维护{1,1}安全"]}
  - {id: e, theme: u, phrases: ["维护{0,2}网络{0,1}安全"], except: [网络安全审查]}
`))
	if err != nil {
		t.Fatal(err)
	}
	find := finding(t, l)
	for _, c := range []struct{ text, want string }{
		{"中国安全", "c=中国安全 b=国安"},
		{"维护国家安全", "d=维护国家安全"},
		{"维护网络安全", "d=维护网络安全 e=维护网络安全"},
		{"维护安全", ""},
		{"维护。网络安全", ""},
		{"维护国家网络安全审查", "e=维护国家网络安全"}, // the match is not inside the except, it only ends there
	} {
		if got := find(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// Counts in real texts: government work reports, published counts of plain substrings.
func TestGovernmentWorkReports(t *testing.T) {
	file, err := os.Open(filepath.Join(realtexts.Folder(t), "gwr", "government_work_reports.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	l, err := ParseLexicon("l.yaml", []byte(`concepts:
  - {id: reform, phrases: [改革]}
  - {id: development, phrases: [发展]}
  - {id: internet_plus, phrases: ["互联网(”|“|)+"]}
  - {id: social_credit, phrases: [社会信用体系]}
  - {id: society, phrases: [社会]}
  - {id: security, phrases: [安全]}
  - {id: hostile_forces, phrases: [敌对势力]}
  - {id: other, phrases: [网络主权, 颜色革命]}
`))
	if err != nil {
		t.Fatal(err)
	}
	find := finding(t, l)
	counts := map[int]map[string]int{}
	for d := json.NewDecoder(file); ; {
		var report struct {
			Year    *int `json:",string"`
			Content string
		}
		if err := d.Decode(&report); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if report.Year == nil {
			continue
		}
		counts[*report.Year] = map[string]int{}
		for _, x := range strings.Fields(find(report.Content)) {
			id, _, _ := strings.Cut(x, "=")
			counts[*report.Year][id]++
		}
	}
	want := map[int]map[string]int{
		2015: {"reform": 88, "development": 134, "internet_plus": 1, "social_credit": 1},
		2019: {"reform": 109, "development": 144, "society": 58, "security": 16, "internet_plus": 7},
	}
	for _, year := range []int{1981, 1992, 1999, 2000, 2001, 2002, 2003} {
		want[year] = map[string]int{"hostile_forces": 1}
	}
	if len(counts) != 52 {
		t.Errorf("%d reports with a year, want 52", len(counts))
	}
	for year, got := range counts {
		for id, n := range want[year] {
			if got[id] != n {
				t.Errorf("%d: %s %d times, want %d", year, id, got[id], n)
			}
		}
		if got["other"] != 0 || got["hostile_forces"] != want[year]["hostile_forces"] {
			t.Errorf("%d: %v", year, got)
		}
	}
	if counts[2021]["internet_plus"] == 0 {
		t.Error("2021: no 互联网+, though it is there full-width")
	}
}

func TestFindDoesNotAllocate(t *testing.T) {
	m, err := NewMatcher(BuiltInLexicon())
	if err != nil {
		t.Fatal(err)
	}
	f := m.Finder()
	s := eachCharacterAToken("境外敌对势力借网络环境渗透,维护网络空间主权和国家安全,抵制意识形态领域的渗透")
	if n := len(f.Find(s)); n < 6 {
		t.Fatalf("%d mentions", n)
	}
	if n := testing.AllocsPerRun(100, func() { f.Find(s) }); n != 0 {
		t.Errorf("%v allocations in a sentence", n)
	}
}

// openedHere is a Segmenter with the dictionary as it comes.
var openedHere = sync.OnceValue(func() *Segmenter {
	s, err := Open(Options{})
	if err != nil {
		panic(err)
	}
	return s
})

// eachCharacterAToken is a sentence in which every character is a token.
func eachCharacterAToken(folded string) *Sentence {
	s := &Sentence{Fold: []rune(folded)}
	for i := range s.Fold {
		s.Tokens = append(s.Tokens, Token{Start: int32(i), End: int32(i) + 1, Word: -1})
	}
	return s
}
