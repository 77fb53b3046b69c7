package segment

import _ "embed"

//go:embed data/internet-governance.yaml
var internetGovernance []byte

// BuiltInLexicon is the lexicon of Chinese internet governance that comes with the program.
func BuiltInLexicon() *Lexicon {
	l, err := ParseLexicon("internet-governance.yaml", internetGovernance)
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return l
}
