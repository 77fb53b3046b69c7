package pipeline

import (
	"log/slog"
	"time"
)

// stopwatch times the stages for run.json and tells the log.
type stopwatch struct {
	now     func() time.Time
	last    time.Time
	log     *slog.Logger
	timings []stageTiming
}

// stageTiming is how long a stage took.
type stageTiming struct {
	Stage   string  `json:"stage"`
	Seconds float64 `json:"seconds"`
}

func (s *stopwatch) record(stage string, facts ...any) {
	now := s.now()
	s.timings = append(s.timings, stageTiming{stage, now.Sub(s.last).Seconds()})
	s.last = now
	s.log.Info(stage, append(facts, "seconds", s.timings[len(s.timings)-1].Seconds)...)
}
