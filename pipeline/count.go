package pipeline

import (
	"context"

	"tifa/pipeline/count"
	"tifa/pipeline/phrases"
)

// count is the stage that writes the tables of counts.
func (r *run) count(ctx context.Context) (facts []any, err error) {
	s, x, to := r.plan.Study, r.index, r.to
	r.counter = count.NewCounter(s, x)
	err = r.plan.parallel.Do(ctx,
		func(ctx context.Context) error { return phrases.Write(ctx, s, x, r.plan.parallel, to) },
		func(ctx context.Context) error { return r.counter.Write(ctx, to) },
		func(ctx context.Context) error {
			if err := count.WriteTokens(ctx, s, x, to); err != nil {
				return err
			}
			return count.WriteDocumentTokens(ctx, s, x, to)
		})
	return []any{"mentions", r.counter.Total.Mentions}, err
}
