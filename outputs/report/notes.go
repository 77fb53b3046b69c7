package report

import (
	"html/template"

	"tifa/outputs"
)

// notes explain the words of claims that are told, and no others.
func (p *page) notes(claims []*outputs.Claim) (out template.HTML) {
	used := map[string]bool{}
	for _, c := range claims {
		used[c.Unit], used["shared"] = true, used["shared"] || c.B != "" && c.Kind != "lead"
		used[c.Kind] = used[c.Kind] || p.sentences().Multiple(c)
	}
	space := template.HTML(" ")
	if p.Lang == "zh" {
		space = ""
	}
	for _, key := range []string{"groups", "documents", "event", "shared", "source_week",
		"source_four_weeks"} {
		if used[key] {
			out += p.Say("brief.note."+key) + space
		}
	}
	return out + p.Say("brief.note")
}

// onlySource is the one source with documents in a group; empty where it has several, or where the
// group is a source.
func (p *page) onlySource(group string) string {
	only := ""
	for i := range p.Sources {
		switch s := &p.Sources[i]; {
		case s.Documents == 0 || !p.Groups.Has(s.ID, group):
		case only != "":
			return ""
		default:
			only = p.sourceName(s.ID)
		}
	}
	return only
}
