package config

import (
	"fmt"
)

// UsageError is a mistake in the configuration or on the command line: the run never started. Exit code 2.
type UsageError struct{ Err error }

func (e *UsageError) Error() string { return e.Err.Error() }

func (e *UsageError) Unwrap() error { return e.Err }

func Usagef(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }
