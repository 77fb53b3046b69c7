package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/store"
	"tifa/segment"
)

// writeDocumentTokens writes the matrix of documents and tokens, by default of the documents that are compared: of all
// documents it is the largest table, and takes longer to write than all others together.
func writeDocumentTokens(ctx context.Context, p *study, x *index, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.DocumentToken](to)
	if err != nil {
		return err
	}
	files := x.files()
	defer files.Close()
	var words store.Record
	var rows []outputs.DocumentToken
	for _, d := range p.matrixDocuments(x) {
		if err := files.Words(ctx, d.shard, d.at, &words); err != nil {
			return err
		}
		rows = rows[:0]
		for _, v := range words.Words {
			text := v.Text
			if v.Word >= 0 {
				text = p.segmenter.Word(v.Word)
			}
			if p.segmenter.Class(v.Word, text) != segment.Punctuation {
				rows = append(rows, outputs.DocumentToken{Document: d.id, Token: text, Count: v.Count})
			}
		}
		slices.SortFunc(rows, func(a, b outputs.DocumentToken) int { return strings.Compare(a.Token, b.Token) })
		if err := w.Write(rows...); err != nil {
			return err
		}
	}
	return w.Close()
}

// matrixDocuments lists the counted documents that the settings ask for, by ID.
func (p *study) matrixDocuments(x *index) (out []*document) {
	which := p.config.Measures.DocumentTokens
	wanted := map[string]bool{}
	for i := range x.documents {
		d := &x.documents[i]
		in, known := wanted[d.source]
		if !known {
			in = which == "all" || which == "compared" && p.compared(d.source)
			wanted[d.source] = in
		}
		if in && d.counted {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *document) int { return cmp.Compare(a.id, b.id) })
	return out
}

// compared says whether a source belongs to a group of some pair.
func (p *study) compared(id string) bool {
	have := attributesOf(p.source(id))
	return slices.ContainsFunc(p.config.Compare, func(c Compare) bool {
		v := have[c.By]
		return v != "" && (v == c.A || v == c.B)
	})
}
