// Package series answers questions about counts over time, by the rules of package inference. A
// series is a list of periods in their order: days, weeks, months, quarters or years.
//
//	trend.go     does it rise or fall?                          blocks of periods are permuted
//	leadlag.go   does one move before another?                  prewhitened periods are shuffled
//	events.go    is the change at a date larger than elsewhere? all dates are compared
//	changes.go   does its rate change its level, and when?      blocks of periods are permuted
//	bursts.go    is a concept denser for a while?               blocks of four weeks are shuffled
//	emerging.go  is a phrase more widespread this year?         blocks of twelve weeks are shuffled
//
// What the data choose, such as the best lag, the heaviest burst or the best place of a change, is
// compared with the same choice made on each permutation.
//
// TIFA_CALIBRATE=2000 go test -run TestCalibration -v ./pipeline/stats/inference/series prints how
// often each test errs, each interval covers and each planted difference is found, in simulations.
package series
