package corpus

import "tifa/corpus/problem"

// Problem is something that went wrong with one document or file, see problem.Problem.
type Problem = problem.Problem

// Kinds of Problem, to count by; problem says what each means.
const (
	KindUnreadable  = problem.KindUnreadable
	KindChanged     = problem.KindChanged
	KindFormat      = problem.KindFormat
	KindDamaged     = problem.KindDamaged
	KindRefused     = problem.KindRefused
	KindTooLarge    = problem.KindTooLarge
	KindEncoding    = problem.KindEncoding
	KindRecord      = problem.KindRecord
	KindEmpty       = problem.KindEmpty
	KindReplacement = problem.KindReplacement
	KindControl     = problem.KindControl
	KindUnbroken    = problem.KindUnbroken
	KindExcluded    = problem.KindExcluded
	KindBadDate     = problem.KindBadDate
	KindUndated     = problem.KindUndated
	KindNoSource    = problem.KindNoSource
	KindFrontMatter = problem.KindFrontMatter
	KindField       = problem.KindField
	KindAuthor      = problem.KindAuthor
)
