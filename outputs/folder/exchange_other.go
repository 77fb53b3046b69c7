//go:build !linux

package folder

import "errors"

// exchange lets two paths change places in one step, which this system can't.
func exchange(string, string) error { return errors.ErrUnsupported }
