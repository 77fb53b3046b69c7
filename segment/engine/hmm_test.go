package engine

import (
	"bytes"
	"os"
	"testing"
)

// What is embedded is in order and whole. That it is gse's is what the other tests see.
func TestModel(t *testing.T) {
	m, err := readModel(embeddedModel)
	if err != nil {
		t.Fatal(err)
	}
	known := [states]int{}
	for _, row := range m.rows {
		for i, p := range row {
			if p > never {
				known[i]++
			}
		}
	}
	if want := [states]int{6857, 6409, 7439, 14518}; known != want {
		t.Errorf("%d characters in each state, want %d", known, want)
	}
	dictionary, err := os.ReadFile("../dictionary/dictionary.zst")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readModel(dictionary); err == nil {
		t.Error("a dictionary passes for a model")
	}
	if _, err := readModel(bytes.TrimSpace(embeddedModel[1:])); err == nil {
		t.Error("half a model passes")
	}
}
