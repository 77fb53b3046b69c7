// Package date has the type of a parsed date.
package date

import "time"

// Date is a parsed date.
type Date struct{ Time time.Time }

// IsZero reports whether there is none.
func (d Date) IsZero() bool { return d.Time.IsZero() }
