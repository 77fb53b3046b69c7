package dataset

import (
	"context"
	"iter"
	"maps"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/period"
)

// Apart is the documents of a source that are grouped alike, but otherwise than most of its
// documents: by what is said of their authors, or of the source at their date.
type Apart struct {
	Source     int32
	Attributes map[string]string
	text       string // the attributes as the table has them
}

// Part is the number of the part of a source that a document belongs to. The first parts are most
// documents of each source, in the order of Sources; those apart follow.
func (a *Dataset) Part(d *Document) int {
	if d.Apart == 0 {
		return int(d.Source)
	}
	return len(a.Sources) + int(d.Apart) - 1
}

// Parts is the number of parts.
func (a *Dataset) Parts() int { return len(a.Sources) + len(a.Apart) }

// SourceOf is the number of the source of a part.
func (a *Dataset) SourceOf(part int) int {
	if part < len(a.Sources) {
		return part
	}
	return int(a.Apart[part-len(a.Sources)].Source)
}

// Attributes are what the documents of a part are grouped by.
func (a *Dataset) Attributes(part int) map[string]string {
	if part < len(a.Sources) {
		return a.Sources[part].Attributes
	}
	return a.Apart[part-len(a.Sources)].Attributes
}

// Attribute is the value that a document has for an attribute, or nothing.
func (a *Dataset) Attribute(d *Document, by string) string { return a.Attributes(a.Part(d))[by] }

// setParts gives documents their parts. texts are the attributes of each document as text.
func (a *Dataset) setParts(texts []string) error {
	groupings := outputs.Groupings{}
	for i := range a.Documents {
		groupings.Add(a.Sources[a.Documents[i].Source].ID, texts[i])
	}
	for i := range a.Sources {
		s := &a.Sources[i]
		if err := a.setPartsOf(int32(i), groupings.Main(s.ID), groupings[s.ID]); err != nil {
			return err
		}
	}
	numbers := map[partName]int32{}
	for i := range a.Apart {
		numbers[partName{a.Apart[i].Source, a.Apart[i].text}] = int32(i) + 1
	}
	for i := range a.Documents {
		d := &a.Documents[i]
		d.Apart = numbers[partName{d.Source, texts[i]}]
	}
	return nil
}

// partName names a part by its source and attributes.
type partName struct {
	source int32
	text   string
}

func (a *Dataset) setPartsOf(source int32, main string, all map[string]int64) error {
	for _, text := range slices.Sorted(maps.Keys(all)) {
		have, err := outputs.ParseAttributes(text)
		if err != nil {
			return err
		}
		if text == main {
			a.Sources[source].Attributes = have
		} else {
			a.Apart = append(a.Apart, Apart{source, have, text})
		}
	}
	return nil
}

// PartTokens is how often a part of a source uses a token in a period.
type PartTokens struct {
	Part                 int
	Period, Token, Class string
	Count                int64
}

// Tokens yields the tokens of each part in the periods of the longest type. The table tokens has
// sums over sources; those of documents apart are taken from it, as document_tokens has them.
func (a *Dataset) Tokens(ctx context.Context) iter.Seq2[PartTokens, error] {
	return func(yield func(PartTokens, error) bool) {
		longest := a.Periods[len(a.Periods)-1]
		apart, err := a.apartTokens(ctx, longest)
		if err != nil {
			yield(PartTokens{}, err)
			return
		}
		numbers := map[string]int{}
		for i, s := range a.Sources {
			numbers[s.ID] = i
		}
		for t, err := range Part[outputs.TokenCount](ctx, a, outputs.Part{First: string(longest),
			Columns: []string{"period", "source", "token", "class", "count"}}) {
			row := PartTokens{Part: numbers[t.Source], Period: t.Period, Token: t.Token,
				Class: t.Class, Count: t.Count}
			of := apart[tokenPlace{row.Part, t.Period, t.Token}]
			for _, n := range of {
				row.Count -= n.Count
			}
			if row.Count > 0 || err != nil {
				if !yield(row, err) || err != nil {
					return
				}
			}
			for _, n := range of {
				if !yield(PartTokens{n.Part, t.Period, t.Token, t.Class, n.Count}, nil) {
					return
				}
			}
		}
	}
}

// tokenPlace is a token in a source and period.
type tokenPlace struct {
	source        int
	period, token string
}

// apartTokens are the tokens of documents apart, by part.
func (a *Dataset) apartTokens(ctx context.Context,
	longest period.Type) (map[tokenPlace][]PartTokens, error) {
	if len(a.Apart) == 0 {
		return nil, nil
	}
	documents := map[string]*Document{}
	for i := range a.Documents {
		if d := &a.Documents[i]; d.Apart > 0 && d.Dated(longest) {
			documents[d.ID] = d
		}
	}
	out := map[tokenPlace][]PartTokens{}
	for t, err := range Table[outputs.DocumentToken](ctx, a) {
		if err != nil {
			return nil, err
		}
		d := documents[t.Document]
		if d == nil {
			continue
		}
		at := tokenPlace{int(d.Source), longest.Name(longest.Start(d.Day)), t.Token}
		out[at] = addTokens(out[at], a.Part(d), t.Count)
	}
	return out, nil
}

// addTokens adds a count to that of a part; parts stay in their order.
func addTokens(of []PartTokens, part int, count int64) []PartTokens {
	at, found := slices.BinarySearchFunc(of, part, func(n PartTokens, part int) int {
		return n.Part - part
	})
	if !found {
		of = slices.Insert(of, at, PartTokens{Part: part})
	}
	of[at].Count += count
	return of
}
