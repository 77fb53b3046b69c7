package config

import (
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
		"measures: {changepoint_penalty: 0}":  "above 0",
		"measures: {bursts: {states: 1}}":     "states at least 2",
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
