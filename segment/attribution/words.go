package attribution

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// role is what a token may be to an attribution. A token has one role or several; words.txt says
// which, and what each means.
type role uint32

const (
	strong role = 1 << iota
	medium
	adverb
	lead
	stop
	activity
	bars
	pronoun
	self
	vague
	placeEnd
	fused
	acts
	noun
	stage
	takes
	text
	shows
	performs
	surname
	preposition
	source
	compound
)

var roleNames = strings.Fields(`strong medium adverb lead stop activity bars pronoun self vague
	placeEnd fused acts noun stage takes text shows performs surname preposition source compound`)

//go:embed words.txt
var wordList string

// lists are what words.txt says: the roles of each word, and what names end with.
type lists struct {
	roles   map[string]role
	endings map[string][]string // cited, institution, thing
}

var words = readWords(wordList)

func readWords(text string) lists {
	all := lists{map[string]role{}, map[string][]string{}}
	for _, line := range strings.Split(text, "\n") {
		key, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if kind, ok := strings.CutPrefix(key, "ending."); ok {
			all.endings[kind] = append(all.endings[kind], strings.Fields(list)...)
			continue
		}
		for _, w := range strings.Fields(list) {
			all.roles[w] |= rolesOf(key)
		}
	}
	return all
}

func rolesOf(names string) (all role) {
	for _, name := range strings.Fields(names) {
		n := slices.Index(roleNames, name)
		if n < 0 {
			panic(fmt.Sprintf("words.txt: no role %q", name)) // a test reads the same file
		}
		all |= 1 << n
	}
	return all
}

// endsLike reports whether a folded name ends with one of a list.
func endsLike(list, name string) bool {
	return slices.ContainsFunc(words.endings[list], func(end string) bool {
		return strings.HasSuffix(name, end)
	})
}
