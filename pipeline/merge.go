package pipeline

import (
	"context"

	"tifa/pipeline/merge"
)

// merge is the stage that makes the index of all shards.
func (r *run) merge(context.Context) (facts []any, err error) {
	r.index, err = merge.Shards(r.shards, r.plan.shardNames(), r.plan.problems, r.plan.Study)
	if err != nil {
		return nil, err
	}
	return []any{"documents", len(r.index.Documents), "problems", len(r.index.Problems)}, r.index.SomeDocument()
}
