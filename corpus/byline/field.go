package byline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fromField is Byline.From of an author who was read from the field of a record.
const fromField = "field"

// maxFieldName is the most characters of a field that is taken for one name.
const maxFieldName = 60

// field reads one entry of the author field: 甲, 甲、乙, 记者 甲 通讯员 乙, 作者：甲, 甲（国防大学）. The field
// says itself that it is an author, so what is no list of Han names is one name as it stands:
// Reuters, Jane Doe, 某某课题组. What says that nobody is known (佚名) or names an editor is none.
func (r *rules) field(f Byline) []Byline {
	name := trim(r.country.ReplaceAllString(trim(f.Name), ""))
	for _, others := range []string{"等人", "等"} { // 王小明、李红等
		name = trim(strings.TrimSuffix(name, others))
	}
	if name == "" || r.nobody.MatchString(name) {
		return nil
	}
	people := r.people(name, "")
	if people == nil {
		people = r.fieldParts(name)
	}
	for i := range people {
		people[i].From = fromField
		if people[i].Affiliation == "" {
			people[i].Affiliation = trim(f.Affiliation)
		}
	}
	return people
}

// unread reports whether a field names somebody whom nobody can make out: it is neither read nor
// one that says that nobody is known.
func (r *rules) unread(f Byline) bool {
	name := trim(f.Name)
	return name != "" && !r.nobody.MatchString(name) && len(r.field(f)) == 0
}

// fieldParts reads a field that is no list of Han names: an author with an affiliation in brackets,
// several authors of whom one has another kind of name, or one such author.
func (r *rules) fieldParts(name string) []Byline {
	if m := r.bracketed.FindStringSubmatch(name); m != nil {
		people := r.people(m[1], "")
		for i := range people {
			if !r.qualifier.MatchString(trim(m[2])) { // 甲（实习）
				people[i].Affiliation = trim(m[2])
			}
		}
		if people != nil {
			return people
		}
	}
	if m := r.signed.FindStringSubmatch(name); m != nil {
		if people := r.people(m[1], ""); people != nil {
			return people
		}
	}
	var all []Byline
	parts := strings.FieldsFunc(name, func(c rune) bool { return strings.ContainsRune("、；;|", c) })
	if len(parts) > 1 {
		for _, part := range parts {
			all = append(all, r.field(Byline{Name: part})...)
		}
		return all
	}
	if isOneName(name) {
		return []Byline{{Name: name}}
	}
	return nil
}

// isOneName reports whether s can stand for somebody: it has letters and is no sentence.
func isOneName(s string) bool {
	return utf8.RuneCountInString(s) <= maxFieldName && strings.ContainsFunc(s, unicode.IsLetter) &&
		!strings.ContainsAny(s, "。\r\n\uFFFD") && s[0] != '[' && s[0] != '{'
}
