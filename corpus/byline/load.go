package byline

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

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

// shipped returns the rules that come with tifa, made when they are first asked for: that takes
// some milliseconds. They do not change.
var shipped = sync.OnceValue(mustLoad)

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

// namesYAML is data/names.yaml.
type namesYAML struct {
	Surnames, Compound, Starts, Outlets string
	PenNames                            string `yaml:"pen_names"`
	Institution, Role, Qualifier, Own   string
	Nobody, Bracketed, Signed, Country  string
}

// rulesYAML is data/rules.yaml.
type rulesYAML struct {
	Cut, Post, Unit string
	NoOffice        string `yaml:"no_office"`
	Rules           []rule
}

func mustLoad() *rules {
	r, err := load()
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return r
}

func load() (*rules, error) {
	var n namesYAML
	if err := settings.Decode("names.yaml", namesFile, &n); err != nil {
		return nil, err
	}
	var file rulesYAML
	if err := settings.Decode("rules.yaml", rulesFile, &file); err != nil {
		return nil, err
	}
	r := &rules{surnames: map[rune]bool{}, compound: setOf(n.Compound),
		penNames: setOf(n.PenNames), outlets: setOf(n.Outlets), words: setOf(wordsFile),
		otherStarts: strings.Fields(n.Starts)}
	for _, c := range n.Surnames {
		r.surnames[c] = !isSpace(c)
	}
	expand := abbreviations(&file)
	if err := r.compile(&n, expand.Replace(file.Cut), file.NoOffice); err != nil {
		return nil, err
	}
	for i := range file.Rules {
		if err := r.take(&file.Rules[i], expand); err != nil {
			return nil, fmt.Errorf("rule %s: %w", file.Rules[i].Name, err)
		}
	}
	return r, nil
}

// abbreviations are what rules.yaml writes for longer patterns.
func abbreviations(file *rulesYAML) *strings.Replacer {
	const space = `\s\x{3000}\x{a0}`
	return strings.NewReplacer("{s}", "["+space+"]*", "{sp}", "["+space+"]+",
		"{open}", `[（(〔【\[［]`, "{close}", `[）)〕】\]］]`, "{post}", file.Post, "{unit}", file.Unit,
		"{names}", `(?:[\p{Han}`+space+`、，,；;/|■□●○◆◇▲△★☆◎※·•・‧∙]|`+
			`\x{FFFD}[!-~]?|(?:记者|記者|通讯员)[：:])+`)
}

// compile compiles the patterns of names.yaml, and those that all rules share.
func (r *rules) compile(n *namesYAML, cut, noOffice string) (err error) {
	for _, p := range []struct {
		into    **regexp.Regexp
		pattern string
	}{
		{&r.cut, cut}, {&r.noOffice, noOffice}, {&r.role, n.Role}, {&r.qualifier, n.Qualifier},
		{&r.own, n.Own}, {&r.institution, n.Institution}, {&r.nobody, "(?i)" + n.Nobody},
		{&r.bracketed, n.Bracketed}, {&r.signed, n.Signed}, {&r.country, n.Country},
	} {
		if *p.into, err = regexp.Compile(p.pattern); err != nil {
			return err
		}
	}
	return nil
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
		is, ok := formNames[name]
		if !ok {
			return fmt.Errorf("unknown form %q", name)
		}
		one.forms |= is
	}
	for _, name := range one.At {
		at, ok := placeNames[name]
		if !ok {
			return fmt.Errorf("unknown place %q", name)
		}
		for is := range forms {
			if is&one.forms != 0 {
				r.at[at][is] = append(r.at[at][is], one)
			}
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
