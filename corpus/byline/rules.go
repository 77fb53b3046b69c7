package byline

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"tifa/pipeline/settings"
)

//go:embed data/rules.yaml
var rulesFile []byte

//go:embed data/names.yaml
var namesFile []byte

// wordsFile lists words of gse's dictionary that look like names, one a line.
//
//go:embed data/words.txt
var wordsFile string

// shipped are the rules that come with tifa. They do not change.
var shipped = mustLoad()

// place is where in a document a rule holds.
type place int

const (
	placeTitle place = iota
	placeFirst
	placeLast
	places
)

func (p place) String() string {
	return [places]string{"title", "first lines", "last lines"}[p]
}

// lastLine is the place of a rule that holds for the last line alone.
const lastLine = "last line"

// rule is one way in which documents say who wrote them; rules.yaml says what each field means.
type rule struct {
	Name      string
	At        []string
	Needs     []string
	Longest   int
	Pattern   string
	Reporters bool
	PenNames  bool `yaml:"pen_names"`
	Roles     bool
	Weak      bool
	Single    bool
	Examples  []example

	re       *regexp.Regexp
	people   int // number of the group, -1 where the pattern has none
	office   int
	each     int
	outlet   int
	lastOnly bool
}

// example is a line and what is read in it.
type example struct {
	Line string
	Read []string
}

// rules are the rules of all places, and what they know of names.
type rules struct {
	at          [places][]rule
	cut         *regexp.Regexp
	role        *regexp.Regexp
	qualifier   *regexp.Regexp
	own         *regexp.Regexp
	institution *regexp.Regexp
	nobody      *regexp.Regexp
	bracketed   *regexp.Regexp
	signed      *regexp.Regexp
	surnames    map[rune]bool
	compound    map[string]bool
	penNames    map[string]bool
	outlets     map[string]bool
	words       map[string]bool
	otherStarts []string
}

// names is names.yaml.
type names struct {
	Surnames, Compound, Starts        string
	PenNames                          string `yaml:"pen_names"`
	Institution, Role, Qualifier, Own string
	Nobody, Bracketed, Signed         string
	Outlets                           string
}

func mustLoad() *rules {
	r, err := load()
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return r
}

func load() (*rules, error) {
	var n names
	if err := settings.Decode("names.yaml", namesFile, &n); err != nil {
		return nil, err
	}
	var file struct {
		Cut, Post string
		Rules     []rule
	}
	if err := settings.Decode("rules.yaml", rulesFile, &file); err != nil {
		return nil, err
	}
	r := &rules{surnames: map[rune]bool{}, compound: setOf(n.Compound), penNames: setOf(n.PenNames),
		outlets: setOf(n.Outlets), words: setOf(wordsFile), otherStarts: strings.Fields(n.Starts)}
	for _, c := range n.Surnames {
		r.surnames[c] = !isSpace(c)
	}
	expand := strings.NewReplacer("{s}", `[\s\x{3000}\x{a0}]*`, "{open}", `[（(〔【\[［]`,
		"{close}", `[）)〕】\]］]`, "{post}", file.Post,
		"{names}", `[\p{Han}\x{FFFD}\s\x{3000}\x{a0}、，,；;/|■□●○◆◇▲△★☆◎※·•・‧∙]{2,120}`)
	for _, p := range []struct {
		into    **regexp.Regexp
		pattern string
	}{{&r.cut, file.Cut}, {&r.role, n.Role}, {&r.qualifier, n.Qualifier}, {&r.own, n.Own},
		{&r.institution, n.Institution}, {&r.nobody, "(?i)" + n.Nobody},
		{&r.bracketed, n.Bracketed}, {&r.signed, n.Signed}} {
		var err error
		if *p.into, err = regexp.Compile(expand.Replace(p.pattern)); err != nil {
			return nil, err
		}
	}
	for i := range file.Rules {
		if err := r.take(file.Rules[i], expand); err != nil {
			return nil, fmt.Errorf("rule %s: %w", file.Rules[i].Name, err)
		}
	}
	return r, nil
}

