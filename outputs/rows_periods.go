package outputs

// PeriodComparison compares how often a concept is used on two sides: in a period and an earlier
// one, or in two groups of sources in one period. There are rows for every period with documents on
// both sides, and for each concept with a mention on either.
type PeriodComparison struct {
	PeriodType      string   `parquet:"period_type,dict" doc:"day, week (ISO), month, quarter or year; all for the sum over all periods of the longest type, which excludes undated documents."`
	Period          string   `parquet:"period,dict" doc:"The period, such as 2015-03; all for all of them together."`
	Comparison      string   `parquet:"comparison,dict" doc:"What is compared: previous (the period and the one before), year_before (the period and the same period a year earlier) or groups (two source groups in the period)."`
	Attribute       string   `parquet:"attribute,dict" doc:"Attribute of sources that defines the two groups, such as stance; empty if two periods are compared."`
	A               string   `parquet:"a,dict" doc:"First side: the attribute value of the first group, such as hawkish, or the period itself."`
	B               string   `parquet:"b,dict" doc:"Second side: the attribute value of the second group, such as moderate, or the earlier period."`
	Concept         string   `parquet:"concept,dict" doc:"Concept ID; the concept has a mention on at least one side."`
	SourcesInCommon *int64   `parquet:"sources_in_common,optional" doc:"Sources with documents in both periods. Both sides are sums over these sources, and differences are taken within each source. Null for groups, which are compared as a whole." unit:"sources"`
	MentionsA       int64    `parquet:"mentions_a" doc:"Mentions on the first side." unit:"mentions"`
	MentionsB       int64    `parquet:"mentions_b" doc:"Mentions on the second side." unit:"mentions"`
	DocsMentioningA int64    `parquet:"docs_mentioning_a" doc:"Documents of the first side with at least one mention." unit:"documents"`
	DocsMentioningB int64    `parquet:"docs_mentioning_b" doc:"Documents of the second side with at least one mention." unit:"documents"`
	DocsA           int64    `parquet:"docs_a" doc:"Counted documents of the first side." unit:"documents"`
	DocsB           int64    `parquet:"docs_b" doc:"Counted documents of the second side." unit:"documents"`
	TokensA         int64    `parquet:"tokens_a" doc:"Tokens in the documents of the first side." unit:"tokens"`
	TokensB         int64    `parquet:"tokens_b" doc:"Tokens in the documents of the second side." unit:"tokens"`
	DocShareA       float64  `parquet:"doc_share_a" doc:"Share of documents with at least one mention on the first side." unit:"share of docs"`
	DocShareALo     float64  `parquet:"doc_share_a_lo" doc:"Lower end of the 95 % Wilson interval of doc_share_a." unit:"share of docs"`
	DocShareAHi     float64  `parquet:"doc_share_a_hi" doc:"Upper end of the 95 % Wilson interval of doc_share_a." unit:"share of docs"`
	DocShareB       float64  `parquet:"doc_share_b" doc:"Share of documents with at least one mention on the second side." unit:"share of docs"`
	DocShareBLo     float64  `parquet:"doc_share_b_lo" doc:"Lower end of the 95 % Wilson interval of doc_share_b." unit:"share of docs"`
	DocShareBHi     float64  `parquet:"doc_share_b_hi" doc:"Upper end of the 95 % Wilson interval of doc_share_b." unit:"share of docs"`
	PerMA           *float64 `parquet:"per_million_tokens_a,optional" doc:"Mentions per million tokens on the first side; null if it has no tokens." unit:"per million tokens"`
	PerMALo         *float64 `parquet:"per_million_tokens_a_lo,optional" doc:"Lower end of the 95 % interval of per_million_tokens_a, as in counts: that of the documents of the side together, with its design effect." unit:"per million tokens"`
	PerMAHi         *float64 `parquet:"per_million_tokens_a_hi,optional" doc:"Upper end of the 95 % interval of per_million_tokens_a, as in counts." unit:"per million tokens"`
	PerMB           *float64 `parquet:"per_million_tokens_b,optional" doc:"Mentions per million tokens on the second side; null if it has no tokens." unit:"per million tokens"`
	PerMBLo         *float64 `parquet:"per_million_tokens_b_lo,optional" doc:"Lower end of the 95 % interval of per_million_tokens_b, as in counts: that of the documents of the side together, with its design effect." unit:"per million tokens"`
	PerMBHi         *float64 `parquet:"per_million_tokens_b_hi,optional" doc:"Upper end of the 95 % interval of per_million_tokens_b, as in counts." unit:"per million tokens"`
	ShareDiff       float64  `parquet:"doc_share_diff" doc:"Difference of the shares of documents, first side minus second. For groups: the difference of their shares. For periods: the mean of the differences within each common source, weighted by the harmonic mean of its documents in the two periods." unit:"share of docs"`
	ShareDiffLo     float64  `parquet:"doc_share_diff_lo" doc:"Lower end of the 95 % interval of doc_share_diff: method 10 of Newcombe (1998), combined over sources as in Zou, Huang & Zhang (2009)." unit:"share of docs"`
	ShareDiffHi     float64  `parquet:"doc_share_diff_hi" doc:"Upper end of the 95 % interval of doc_share_diff." unit:"share of docs"`
	RateDiff        *float64 `parquet:"per_million_tokens_diff,optional" doc:"Difference of the mentions per million tokens, computed as doc_share_diff but weighted by tokens; null if a side has no tokens." unit:"per million tokens"`
	RateDiffLo      *float64 `parquet:"per_million_tokens_diff_lo,optional" doc:"Lower end of the 95 % interval of per_million_tokens_diff, combined from the intervals of both sides (Zou, Huang & Zhang 2009); null if one of them does not exist." unit:"per million tokens"`
	RateDiffHi      *float64 `parquet:"per_million_tokens_diff_hi,optional" doc:"Upper end of the 95 % interval of per_million_tokens_diff." unit:"per million tokens"`
	Ratio           *float64 `parquet:"ratio,optional" doc:"How many times the rate of the second side that of the first is. For groups: the ratio of their pooled rates. For periods: mentions of the first side over those expected of it had no common source changed its rate, divided by the same of the second side; with one source the ratio of rates. Null if the second side has no mention, or if periods are not tested."`
	RatioLo         *float64 `parquet:"ratio_lo,optional" doc:"Lower end of the 95 % interval of ratio: effective counts Y/D are binomial given their sum, so the bounds are those of a beta distribution (Jeffreys), as odds. D is one design effect for both sides, that of documents or, for periods, of source-weeks where it is larger, shrunk to that of the concept (table design_effects). For periods the interval excludes 1 exactly if p is at most 0.05. For groups documents are units, and it says nothing of sources: see claims."`
	RatioHi         *float64 `parquet:"ratio_hi,optional" doc:"Upper end of the 95 % interval of ratio; null if the second side has no mention, since nothing bounds it."`
	UnitsA          int64    `parquet:"units_a" doc:"Source-weeks of the first side, the documents of one source in one week; 0 for groups, which are not tested here." unit:"units"`
	UnitsB          int64    `parquet:"units_b" doc:"Source-weeks of the second side." unit:"units"`
	P               *float64 `parquet:"p,optional" doc:"Two-sided p-value that the rates of the common sources are the same in both periods: the larger of that of a permutation test, in which the source-weeks of each source are permuted between the periods, and that of the interval of ratio. Null for groups, which the table claims tests, kind documents and kind groups."`
	Q               *float64 `parquet:"p_adjusted,optional" doc:"p adjusted for all concepts of one comparison in one period: step-down maxT of Westfall and Young on the same permutations, or the p-value of the interval where it is larger."`
	ShareDiffers    bool     `parquet:"doc_share_differs" doc:"Whether p_adjusted is at most 0.05 and the interval of doc_share_diff excludes 0. False for groups, which the table claims tests."`
	RateDiffers     bool     `parquet:"per_million_tokens_differs" doc:"Whether p_adjusted is at most 0.05. False for groups."`
	TestStatus
}
