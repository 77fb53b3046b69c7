package segment

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestConditionsOfSpeakers(t *testing.T) {
	for _, row := range []struct{ name, keys, title, body, want string }{
		{"named", "speaker: [外交部, 国防部]", "", "外交部发言人表示，核心技术。\n俄罗斯国防部称，核心技术。\n路透社称，核心技术。核心技术", "c@body:27 c@body:67"},
		{"nobody", "speaker: [外交部]", "", "核心技术。", ""},
		{"not", "not_speaker: [外交部]", "", "外交部发言人表示，核心技术。\n路透社称，核心技术。\n核心技术。", "c@body:58 c@body:74"},
		{"both", "speaker: [外交部], not_speaker: [俄罗斯]", "", "外交部称，核心技术。\n俄罗斯外交部称，核心技术。", "c@body:15"},
		{"begins with", "speaker: [^外交部, '^中国(外交|国防)部']", "", "外交部称，核心技术。\n俄罗斯外交部称，核心技术。\n中国国防部称，核心技术。", "c@body:15 c@body:92"},
		{"Traditional", "speaker: [外交部]", "", "外交部發言人稱，核心技術。", "c@body:24"},
		{"a pattern in Traditional characters", "speaker: ['(外交|國防)部']", "", "国防部称，核心技术。", "c@body:15"},
		{"named behind it", "speaker: [王小明]", "", "“我们要有核心技术。”王小明说。", "c@body:15"},
		{"the title is a text of its own", "speaker: [外交部]", "外交部称，核心技术", "核心技术。", "c@title:15"},
		{"conditions come before the longest", "phrases: [核心技术学院, 核心技术], speaker: [外交部]", "", "外交部称，核心技术学院。", "c@body:15"},
	} {
		keys := row.keys
		if !strings.Contains(keys, "phrases:") {
			keys = "phrases: [核心技术], " + keys
		}
		find := findingIn(t, "concepts: [{id: c, "+keys+"}]")
		if got := find(row.title, row.body); got != row.want {
			t.Errorf("%s: %s in %q, %q: got %q, want %q", row.name, row.keys, row.title, row.body, got, row.want)
		}
	}
}

// The mentions of a concept with speakers are those of one without that stand in their words.
func TestSpeakersEqualFilter(t *testing.T) {
	pieces := strings.Fields("外交部 发言人 王 小 明 说 表示 核心技术 核心技术 ， 。 “ ” ： 反对 他 会议")
	named := findingIn(t, "concepts: [{id: c, phrases: [核心技术], speaker: [外交部, 小]}]")
	others := findingIn(t, "concepts: [{id: c, phrases: [核心技术], not_speaker: [外交部, 小]}]")
	all := findingIn(t, "concepts: [{id: c, phrases: [核心技术]}]")
	reader, attributor := openedHere().Reader(), NewAttributor(openedHere())
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "body"), "")
		attributor.Start()
		for s := range reader.Sentences(body, nil) {
			attributor.Read(s)
		}
		var want [2][]string
		at := 0
		for _, mention := range strings.Fields(all("", body)) {
			at += strings.Index(body[at:], "核心技术")
			speaker := SpeakerAt(attributor.Spans(), at, at+len("核心技术")).Speaker
			n := 1
			if strings.Contains(speaker, "外交部") || strings.Contains(speaker, "小") {
				n = 0
			}
			want[n] = append(want[n], mention)
			at++
		}
		for n, find := range []func(string, string, ...ExcludedSpan) string{named, others} {
			if got := strings.Fields(find("", body)); !slices.Equal(got, want[n]) {
				t.Fatalf("%q: got %v, want %v", body, got, want[n])
			}
		}
	})
}
