package query

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"tifa/pipeline/config"
	"tifa/segment"
)

// ShowLexicon writes the concepts of a lexicon, or those of them that are named by ID, as a lexicon
// file: with the concepts of those that it extends, its own changes made in them.
func ShowLexicon(name string, ids []string, out io.Writer) error {
	lexicons, err := readLexicons([]string{name})
	if err != nil {
		return &config.UsageError{Err: err}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nconcepts:\n", quote(lexicons[len(lexicons)-1].Title))
	shown := map[string]bool{}
	for _, l := range lexicons {
		for i := range l.Concepts {
			if c := &l.Concepts[i]; len(ids) == 0 || slices.Contains(ids, c.ID) {
				shown[c.ID] = true
				showConcept(&b, c)
			}
		}
	}
	for _, id := range ids {
		if !shown[id] {
			return config.Usagef("%s: no concept %q: `tifa lexicon show %s` lists all", name, id,
				name)
		}
	}
	_, err = io.WriteString(out, b.String())
	return err
}

// showConcept writes what a concept says, and no empty key.
func showConcept(b *strings.Builder, c *segment.Concept) {
	fmt.Fprintf(b, "  - id: %s\n", c.ID)
	text := func(key, value string) {
		if value != "" {
			fmt.Fprintf(b, "    %s: %s\n", key, quote(value))
		}
	}
	list := func(key string, values []string) {
		if len(values) == 0 {
			return
		}
		var quoted []string
		for _, v := range values {
			quoted = append(quoted, quote(v))
		}
		fmt.Fprintf(b, "    %s: [%s]\n", key, strings.Join(quoted, ", "))
	}
	text("theme", c.Theme)
	text("zh", c.Zh)
	text("pinyin", c.Pinyin)
	text("en", c.En)
	list("phrases", c.Phrases)
	list("except", c.Except)
	list("near", c.Near)
	list("not_near", c.NotNear)
	text("within", c.Scope())
	text("quoted", c.Quoted)
	list("speaker", c.Speaker)
	list("not_speaker", c.NotSpeaker)
	text("from", c.From)
	text("to", c.To)
	text("boundary", c.Boundary)
	text("cite", c.Cite)
}

// plainText is what YAML takes for text without quotes, whatever the reader.
var plainText = regexp.MustCompile(`^[a-z][a-z0-9_]*( [a-z0-9_]+)*$`)

// quote writes a text for YAML, as it is where that is safe. JSON strings are YAML.
func quote(text string) string {
	if plainText.MatchString(text) && text != "true" && text != "false" && text != "null" {
		return text
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string always encodes
	return strings.TrimSpace(b.String())
}
