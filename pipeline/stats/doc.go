// Package stats computes the measures of the tables. It reads numbers and yields numbers: pure
// functions of counts, sizes and series, which know nothing of documents, files or tables.
//
//	intervals.go    how sure a share or a count is
//	differences.go  how sure a difference is, over all and within strata: Newcombe, MOVER
//	ratio.go        sums of a rate; how sure it is by the ratio estimator, which inference betters
//	keyness.go      how much more one group uses a word than another, words as units
//	documents.go    the same question with documents as units: Welch's t
//	permutation.go  and by permuting the documents, many concepts at once
//	multiple.go     q-values for families of tests
//	dispersion.go   how evenly a word is spread over documents
//	collocation.go  how strongly two words attract each other
//	trend.go        monotone change: Mann-Kendall, Sen's slope
//	changepoint.go  where a series changes level, exactly
//	bursts.go       when a concept bursts: Kleinberg's batched model
//	temperature.go  China Media Project's six tiers
//	crosscorr.go    lead and lag between two series
//	wordscores.go   positions of texts from reference texts
//	wordfish.go     positions of texts from their words alone
//	ngram.go        cohesion and freedom of word sequences nobody listed
//
// No count that is zero or positive makes a function here yield NaN or an infinity, except where
// its comment says so. A number that does not exist is told by a second result, ok or a field of
// that name, and is then 0. A confidence level is a share such as 0.95, two-sided.
//
// The same input gives the same bits on one kind of machine. Compilers for arm64 and some others
// may fuse a product and a sum into one rounding, and math.Log is assembly on some, so that the
// last digits may differ between kinds of machines: a table that must be the same everywhere rounds
// before it is written. Sums run in the order given, never in the order in which goroutines happen
// to end. What is random takes a seed.
package stats
