package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMeasureSettingsAreStrict(t *testing.T) {
	for yaml, want := range map[string]string{
		"measures: {seed: 5}":                 "",
		"measures: {emerging: {top: 10}}":     "",
		"measures: {sead: 5}":                 "unknown field",
		"measures: {temperature: {hot: 0.5}}": "descend",
		"measures: {permutations: 5}":         "at least 99",
		"measures: {document_tokens: some}":   "compared, all or none",
		"measures: {prior: 0}":                "above 0",
		"measures: {bursts: {states: 1}}":     "unknown field",
	} {
		file := filepath.Join(t.TempDir(), "tifa.yaml")
		if err := os.WriteFile(file, []byte("inputs: [{path: texts}]\n"+yaml+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		c, err := Load(file)
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", yaml, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: error %v, want %q", yaml, err, want)
		case want == "" && (c.Measures.Permutations != 9999 || c.Measures.Emerging.MinCount != 10):
			t.Errorf("%s: what is left out has lost its default: %+v", yaml, c.Measures)
		}
	}
}

// A comparison by an attribute or with a value that no source has is refused before any work.
func TestComparisonsOfNothing(t *testing.T) {
	for yaml, want := range map[string]string{
		"{by: stanse, a: hawkish, b: moderate}":     `no source has the attribute "stanse": did you mean stance?`,
		"{by: stance, a: hawkisch, b: moderate}":    `no source has stance "hawkisch": did you mean hawkish?`,
		"{by: stance, a: hawkish, b: moderat}":      `no source has stance "moderat": did you mean moderate?`,
		"{by: Stance, a: hawkish, b: moderate}":     `no source has the attribute "Stance": did you mean stance?`,
		"{by: stance, a: hawkish, b: moderate}":     "",
		"{by: stance, a: unclassified, b: hawkish}": "",
	} {
		file := filepath.Join(t.TempDir(), "tifa.yaml")
		if err := os.WriteFile(file, []byte("inputs: [{path: texts}]\ncompare: ["+yaml+"]\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		c, err := Load(file)
		if err != nil {
			t.Fatal(err)
		}
		_, err = LoadStudy(c, "")
		var usage *UsageError
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", yaml, err)
		case want != "" && (!errors.As(err, &usage) || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: error %v, want %q", yaml, err, want)
		}
	}
}

// The built-in events are of Chinese internet governance: other lexicons have none, unless they are
// asked for.
func TestEventsOfTheLexicon(t *testing.T) {
	for yaml, want := range map[string]bool{
		"": true, "lexicons: [internet-governance]": true, "lexicons: [mine.yaml]": false,
		"lexicons: [mine.yaml]\nevents: built-in": true, "lexicons: [internet-governance, mine.yaml]": true,
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"tifa.yaml": "inputs: [{path: texts}]\n" + yaml + "\n",
			"mine.yaml": "title: Mine\nconcepts:\n  - {id: reform, theme: t, zh: 改革, en: reform, cite: mine, phrases: [改革]}\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		c, err := Load(filepath.Join(dir, "tifa.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := LoadStudy(c, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := len(s.Events.Events) > 0; got != want {
			t.Errorf("%q: %d events", yaml, len(s.Events.Events))
		}
	}
}
