package outputs

// Claim is one statement on how one concept is used, with what it rests on. Nothing that the table
// does not support may be said of groups or of time.
type Claim struct {
	Kind       string   `parquet:"kind,dict" doc:"What is claimed: groups (typical sources of a and b use the item equally often or not), documents (these documents of a and b do), trend (the rate of a rises or falls over its periods), lead (the rates of a and b move together, at some lag), event (the rate of a changes at a date as it does at few others), changepoint (the rate of a changes its level), burst (documents of a are denser with the item for a while), emerging (a phrase nobody listed is in more weeks of a year than of the years before; only supported claims have rows, and a year of which nothing can be said has one without an item)."`
	Attribute  string   `parquet:"attribute,dict" doc:"Attribute of sources that makes the groups, such as stance; all where a is all sources."`
	A          string   `parquet:"a,dict" doc:"Value of the attribute in the first group, or in the only one; empty for all sources."`
	B          string   `parquet:"b,dict" doc:"Value of the attribute in the second group; empty where one group is followed over time."`
	PeriodType string   `parquet:"period_type,dict" doc:"Length of the periods that are compared or that make the series: day (windows around an event), month, quarter or year; year for what emerges; all where groups are compared over all shared periods."`
	Period     string   `parquet:"period,dict" doc:"Period in which groups are compared, or in which a phrase emerges, such as 2015; all for all periods that both groups cover, and for a series."`
	Event      string   `parquet:"event,dict" doc:"Event ID of a claim of kind event; else empty."`
	Unit       string   `parquet:"unit,dict" doc:"What is permuted, because it could be exchanged if the null hypothesis held: source, source_four_weeks (the documents of four weeks of a source: stories run on), source_week (a source's week, in blocks of four), month, quarter, year (in blocks) or date."`
	ItemKind   string   `parquet:"item_kind,dict" doc:"What the item is: concept, or phrase of what emerges."`
	Item       string   `parquet:"item,dict" doc:"Concept ID, or the phrase."`
	UnitsA     int64    `parquet:"units_a" doc:"Units of the first group, or of the series: sources (one with documents in both groups is a unit in each), weeks or blocks of weeks, periods, or dates that the event is compared with, its own among them; of emerging the weeks of the year, in sources with documents in the year and before it." unit:"units"`
	UnitsB     int64    `parquet:"units_b" doc:"Units of the second group; of emerging the weeks of the years before; else 0." unit:"units"`
	MentionsA  int64    `parquet:"mentions_a" doc:"Mentions of the first group in the shared periods; of a series in all; of an event in the window after; of emerging in the year. 0 where nothing can be said." unit:"mentions"`
	MentionsB  int64    `parquet:"mentions_b" doc:"Mentions of the second group in the shared periods; of an event in the window before; of emerging in the years before; else 0." unit:"mentions"`
	WithA      int64    `parquet:"with_a" doc:"Of of_a, those with a mention. Of a comparison of groups the units of the first group, of emerging the source-weeks of the year; of a supported burst the documents dated to the day from the first to the last period of place; else 0." unit:"units"`
	OfA        int64    `parquet:"of_a" doc:"What with_a is counted among; else 0." unit:"units"`
	WithB      int64    `parquet:"with_b" doc:"Of of_b, those with a mention: the units of the second group, the source-weeks of the years before, or the documents at other times than the burst; else 0." unit:"units"`
	OfB        int64    `parquet:"of_b" doc:"What with_b is counted among; else 0." unit:"units"`
	Statistic  string   `parquet:"statistic,dict" doc:"What estimate is: ratio_of_typical_sources (rate of a over that of b, each source counts once; half a mention is added to each source), ratio_of_documents (of pooled rates; half a mention is added to both where a side has none), ratio_after_before (rate after the event over that before, ½ added to both counts), kendall_tau (1 where the rate never falls, -1 where it never rises; the table trends has the slope), lag (months at which the correlation is largest, positive where a comes first), changes (number of changes of level), weight (Kleinberg's weight of the heaviest burst), ratio_of_weeks (share of weeks with the phrase over that of the years before, within sources; null if no week before has it)."`
	Estimate   *float64 `parquet:"estimate,optional" doc:"The estimate; null where there is none. Where one side has no mention it rests on the half mention that is added, grows with the texts, and is not to be told as a multiple."`
	Lo         *float64 `parquet:"lo,optional" doc:"Lower end of its 95 % interval, of this item alone; null where it has none, and where a ratio's first group has no mention. That of a ratio leaves out 1 exactly where p is at most 0.05."`
	Hi         *float64 `parquet:"hi,optional" doc:"Upper end of the interval; null where it has none, and where a ratio's second group has no mention: nothing bounds it then."`
	P          *float64 `parquet:"p,optional" doc:"Two-sided p-value: share of the permutations at least as extreme; of groups, trend and changepoint the larger of it and a second p-value (Welch's, of a series with autocorrelation). Of burst and emerging one-sided. Null where nothing can be said."`
	PAdjusted  *float64 `parquet:"p_adjusted,optional" doc:"p adjusted for all items of the family: step-down maxT of Westfall and Young; Benjamini and Hochberg for documents, Holm for trends; of emerging the largest of all phrases. Null where nothing can be said."`
	LeastP     float64  `parquet:"least_p" doc:"The smallest p that any outcome could have had; 1 where there was nothing to permute."`
	Family     string   `parquet:"family,dict" doc:"The family of tests: kind, groups, period and unit. p_adjusted is over the items of one family."`
	Verdict    string   `parquet:"verdict,dict" doc:"supported where p_adjusted is at most 0.05, not supported where it is larger, cannot be said where there is a reason."`
	Reason     string   `parquet:"reason,dict" doc:"Why nothing can be said: no_documents, no_mentions, no_variation, one_source, too_few_units (fewer than three sources in a group; of documents, fewer than the setting min_mentions or three blocks that mention the concept), no_outcome_could_reach (least_p above 0.05), no_overlap (no shared time or source), too_short, too_few_dates, too_persistent, too_frequent, too_large; else empty."`
	Place      string   `parquet:"place" doc:"Where a supported changepoint or burst lies: the first periods of new levels, or the first and last period of the heaviest burst, with spaces between; else empty."`
	LooLo      *float64 `parquet:"loo_lo,optional" doc:"Smallest estimate with any one source left out; no interval. Null where it can't be computed."`
	LooHi      *float64 `parquet:"loo_hi,optional" doc:"Largest estimate with any one source left out."`
	HangsOn    string   `parquet:"hangs_on,dict" doc:"Source ID whose removal moves the estimate most; empty where none is left out."`
	Evidence   string   `parquet:"evidence" doc:"What to write after tifa kwic RUN to read the mentions of a. These are mentions_a, with the shared periods and sources only; where these are more than 40 runs of periods, it shows those between, too. Empty for phrases, which are in no lexicon: the table emerging has an example."`
	EvidenceB  string   `parquet:"evidence_b" doc:"The same for mentions_b: the second group, or the window before an event; else empty."`
}
