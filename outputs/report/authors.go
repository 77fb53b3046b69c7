package report

import (
	"cmp"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/result"
)

// authorsView is who the authors with a stance are, and how many documents of which group have
// their stance from their authors.
type authorsView struct {
	There   bool // the run has the table
	Rows    []authorView
	Groups  []stanceOrigin
	Reasons bool // an author says why they have their stance
}

type authorView struct {
	Name, Other, Affiliation, Stance, Reason, Cite string
	Documents, WithStance                          int64
	First, Last                                    string
}

// stanceOrigin is the counted documents of a stance, by whose stance it is.
type stanceOrigin struct {
	Stance         string
	Author, Source int64
	None           int64
}

func (p *page) authors() (any, error) {
	var v authorsView
	rows, there, err := result.Optional(p.Dir, func(a *outputs.Author) bool {
		return a.ID != "" && (a.Stance != "unclassified" || a.WithStance > 0)
	})
	if err != nil || !there {
		return v, err
	}
	v.There = true
	slices.SortStableFunc(rows, func(a, b outputs.Author) int {
		return cmp.Or(strings.Compare(a.Stance, b.Stance), cmp.Compare(b.Documents, a.Documents))
	})
	for _, a := range rows {
		row := authorView{Name: a.Name, Other: a.En, Affiliation: a.Affiliation,
			Stance: p.groupName("stance=" + a.Stance), Reason: a.Reason, Cite: a.Cite, Documents: a.Documents, WithStance: a.WithStance,
			First: day(a.FirstDate), Last: day(a.LastDate)}
		if p.Source[a.Affiliation] != nil {
			row.Affiliation = p.sourceName(a.Affiliation)
		}
		if p.Lang == "en" && a.En != "" {
			row.Name, row.Other = a.En, a.Name
		}
		if row.Other == row.Name {
			row.Other = ""
		}
		v.Reasons = v.Reasons || a.Reason != ""
		v.Rows = append(v.Rows, row)
	}
	v.Groups, err = p.stanceOrigins()
	return v, err
}

// stanceOrigins count the documents of each stance, sorted by stance.
func (p *page) stanceOrigins() ([]stanceOrigin, error) {
	by := map[string]*stanceOrigin{}
	var stances []string
	for d, err := range outputs.ReadPart[outputs.Document](p.Dir, outputs.Part{
		Columns: []string{"stance", "stance_from", "counted"}}) {
		if err != nil {
			return nil, err
		}
		if !d.Counted {
			continue
		}
		if by[d.Stance] == nil {
			by[d.Stance], stances = &stanceOrigin{}, append(stances, d.Stance)
		}
		switch o := by[d.Stance]; d.StanceFrom {
		case "author":
			o.Author++
		case "source":
			o.Source++
		default:
			o.None++
		}
	}
	slices.Sort(stances)
	var out []stanceOrigin
	for _, s := range stances {
		by[s].Stance = p.groupName("stance=" + s)
		out = append(out, *by[s])
	}
	return out, nil
}
