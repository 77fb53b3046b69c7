package report

import (
	"html/template"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/evidence"
)

// methodView is how the numbers were made, and what tells this run from others.
type methodView struct {
	Fingerprint string
	Sentences   []template.HTML
	References  []template.HTML
	Settings    [][2]string
	Tables      []outputs.FileHash
	Inputs      int
}

func (p *page) method() (any, error) {
	m := &p.Manifest
	v := methodView{Fingerprint: m.Fingerprint, Tables: m.Tables, Inputs: len(m.Inputs)}
	v.Sentences = append(v.Sentences, p.Say("method.mention"), p.Say("method.rate"), p.Say("method.period"),
		p.Say("method.change"), p.Say("method.measures"), p.Say("method.evidence", evidence.LinesOfNow, evidence.LinesOfPast))
	for _, key := range []string{"ref.wilson", "ref.newcombe", "ref.zou", "ref.bh", "ref.monroe", "ref.gries", "ref.rychly", "ref.bouma", "ref.sen", "ref.kleinberg", "ref.laver", "ref.cmp", "ref.gse"} {
		v.References = append(v.References, p.Say(key))
	}
	v.Settings = [][2]string{
		{p.Plain("setting.lexicons"), strings.Join(m.Lexicons, ", ")},
		{p.Plain("setting.periods"), strings.Join(m.Settings.Periods, ", ")},
		{p.Plain("setting.duplicates"), m.Settings.Duplicates},
		{p.Plain("setting.compare"), compareText(m.Settings.Compare)},
	}
	if t := m.Settings.Measures.Text; t != "" {
		v.Settings = append(v.Settings, [2]string{p.Plain("setting.measures"), t})
	}
	var modules []string
	for k, n := range m.Versions {
		if k != "platform" && k != "go" {
			modules = append(modules, k+" "+n)
		}
	}
	slices.Sort(modules)
	v.Settings = append(v.Settings, [2]string{p.Plain("setting.versions"), strings.Join(modules, ", ")})
	return v, nil
}

func compareText(all []comparison) string {
	var out []string
	for _, c := range all {
		out = append(out, c.By+": "+c.A+" / "+c.B)
	}
	return strings.Join(out, ", ")
}
