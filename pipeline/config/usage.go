package config

import "fmt"

// UsageError is a mistake in the configuration or on the command line: the run never started. Exit
// code 2.
type UsageError struct{ Err error }

// Error returns the message of the mistake.
func (e *UsageError) Error() string { return e.Err.Error() }

// Unwrap returns the mistake.
func (e *UsageError) Unwrap() error { return e.Err }

// Usagef returns a UsageError with a message, as fmt.Errorf makes it.
func Usagef(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }
