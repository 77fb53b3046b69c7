// Package attribution says whose words a mention stands in.
package attribution
