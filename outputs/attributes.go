package outputs

import (
	"encoding/json"
	"fmt"
)

// Attributes is the value of a column attributes: what a source or a document is grouped by, as a
// JSON object with sorted keys.
func Attributes(have map[string]string) string {
	text, _ := json.Marshal(have) // a map of strings always marshals, keys sorted
	return string(text)
}

// ParseAttributes is the way back. No text at all is no attribute.
func ParseAttributes(text string) (have map[string]string, err error) {
	if text == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(text), &have); err != nil {
		return nil, fmt.Errorf("attributes %.100q: %w", text, err)
	}
	return have, nil
}

// Groupings count documents by source and attributes. A source has more than one text of attributes
// where its documents are grouped by what is said of their authors, or of it at another time.
type Groupings map[string]map[string]int64

// Add adds one document.
func (g Groupings) Add(source, attributes string) {
	if g[source] == nil {
		g[source] = map[string]int64{}
	}
	g[source][attributes]++
}

// Main is the attributes of most documents of a source, of equally many the first as texts; the
// other documents stand apart. It is empty for a source without documents.
func (g Groupings) Main(source string) (main string) {
	most := int64(0)
	for attributes, n := range g[source] {
		if n > most || n == most && attributes < main {
			main, most = attributes, n
		}
	}
	return main
}
