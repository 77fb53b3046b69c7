package corpus

import (
	"reflect"
	"strings"
	"testing"
)

const someSources = `
title: mine
sources:
  - id: army
    zh: 解放军报
    en: PLA Daily
    aliases: [解放军报社, ＰＬＡ]
    kind: newspaper
    stance: hawkish
    attributes: {camp: army}
    reason: because
    cite: there
  - {id: quiet, zh: 静报}
`

func mustSources(t *testing.T, text string) *Sources {
	t.Helper()
	r, err := ParseRegistry("s.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r.Sources
}

func TestFindSource(t *testing.T) {
	s := mustSources(t, someSources)
	for name, want := range map[string]string{
		"army": "army", "解放军报": "army", " 解放军报社\n": "army", "pla daily": "army", "ＰＬＡ　Ｄａｉｌｙ": "army", "pla": "army", "静报": "quiet", "人民日报": "", "": "",
	} {
		if got, ok := s.Find(name); got.ID != want || ok != (want != "") {
			t.Errorf("Find(%q) is %q, want %q", name, got.ID, want)
		}
	}
	if got, _ := s.Find("quiet"); got.Stance != Unclassified || got.Kind != "unknown" {
		t.Errorf("a source of which nothing is said is %+v", got)
	}
}

func TestMergeSources(t *testing.T) {
	base := mustSources(t, someSources)
	merged, err := base.merge(mustSources(t, `
sources:
  - {id: army, stance: moderate, reason: I disagree}
  - {id: quiet, attributes: {camp: press}}
  - {id: new, zh: 新报}
`))
	if err != nil {
		t.Fatal(err)
	}
	got, _ := merged.Find("解放军报")
	want := Source{ID: "army", Zh: "解放军报", En: "PLA Daily", Aliases: []string{"解放军报社", "ＰＬＡ"}, Kind: "newspaper", Stance: "moderate",
		Attributes: map[string]string{"camp": "army"}, Reason: "I disagree"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if before, _ := base.Find("army"); before.Stance != "hawkish" {
		t.Error("merging changed the registry it started from")
	}
	if got, _ := merged.Find("静报"); got.Attributes["camp"] != "press" || len(merged.list) != 3 {
		t.Errorf("%+v", merged.list)
	}
}

func TestWrongSources(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"sources:\n  - id: a\n    stanc: hawkish", "unknown field"},
		{"sources:\n  - id: a\n  - id: b\n    stance: hawkish", `s.yaml:3: source "b": stance "hawkish" without a reason: a stance is data with its reason and citation`},
		{"sources:\n  - zh: 报", "s.yaml:2: source \"\": id is empty"},
		{"sources:\n  - id: a\n\n  - id: a", `s.yaml:4: source "a": id is also in line 2`},
		{"sources:\n  - {id: a, zh: 报}\n  - {id: b, aliases: [报 ]}", `s.yaml:3: source "b": name "报" belongs to source "a"`},
		{"sources: 7", "s.yaml: "},
	} {
		if _, err := ParseRegistry("s.yaml", []byte(row.text)); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%q: %v; want %q", row.text, err, row.want)
		}
	}
	bomb := "sources:\n- &a {id: x, aliases: [" + strings.Repeat("y,", 2000) + "]}\n" + strings.Repeat("- *a\n", 2000)
	for _, text := range []string{bomb, "title: " + strings.Repeat("[", 200<<10)} {
		if _, err := ParseRegistry("s.yaml", []byte(text)); err == nil || strings.Contains(err.Error(), "keys of a source") {
			t.Errorf("%.40q: %.200v", text, err)
		}
	}
	base := mustSources(t, someSources)
	for _, row := range []struct{ text, want string }{
		{"sources:\n  - {id: new, stance: hawkish, reason: so}", `s.yaml:2: source "new": stance "hawkish" without a cite`},
		{"sources:\n  - {id: new, stance: hawkish, reason: so}\n  - {id: old, stance: hawkish, reason: so}", `s.yaml:3: source "old"`},
		{"sources:\n  - {id: new, zh: 静报}", `name "静报" belongs to source`},
	} {
		if _, err := base.merge(mustSources(t, row.text)); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%q: %v; want %q", row.text, err, row.want)
		}
	}
	if r, err := ParseRegistry("empty.yaml", nil); err != nil || len(r.Sources.list) != 0 {
		t.Errorf("an empty file: %v", err)
	}
}

// TestBuiltInSources reads what is built in; it panics where a stance lacks its reason or citation.
func TestBuiltInSources(t *testing.T) {
	stances := map[string]int{}
	for _, s := range BuiltInSources().list {
		s = completeSource(s)
		stances[s.Stance]++
		if s.Zh == "" || s.En == "" || s.Kind == "unknown" {
			t.Errorf("source %s lacks a name or a kind", s.ID)
		}
	}
	if stances["hawkish"] == 0 || stances["moderate"] == 0 {
		t.Errorf("stances %v: nothing to compare", stances)
	}
}
