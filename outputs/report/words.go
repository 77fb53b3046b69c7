package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"strconv"
	"strings"
)

// wordsTable is everything the page says, one line each: key, English, Chinese. {0}, {1} … stand for what is put in.
//
//go:embed words.tsv
var wordsTable string

// words are the texts of one language by key.
type words struct {
	lang string
	text map[string]string
}

func stringsFor(lang string) (*words, error) {
	column := map[string]int{"": 1, "en": 1, "zh": 2}[lang]
	if column == 0 {
		return nil, fmt.Errorf("--lang %q: use en or zh", lang)
	}
	w := &words{lang: lang, text: map[string]string{}}
	if lang == "" {
		w.lang = "en"
	}
	for i, row := range strings.Split(strings.TrimSpace(wordsTable), "\n") {
		cells := strings.Split(row, "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("words.tsv:%d: %d columns instead of key, en, zh", i+1, len(cells))
		}
		w.text[cells[0]] = cells[column]
	}
	return w, nil
}

// say gives the text of a key with arguments put in. Text of arguments is escaped; template.HTML is taken as it is; counts
// are grouped in thousands. A key that is missing shows itself, which the tests look for.
func (w *words) say(key string, args ...any) template.HTML {
	text, ok := w.text[key]
	if !ok {
		return template.HTML("⟦" + template.HTMLEscapeString(key) + "⟧")
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", string(markup(a)))
	}
	return template.HTML(strings.NewReplacer(pairs...).Replace(text))
}

// start is say at the start of a sentence, where a language that has capitals wants one.
func (w *words) start(key string, args ...any) template.HTML {
	s := string(w.say(key, args...))
	if w.lang == "en" && s != "" && s[0] >= 'a' && s[0] <= 'z' {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return template.HTML(s)
}

// plain is say for places that take text alone, such as titles of charts.
func (w *words) plain(key string, args ...any) string {
	text := w.text[key]
	for i, a := range args {
		switch v := a.(type) {
		case int, int64:
			a = thousands(v)
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
		return template.HTML(thousands(v))
	}
	return template.HTML(template.HTMLEscapeString(fmt.Sprint(a)))
}

// thousands groups the digits of a whole number: 51,301.
func thousands(v any) string {
	s := fmt.Sprint(v)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// significant writes a number with two significant digits, and all digits before the point.
func significant(v float64) string {
	abs := v
	if abs < 0 {
		abs = -abs
	}
	var s string
	switch {
	case abs == 0:
		return "0"
	case abs >= 9.95:
		s = thousands(strconv.FormatFloat(abs, 'f', 0, 64))
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

// count is a number with its noun: no documents, 1 document, 312 documents. The table has the three forms, parted by bars.
func (w *words) count(noun string, n int64) template.HTML {
	forms := strings.Split(w.text["count."+noun], "|")
	if len(forms) != 3 {
		return template.HTML("⟦count." + template.HTMLEscapeString(noun) + "⟧")
	}
	return template.HTML(strings.ReplaceAll(forms[min(n, 2)], "{0}", thousands(n)))
}

// list joins parts as a language does: a, b and c.
func (w *words) list(parts []template.HTML) template.HTML {
	var b strings.Builder
	for i, part := range parts {
		switch {
		case i > 0 && i == len(parts)-1:
			b.WriteString(w.text["list.and"])
		case i > 0:
			b.WriteString(w.text["list.comma"])
		}
		b.WriteString(string(part))
	}
	return template.HTML(b.String())
}

// chance writes a p- or q-value; nobody needs to know how much smaller than 0.0001 it is.
func chance(v float64) string {
	if v < 0.0001 {
		return "<\u00a00.0001"
	}
	return significant(v)
}
