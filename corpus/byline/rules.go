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
	At, Form  []string
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
	forms    form
	needs    []uint64 // the characters of each of Needs
}

// example is a line and what is read in it.
type example struct {
	Line string
	Read []string
}

// rules are the rules of all places, and what they know of names.
type rules struct {
	at          [places][forms][]*rule // for each set of forms of a line, in the order of the file
	cut         *regexp.Regexp
	noOffice    *regexp.Regexp
	role        *regexp.Regexp
	qualifier   *regexp.Regexp
	own         *regexp.Regexp
	institution *regexp.Regexp
	nobody      *regexp.Regexp
	bracketed   *regexp.Regexp
	signed      *regexp.Regexp
	country     *regexp.Regexp
	surnames    map[rune]bool
	compound    map[string]bool
	penNames    map[string]bool
	outlets     map[string]bool
	words       map[string]bool
	otherStarts []string
	bits        [256]uint64 // of the characters that rules need, by their last byte
}

// names is names.yaml.
type names struct {
	Surnames, Compound, Starts         string
	PenNames                           string `yaml:"pen_names"`
	Institution, Role, Qualifier, Own  string
	Nobody, Bracketed, Signed, Country string
	Outlets                            string
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
		Cut, Post, Unit string
		NoOffice        string `yaml:"no_office"`
		Rules           []rule
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
		"{unit}", file.Unit, "{sp}", `[\s\x{3000}\x{a0}]+`,
		"{names}", `(?:[\p{Han}\s\x{3000}\x{a0}、，,；;/|■□●○◆◇▲△★☆◎※·•・‧∙]|\x{FFFD}[!-~]?|(?:记者|記者|通讯员)[：:]){2,120}`)
	for _, p := range []struct {
		into    **regexp.Regexp
		pattern string
	}{{&r.cut, file.Cut}, {&r.noOffice, file.NoOffice}, {&r.role, n.Role}, {&r.qualifier, n.Qualifier}, {&r.own, n.Own},
		{&r.institution, n.Institution}, {&r.nobody, "(?i)" + n.Nobody},
		{&r.bracketed, n.Bracketed}, {&r.signed, n.Signed}, {&r.country, n.Country}} {
		var err error
		if *p.into, err = regexp.Compile(expand.Replace(p.pattern)); err != nil {
			return nil, err
		}
	}
	for i := range file.Rules {
		if err := r.take(&file.Rules[i], expand); err != nil {
			return nil, fmt.Errorf("rule %s: %w", file.Rules[i].Name, err)
		}
	}
	return r, nil
}

// take compiles a rule and puts it at its places.
func (r *rules) take(one *rule, expand *strings.Replacer) (err error) {
	if one.re, err = regexp.Compile(expand.Replace(one.Pattern)); err != nil {
		return err
	}
	one.people, one.office = one.re.SubexpIndex("people"), one.re.SubexpIndex("affiliation")
	one.each, one.outlet = one.re.SubexpIndex("each"), one.re.SubexpIndex("outlet")
	r.know(one)
	for _, name := range one.Form {
		is, ok := map[string]form{"line": formLine, "bracket": formBracket, "start": formStart}[name]
		if !ok {
			return fmt.Errorf("unknown form %q", name)
		}
		one.forms |= is
	}
	for _, at := range one.At {
		if err := r.put(one, at); err != nil {
			return err
		}
	}
	return nil
}

// put puts a rule at a place.
func (r *rules) put(one *rule, at string) error {
	p, ok := map[string]place{"title": placeTitle, "first lines": placeFirst, "last lines": placeLast,
		lastLine: placeLast}[at]
	if !ok {
		return fmt.Errorf("unknown place %q", at)
	}
	one.lastOnly = at == lastLine
	for is := range forms {
		if is&one.forms != 0 {
			r.at[p][is] = append(r.at[p][is], one)
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
	outlet string   // whose dateline it is, where nothing else is read
	split  []string // the affiliations in note, where each author has one
}

// form is what a line is, and what a rule can read: any of several.
type form int

const (
	formLine form = 1 << iota
	formBracket
	formStart
	forms // one more than all together
)

const (
	// longestLine is the most Han characters of a line that is read as a whole, hanBytes each.
	longestLine, hanBytes = 120, 3
	// startBytes is how much of a line is read where only its beginning can matter.
	startBytes = 480
)

// formOf tells which forms a line has.
func formOf(line string) form {
	is := formStart
	if len(line) <= hanBytes*longestLine {
		is |= formLine
	}
	last, size := utf8.DecodeLastRuneInString(line)
	if last == '。' || last == '.' {
		last, _ = utf8.DecodeLastRuneInString(line[:len(line)-size])
	}
	switch last {
	case '）', ')', '〕', '】', '］', ']':
		is |= formBracket
	}
	return is
}

// read reads a line of one of the rule's forms, with the characters it has. outlet is whose dateline stands in the line before.
func (one *rule) read(r *rules, line string, has uint64, outlet string) (reading, bool) {
	if !one.mayRead(line, has) {
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
	if office != "" && !r.isOffice(office) {
		return reading{}, false
	}
	var split []string
	if group(one.each) != "" {
		split = splitList(office)
	}
	if one.people < 0 && one.outlet >= 0 {
		return reading{outlet: r.affiliationOf(group(one.outlet))}, true
	}
	if one.people < 0 {
		return reading{note: office, split: split}, office != ""
	}
	if one.outlet >= 0 {
		outlet = r.affiliationOf(group(one.outlet))
	}
	people := one.names(r, group(one.people), outlet)
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

// mayRead is the quick test: has is which characters the line has.
func (one *rule) mayRead(line string, has uint64) bool {
	if one.Longest > 0 && len(line) > hanBytes*one.Longest {
		return false
	}
	for i, need := range one.needs {
		if need&^has == 0 && strings.Contains(line, one.Needs[i]) {
			return true
		}
	}
	return len(one.needs) == 0
}

// know gives each character of the needs of a rule a bit.
func (r *rules) know(one *rule) {
	for _, need := range one.Needs {
		mask := uint64(0)
		for _, c := range need {
			bit := uint64(1) << (c * 7 % 61)
			mask |= bit
			r.bits[byte(c)] |= bit
		}
		one.needs = append(one.needs, mask)
	}
}

// characters returns the bits of all characters of a line, and maybe of some that it lacks.
func (r *rules) characters(line string) (has uint64) {
	for _, c := range line {
		has |= r.bits[byte(c)]
	}
	return has
}

// names reads the names in a list, with what the rule asks of them.
func (one *rule) names(r *rules, list, outlet string) []Byline {
	if one.Roles && !r.role.MatchString(list) {
		return nil
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

// affiliationOf is what the outlet of a dateline says of its reporters: nothing where it is the
// paper itself.
func (r *rules) affiliationOf(outlet string) string {
	if r.own.MatchString(outlet) {
		return ""
	}
	return outlet
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
func (r *rules) isOffice(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 160 && !strings.ContainsAny(s, "。！？!?\n") && !r.noOffice.MatchString(s)
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
