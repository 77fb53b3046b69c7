package count

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/merge"
	"tifa/pipeline/store"
	"tifa/segment"
)

// WriteDocumentTokens writes the matrix of documents and tokens, by default of the documents that
// are compared: of all documents it is the largest table, and takes longer to write than all others
// together.
func WriteDocumentTokens(ctx context.Context, s *config.Study, x *merge.Index, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.DocumentToken](to)
	if err != nil {
		return err
	}
	files := x.Files()
	defer files.Close()
	var words store.Record
	var rows []outputs.DocumentToken
	for _, d := range matrixDocuments(s, x) {
		if err := files.Words(ctx, d.Shard, d.At, &words); err != nil {
			return err
		}
		rows = rows[:0]
		for _, v := range words.Words {
			text := v.Text
			if v.Word >= 0 {
				text = s.Segmenter.Word(v.Word)
			}
			if s.Segmenter.Class(v.Word, text) != segment.Punctuation {
				rows = append(rows, outputs.DocumentToken{Document: d.ID, Token: text, Count: v.Count})
			}
		}
		slices.SortFunc(rows, func(a, b outputs.DocumentToken) int { return strings.Compare(a.Token, b.Token) })
		if err := w.Write(rows...); err != nil {
			return err
		}
	}
	return w.Close()
}

// matrixDocuments lists the counted documents that the settings ask for, by ID, and those that
// stand apart in their source: the table tokens has only sums over sources.
func matrixDocuments(s *config.Study, x *merge.Index) (out []*merge.Document) {
	which := s.Config.Measures.DocumentTokens
	wanted := make([]bool, len(x.Groupings))
	for i := range x.Groupings {
		wanted[i] = which == "all" || which == "compared" && compared(s, x.Groupings[i].Attributes)
	}
	apart := x.Apart()
	for i := range x.Documents {
		if d := &x.Documents[i]; d.Counted && (wanted[d.Grouping] || apart[i]) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *merge.Document) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// compared says whether attributes put a document into a group of some pair.
func compared(s *config.Study, have map[string]string) bool {
	return slices.ContainsFunc(s.Config.Compare, func(c config.Compare) bool {
		v := have[c.By]
		return v != "" && (v == c.A || v == c.B)
	})
}
