package dataset

import "tifa/pipeline/stats/inference"

// Clumping is how the mentions of each item cluster in documents, for rates per token: in all
// counted documents, or in those of the parts of sources that has marks, if it is not nil. Each
// item is shrunk to the medians over the items. For concepts and themes it is what the table
// design_effects holds.
func (a *Dataset) Clumping(items [][]Posting, has []bool) []inference.Clumping {
	in := func(d *Document) bool { return has == nil || has[a.Part(d)] }
	var base inference.Cell
	for i := range a.Documents {
		if d := &a.Documents[i]; in(d) {
			base.Add(d.Tokens, 0)
		}
	}
	cells := make([]inference.Cell, len(items))
	for i, postings := range items {
		cells[i] = base
		for _, u := range postings {
			if d := &a.Documents[u.Document]; in(d) {
				AddMentions(&cells[i].Ratio, d.Tokens, int64(u.Mentions))
				cells[i].Mentioning++
			}
		}
	}
	run := inference.MedianClumping(cells)
	out := make([]inference.Clumping, len(items))
	for i, c := range cells {
		out[i] = run.Of(c)
	}
	return out
}
