package byline

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

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
	Within    int
	Examples  []example

	re     *regexp.Regexp
	people int // number of the group, -1 where the pattern has none
	office int
	each   int
	outlet int
	forms  form
	needs  []uint64 // the characters of each of Needs
}

// example is a line and what is read in it.
type example struct {
	Line string
	Read []string
}

// reading is what a rule read in a line: people, or the affiliation of an author without a name.
type reading struct {
	people []Byline
	note   string
	each   []string // the parts of note, where each author has one
	outlet string   // whose dateline it is, where nothing else is read
}

// read reads a line of one of the rule's forms.
func (one *rule) read(r *rules, l line) (reading, bool) {
	if !one.mayRead(l) {
		return reading{}, false
	}
	groups := one.re.FindStringSubmatch(l.text)
	if groups == nil {
		return reading{}, false
	}
	m := match{one, groups}
	outlet := l.outlet
	if one.outlet >= 0 {
		outlet = r.affiliationOf(m.group(one.outlet))
	}
	office := trim(r.cut.ReplaceAllString(m.group(one.office), ""))
	if office != "" && !r.isOffice(office) {
		return reading{}, false
	}
	switch {
	case one.people >= 0:
		people := m.people(r, office, outlet)
		return reading{people: people}, len(people) > 0
	case one.office >= 0:
		return reading{note: office, each: m.each(office)}, office != ""
	}
	return reading{outlet: outlet}, true
}

// match is what the pattern of a rule matched.
type match struct {
	*rule
	groups []string
}

func (m match) group(i int) string {
	if i < 0 {
		return ""
	}
	return trim(m.groups[i])
}

// each are the parts of an affiliation, where each author has one.
func (m match) each(office string) []string {
	if m.group(m.rule.each) == "" {
		return nil
	}
	return splitList(office)
}

// people are the people named, with the affiliation that stands with them. From is what is to stand
// after the name of the rule.
func (m match) people(r *rules, office, outlet string) []Byline {
	people := m.names(r, m.group(m.rule.people), outlet)
	if office == "" {
		return people
	}
	n := note{affiliation: office, each: m.each(office)}
	for i := range people {
		people[i].Affiliation = ""
		n.give(&people[i], i, len(people))
		people[i].From = strings.TrimPrefix(people[i].From, "; ")
	}
	return people
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
// there is one alone it is a pen name, or is set with a space, or a sign stands before it, or the
// rule takes single names and it has three characters.
func (one *rule) surelyNames(r *rules, list string, people []Byline) bool {
	for _, p := range people {
		if r.words[p.Name] && strings.Contains(list, p.Name) {
			return false
		}
	}
	if len(people) != 1 || r.isPenName(people[0].Name) {
		return len(people) > 0
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