// take compiles a rule and puts it at its places.
func (r *rules) take(one rule, expand *strings.Replacer) (err error) {
	if one.re, err = regexp.Compile(expand.Replace(one.Pattern)); err != nil {
		return err
	}
	one.people, one.office = one.re.SubexpIndex("people"), one.re.SubexpIndex("affiliation")
	one.each, one.outlet = one.re.SubexpIndex("each"), one.re.SubexpIndex("outlet")
	for _, at := range one.At {
		switch at {
		case "title":
			r.at[placeTitle] = append(r.at[placeTitle], one)
		case "first lines":
			r.at[placeFirst] = append(r.at[placeFirst], one)
		case "last lines", lastLine:
			one.lastOnly = at == lastLine
			r.at[placeLast] = append(r.at[placeLast], one)
		default:
			return fmt.Errorf("unknown place %q", at)
		}
	}
	return nil
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// reading is what a rule read in a line: people, or the affiliation of an author without a name.
type reading struct {
	people []Byline
	note   string
	split  []string // the affiliations in note, where each author has one
}

// read reads a line.
func (one *rule) read(r *rules, line string) (reading, bool) {
	if !one.mayRead(line) {
		return reading{}, false
	}
	m := one.re.FindStringSubmatch(line)
	if m == nil {
		return reading{}, false
	}
	group := func(i int) string {
		if i < 0 {
			return ""
		}
		return trim(m[i])
	}
	office := trim(r.cut.ReplaceAllString(group(one.office), ""))
	if office != "" && !isOffice(office) {
		return reading{}, false
	}
	var split []string
	if group(one.each) != "" {
		split = splitList(office)
	}
	if one.people < 0 {
		return reading{note: office, split: split}, office != ""
	}
	people := one.names(r, group(one.people), group(one.outlet))
	for i := range people {
		people[i].give(office, split, i, len(people))
	}
	return reading{people: people}, len(people) > 0
}

// give gives an author an affiliation that stands with the names: the i-th of those split where
// there are as many as authors, else all of it.
func (b *Byline) give(office string, split []string, i, authors int) {
	switch {
	case office == "":
	case len(split) == authors:
		b.Affiliation = split[i]
	default:
		b.Affiliation = office
		if len(split) > 1 {
			b.From = notAligned
		}
	}
}

// notAligned stands after the name of a rule where several affiliations could not be given to one
// author each.
const notAligned = ", not aligned"

// mayRead is the quick test.
func (one *rule) mayRead(line string) bool {
	if one.Longest > 0 && utf8.RuneCountInString(line) > one.Longest {
		return false
	}
	for _, need := range one.Needs {
		if strings.Contains(line, need) {
			return true
		}
	}
	return len(one.Needs) == 0
}

// names reads the names in a list, with what the rule asks of them.
func (one *rule) names(r *rules, list, outlet string) []Byline {
	if one.Roles && !r.role.MatchString(list) {
		return nil
	}
	if outlet != "" && r.own.MatchString(outlet) {
		outlet = ""
	}
	people := r.people(list, outlet)
	if one.PenNames {
		for _, p := range people {
			if !r.isPenName(p.Name) {
				return nil
			}
		}
	}
	if one.Weak && !one.surelyNames(r, list, people) {
		return nil
	}
	return people
}

// surelyNames reports whether names that nothing announces are names: none is a word, and where
// there is one alone it is set with a space, or a sign stands before it, or the rule takes single
// names and it has three characters.
func (one *rule) surelyNames(r *rules, list string, people []Byline) bool {
	for _, p := range people {
		if r.words[p.Name] && strings.Contains(list, p.Name) {
			return false
		}
	}
	if len(people) != 1 {
		return len(people) > 1
	}
	name := people[0].Name
	first, _ := utf8.DecodeRuneInString(list)
	return !strings.Contains(list, name) || isHard(first) ||
		one.Single && utf8.RuneCountInString(name) > 2
}

// isOffice reports whether s can be an affiliation: a text with Han characters and no sentence.
func isOffice(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 160 && !strings.ContainsAny(s, "。！？!?\n")
}

// splitList splits a list of affiliations at the signs that stand outside of brackets.
func splitList(s string) (list []string) {
	depth, from := 0, 0
	for i, c := range s {
		switch {
		case strings.ContainsRune("（(〔【", c):
			depth++
		case strings.ContainsRune("）)〕】", c):
			depth--
		case depth == 0 && strings.ContainsRune("、，,；;", c):
			list, from = append(list, trim(s[from:i])), i+utf8.RuneLen(c)
		}
	}
	return append(list, trim(s[from:]))
}
