package segment

import (
	"embed"
	"path"
	"slices"
	"strings"
)

//go:embed data/internet-governance.yaml data/lexicons/*.yaml
var shipped embed.FS

// BuiltIn is the name of the lexicon that is used where none is named.
const BuiltIn = "internet-governance"

// ShippedLexicons lists the names of the lexicons that come with the program, the built-in one
// first. A name has no ending, so it is the name of no YAML file.
func ShippedLexicons() []string {
	files, _ := shipped.ReadDir("data/lexicons") // embedded, so it is there
	names := []string{BuiltIn}
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".yaml"))
	}
	return names
}

// IsShipped reports whether a name is that of a lexicon that comes with the program.
func IsShipped(name string) bool { return slices.Contains(ShippedLexicons(), name) }

// ShippedLexicon returns the text of a lexicon that comes with the program; ok is false where none
// has that name.
func ShippedLexicon(name string) (text []byte, ok bool) {
	if !IsShipped(name) {
		return nil, false
	}
	folder := "data/lexicons"
	if name == BuiltIn {
		folder = "data"
	}
	text, err := shipped.ReadFile(path.Join(folder, name+".yaml"))
	return text, err == nil
}

// BuiltInLexicon is the lexicon of Chinese internet governance that comes with the program.
func BuiltInLexicon() *Lexicon {
	text, _ := ShippedLexicon(BuiltIn)
	l, err := ParseLexicon(BuiltIn+".yaml", text)
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return l
}
