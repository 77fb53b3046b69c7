package phrases

import (
	"context"
	"slices"

	"tifa/corpus"
	"tifa/pipeline/period"
	"tifa/pipeline/store"
)

// passDocument is a document as the passes see it.
type passDocument struct {
	number        int32
	year          int32
	week          uint8 // of the year, see period.WeekOfYear
	source        string
	tokens        []int32 // numbers of tokens
	ends          []int32 // of sentences
	tokenSegments []tokenSegment
}

// tokenSegment is the tokens between punctuation and sentence ends.
type tokenSegment struct{ start, end int32 }

// pass shows each shard every counted document that has a year.
func (n *ngrams) pass(ctx context.Context, document func(*shard, *passDocument)) error {
	return n.batches(ctx, func(ctx context.Context, batch []passDocument) error {
		var tasks [shards]func(context.Context) error
		for i, s := range n.shards {
			tasks[i] = func(context.Context) error {
				for j := range batch {
					document(s, &batch[j])
				}
				return nil
			}
		}
		if err := n.workers.Do(ctx, tasks[:]...); err != nil {
			return err
		}
		return n.writeWeeks()
	})
}

// batches reads the documents, each batch while the one before is being looked at.
func (n *ngrams) batches(ctx context.Context, look func(context.Context, []passDocument) error) error {
	files := n.index.Files()
	defer files.Close()
	in := &batchReader{ngrams: n, files: files}
	batch, err := in.read(ctx, nil)
	for spare := []passDocument(nil); err == nil && len(batch) > 0; {
		var next []passDocument
		err = n.workers.Do(ctx, func(ctx context.Context) error { return look(ctx, batch) }, func(ctx context.Context) (err error) {
			next, err = in.read(ctx, spare[:0])
			return err
		})
		batch, spare = next, batch
	}
	return err
}

// batchReader reads documents in their order.
type batchReader struct {
	*ngrams
	files    *store.Files
	next     int // document
	sequence store.Sequence
}

// read reads the next documents into the memory of others that are done with.
func (r *batchReader) read(ctx context.Context, batch []passDocument) ([]passDocument, error) {
	for tokens := 0; tokens < batchTokens && r.next < len(r.index.Documents); r.next++ {
		d := &r.index.Documents[r.next]
		if !d.Counted || d.Precision == corpus.PrecisionNone || r.only != nil && !r.only(r.next) {
			continue
		}
		if err := r.files.Sequence(ctx, d.Shard, d.At, &r.sequence); err != nil {
			return nil, err
		}
		batch = slices.Grow(batch, 1)[:len(batch)+1]
		w := &batch[len(batch)-1]
		w.number, w.year = int32(r.next), period.Year.Start(d.Day)
		w.source, w.week = d.Source, uint8(period.WeekOfYear(d.Day))
		w.ends = append(w.ends[:0], r.sequence.Ends...)
		w.tokens = r.number(&r.sequence, w.tokens[:0])
		w.tokenSegments = r.tokenSegments(w, w.tokenSegments[:0])
		tokens += len(w.tokens)
	}
	return batch, nil
}

// number gives the tokens of a document their numbers.
func (n *ngrams) number(q *store.Sequence, tokens []int32) []int32 {
	n.local = n.local[:0]
	for _, text := range q.Others {
		n.local = append(n.local, n.other(text))
	}
	for _, t := range q.Tokens {
		if t < 0 {
			t = n.local[-1-t]
		}
		tokens = append(tokens, t)
	}
	return tokens
}

func (n *ngrams) other(text string) int32 {
	number, ok := n.others[text]
	if !ok {
		number = int32(len(n.breaks))
		n.breaks = append(n.breaks, stops(n.study.Segmenter, -1, text))
		n.others[text], n.texts = number, append(n.texts, text)
	}
	return number
}

func (n *ngrams) text(token int32) string {
	if known := len(n.breaks) - len(n.texts); int(token) >= known {
		return n.texts[int(token)-known]
	}
	return n.study.Segmenter.Word(token)
}

// tokenSegments finds the stretches of tokens that sequences lie in.
func (n *ngrams) tokenSegments(w *passDocument, out []tokenSegment) []tokenSegment {
	start := int32(0)
	stop := func(at int32) {
		if at > start {
			out = append(out, tokenSegment{start, at})
		}
	}
	for _, end := range w.ends {
		for i := start; i < end; i++ {
			if n.breaks[w.tokens[i]] {
				stop(i)
				start = i + 1
			}
		}
		stop(end)
		start = end
	}
	return out
}
