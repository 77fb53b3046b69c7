package pipeline

import (
	"log/slog"
	"time"

	"tifa/pipeline/manifest"
)

// stopwatch times the stages for run.json and tells the log.
type stopwatch struct {
	now     func() time.Time
	last    time.Time
	log     *slog.Logger
	timings []manifest.StageTiming
}

func (s *stopwatch) record(stage string, facts ...any) {
	now := s.now()
	s.timings = append(s.timings, manifest.StageTiming{Stage: stage, Seconds: now.Sub(s.last).Seconds()})
	s.last = now
	s.log.Info(stage, append(facts, "seconds", s.timings[len(s.timings)-1].Seconds)...)
}
