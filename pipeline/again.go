package pipeline

import (
	"errors"
	"fmt"
	"syscall"

	"tifa/pipeline/store"
)

// mostAgain is how often a run makes a damaged shard again. A disk that damages more is broken.
const mostAgain = 3

// again calls f until no shard is damaged. A damaged one is removed, so that it is made again.
func (r *run) again(f func() error) error {
	for n := 0; ; n++ {
		err := f()
		var damaged *store.DamagedError
		if !errors.As(err, &damaged) || n == mostAgain || r.plan.readsStdin() {
			return err
		}
		r.options.Log.Warn("work is made again", "shard", damaged.Name, "reason", damaged.Why)
		if err := r.shards.Remove(damaged.Name); err != nil {
			return err
		}
	}
}

// withHint says what to do where the disk is full.
func withHint(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: free some disk space and run again: finished files are reused", err)
	}
	return err
}
