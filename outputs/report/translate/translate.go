// Package translate holds what the report says, in English and in Chinese: its texts, its plurals,
// and how it writes numbers and periods. It reads keys, numbers and names, and yields text; text
// from the corpus is escaped where it yields HTML. It knows no tables and no rates.
package translate

import (
	_ "embed"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"
)

// table is everything the page says, one line each: key, English, Chinese. {0}, {1} … stand for the
// arguments. {0:document|documents} stands for the form that goes with the number of argument 0,
// for one and for others; with three forms the first is for none. A form may have {0} in it.
//
//go:embed texts.tsv
var table string

// Texts are the texts of one language, by key.
type Texts struct {
	Lang string // en or zh
	text map[string]string
}

// For returns the texts of a language: en (also for an empty name) or zh.
func For(lang string) (*Texts, error) {
	column := map[string]int{"": 1, "en": 1, "zh": 2}[lang]
	if column == 0 {
		return nil, fmt.Errorf("--lang %q: use en or zh", lang)
	}
	t := &Texts{Lang: lang, text: map[string]string{}}
	if lang == "" {
		t.Lang = "en"
	}
	for i, row := range strings.Split(strings.TrimSpace(table), "\n") {
		cells := strings.Split(row, "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("texts.tsv:%d: %d columns instead of key, en, zh", i+1, len(cells))
		}
		t.text[cells[0]] = cells[column]
	}
	return t, nil
}

// Say gives the text of a key with arguments put in. Text of arguments is escaped; template.HTML is
// taken as it is; counts are grouped in thousands. A key that is missing shows itself, which the
// tests look for.
func (t *Texts) Say(key string, args ...any) template.HTML {
	text, ok := t.text[key]
	if !ok {
		return template.HTML("⟦" + template.HTMLEscapeString(key) + "⟧")
	}
	text = choose(text, args)
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", string(markup(a)))
	}
	text = strings.NewReplacer(pairs...).Replace(text)
	if t.Lang == "zh" { // a counted noun has a blank before its number, which a bracket needs not
		text = strings.ReplaceAll(text, "（ ", "（")
	}
	return template.HTML(text)
}

// forms is where the number of an argument decides a wording.
var forms = regexp.MustCompile(`\{(\d):((?:[^{}]|\{\d\})*)\}`)

// choose puts the forms that go with the numbers of arguments into a text.
func choose(text string, args []any) string {
	return forms.ReplaceAllStringFunc(text, func(s string) string {
		parts := forms.FindStringSubmatch(s)
		at, _ := strconv.Atoi(parts[1]) // one digit
		if at >= len(args) {
			return "⟦" + s[1:len(s)-1] + "⟧"
		}
		return plural(strings.Split(parts[2], "|"), args[at])
	})
}

// plural is the form that goes with a number: of two, for one and others; of three, for none, one
// and others. What is no number takes the last.
func plural(forms []string, n any) string {
	at := map[string]int{"0": 0, "1": 1}
	i, ok := at[fmt.Sprint(n)]
	if i += len(forms) - 3; ok && i >= 0 {
		return forms[i]
	}
	return forms[len(forms)-1]
}

// Start is Say at the start of a sentence, where a language that has capitals wants one.
func (t *Texts) Start(key string, args ...any) template.HTML { return t.Capital(t.Say(key, args...)) }

// Capital makes text the start of a sentence.
func (t *Texts) Capital(text template.HTML) template.HTML {
	s := string(text)
	if t.Lang == "en" && s != "" && s[0] >= 'a' && s[0] <= 'z' {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return template.HTML(s)
}

// Plain is Say for places that take text alone, such as titles of charts.
func (t *Texts) Plain(key string, args ...any) string {
	text := choose(t.text[key], args)
	for i, a := range args {
		switch v := a.(type) {
		case int, int64:
			a = Thousands(v)
		}
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return text
}

func markup(a any) template.HTML {
	switch v := a.(type) {
	case template.HTML:
		return v
	case int, int64:
		return template.HTML(Thousands(v))
	}
	return template.HTML(template.HTMLEscapeString(fmt.Sprint(a)))
}

// Thousands groups the digits of a whole number: 51,301.
func Thousands(v any) string {
	s := fmt.Sprint(v)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Significant writes a number with two significant digits, and all digits before the point.
func Significant(v float64) string {
	abs := v
	if abs < 0 {
		abs = -abs
	}
	var s string
	switch {
	case abs == 0:
		return "0"
	case abs >= 9.95:
		s = Thousands(strconv.FormatFloat(abs, 'f', 0, 64))
	case abs >= 0.995:
		s = strconv.FormatFloat(abs, 'f', 1, 64)
	case abs >= 0.0995:
		s = strconv.FormatFloat(abs, 'f', 2, 64)
	default:
		s = strconv.FormatFloat(abs, 'g', 2, 64)
	}
	if v < 0 {
		return "−" + s
	}
	return s
}

// Count is a number with its noun: no documents, 1 document, 312 documents. The table has the three
// forms, parted by bars.
func (t *Texts) Count(noun string, n int64) template.HTML {
	forms := strings.Split(t.text["count."+noun], "|")
	if len(forms) != 3 {
		return template.HTML("⟦count." + template.HTMLEscapeString(noun) + "⟧")
	}
	return template.HTML(strings.ReplaceAll(plural(forms, n), "{0}", Thousands(n)))
}

// List joins parts as a language does: a, b and c.
func (t *Texts) List(parts []template.HTML) template.HTML { return t.ListWith("list.and", parts) }

// ListWith is List with the text of a key before the last part: Chinese sets no 和 between clauses,
// nor between parts that have brackets.
func (t *Texts) ListWith(and string, parts []template.HTML) template.HTML {
	var b strings.Builder
	for i, part := range parts {
		switch {
		case i > 0 && i == len(parts)-1:
			b.WriteString(t.text[and])
		case i > 0:
			b.WriteString(t.text["list.comma"])
		}
		b.WriteString(string(part))
	}
	return template.HTML(b.String())
}

// Chance writes a p- or q-value; nobody needs to know how much smaller than 0.0001 it is.
func Chance(v float64) string {
	if v < 0.0001 {
		return "<\u00a00.0001"
	}
	return Significant(v)
}

// SignificantShort is Significant without the decimals that a round number does not need.
func SignificantShort(v float64) string {
	s := Significant(v)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Lookup returns the text of a key as it stands, and whether there is one.
func (t *Texts) Lookup(key string) (text string, ok bool) {
	text, ok = t.text[key]
	return text, ok
}
