package outputs

// The rows of the measures. Every number here is computed from the tables of counts; a number that
// does not exist is null. Tests take documents as units, because mentions cluster in documents.

// TestStatus reports whether a row was put to a test, and why not.
type TestStatus struct {
	Tested bool   `parquet:"tested" doc:"Whether there were enough data for a test; if not, p, p_adjusted and related columns are null."`
	Reason string `parquet:"reason,dict" doc:"Why the row was not tested; empty if it was."`
	Few    bool   `parquet:"low_count" doc:"Whether the row has fewer than five mentions."`
}

// Group names a group of documents.
type Group struct {
	Attribute string `parquet:"attribute,dict" doc:"What defines the group: an attribute of documents, such as stance; source for one source; all for all counted documents, whose rates also change with the mix of sources."`
	Value     string `parquet:"value,dict" doc:"Value of the attribute, such as hawkish, or the source ID; empty for all."`
}

// DocumentToken is one token in one document: the document-feature matrix.
type DocumentToken struct {
	Document string `parquet:"document,dict" doc:"Document ID."`
	Token    string `parquet:"token,dict" doc:"Token as segmented with gse's dictionary, normalized; punctuation and white space are omitted."`
	Count    int64  `parquet:"count" doc:"Number of occurrences of the token in the document." unit:"tokens"`
}

// Keyness compares how often two groups use a concept, theme or token.
type Keyness struct {
	Attribute       string   `parquet:"attribute,dict" doc:"Attribute of sources that defines the two groups, such as stance."`
	A               string   `parquet:"a,dict" doc:"Attribute value of the first group, such as hawkish."`
	B               string   `parquet:"b,dict" doc:"Attribute value of the second group, such as moderate."`
	PeriodType      string   `parquet:"period_type,dict" doc:"Type of the period compared; all for all counted documents, dated or not."`
	Period          string   `parquet:"period,dict" doc:"The period, such as 2015; all for all counted documents."`
	Kind            string   `parquet:"kind,dict" doc:"What is compared: concept, theme or token."`
	Item            string   `parquet:"item" doc:"Concept ID, theme, or token."`
	MentionsA       int64    `parquet:"mentions_a" doc:"Mentions in the first group." unit:"mentions"`
	MentionsB       int64    `parquet:"mentions_b" doc:"Mentions in the second group." unit:"mentions"`
	DocsMentioningA int64    `parquet:"docs_mentioning_a" doc:"Documents of the first group with at least one mention." unit:"documents"`
	DocsMentioningB int64    `parquet:"docs_mentioning_b" doc:"Documents of the second group with at least one mention." unit:"documents"`
	DocsA           int64    `parquet:"docs_a" doc:"Counted documents of the first group." unit:"documents"`
	DocsB           int64    `parquet:"docs_b" doc:"Counted documents of the second group." unit:"documents"`
	TokensA         int64    `parquet:"tokens_a" doc:"Tokens in the documents of the first group." unit:"tokens"`
	TokensB         int64    `parquet:"tokens_b" doc:"Tokens in the documents of the second group." unit:"tokens"`
	PerMA           *float64 `parquet:"per_million_tokens_a,optional" doc:"Mentions per million tokens in the first group; null if it has no tokens." unit:"per million tokens"`
	PerMB           *float64 `parquet:"per_million_tokens_b,optional" doc:"Mentions per million tokens in the second group; null if it has no tokens." unit:"per million tokens"`
	Ratio           *float64 `parquet:"ratio,optional" doc:"Rate of the first group divided by the rate of the second; null if the second has no mention."`
	RatioLo         *float64 `parquet:"ratio_lo,optional" doc:"Lower end of the 95 % interval of ratio, with documents as units: beta interval of the mentions divided by one design effect, shrunk to that of the item (as in period_comparisons); null if neither group has a mention or one has no tokens."`
	RatioHi         *float64 `parquet:"ratio_hi,optional" doc:"Upper end of the 95 % interval of ratio; null if the second group has no mention, since nothing bounds it."`
	G2              float64  `parquet:"g2" doc:"Log-likelihood ratio of the four-cell table (Dunning 1993), negative if the second group has the higher rate. Takes tokens as independent, which they are not."`
	Chi2            float64  `parquet:"chi2" doc:"Pearson's chi-squared as in quanteda, with the sign of g2. Takes tokens as independent, which they are not."`
	LogRatio        float64  `parquet:"log_ratio" doc:"Binary logarithm of the ratio of rates (Hardie 2014), with ½ added to counts and sizes: 1 means twice as frequent in the first group, -1 half as frequent."`
	LRC             float64  `parquet:"lrc" doc:"Conservative log ratio (Evert 2022): the end of the interval of the log ratio that is nearer to 0, corrected for the number of items compared; 0 if the interval includes 0. Takes tokens as independent, which they are not, so it is not a test."`
	DiffPct         *float64 `parquet:"diff_pct,optional" doc:"Difference of the rates in per cent of the second rate (Gabrielatos & Marchi 2011); null if the second rate is 0." unit:"per cent"`
	SimpleMaths     float64  `parquet:"simple_maths" doc:"Ratio of the rates per million with a constant added to both: the setting simple_maths, 100 by default (Kilgarriff 2009)."`
	BIC             float64  `parquet:"bic" doc:"Unsigned g2 minus the logarithm of the number of tokens compared (Wilson 2013). Takes tokens as independent, which they are not; if they were, above 10 would be very strong evidence."`
	LogOdds         float64  `parquet:"log_odds" doc:"Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), positive if the first group uses the item more. The prior has the frequencies of both groups together. The setting prior gives its weight as a share of the tokens compared, a tenth by default."`
	LogOddsZ        float64  `parquet:"log_odds_z" doc:"log_odds divided by its standard error. Sorts items by how distinctive they are. Takes tokens as independent, so it is not a test."`
	WelchT          *float64 `parquet:"welch_t,optional" doc:"Welch's t of the rates of documents, positive if documents of the first group have the higher mean rate; null if not tested."`
	WelchP          *float64 `parquet:"welch_p,optional" doc:"Two-sided p-value of welch_t. Short documents have the same weight as long ones."`
	PermP           *float64 `parquet:"perm_p,optional" doc:"The p-value of words and concepts in this table. Its unit is the document: share of random permutations of single documents between the two groups in which the rates differ at least as much. Tests whether documents differ, not whether sources differ; where stories run for days it is too small. Of concepts, the table claims tests documents by source-weeks, and sources. Null if not tested."`
	Q               *float64 `parquet:"p_adjusted,optional" doc:"perm_p adjusted by the Benjamini–Hochberg method over items of this kind, period and pair. Of the rows with p_adjusted up to 0.05, at most 5 % are expected to be false, if documents are independent."`
	DPA             *float64 `parquet:"dp_a,optional" doc:"Deviation of proportions in the first group (Gries 2008): 0 if mentions are spread in proportion to document length, near 1 if very few documents hold them; null if there are no mentions."`
	DPNormA         *float64 `parquet:"dp_norm_a,optional" doc:"dp_a divided by its maximum (Lijffijt & Gries 2012), 0 to 1."`
	JuillandA       *float64 `parquet:"juilland_d_a,optional" doc:"Juilland's D in the first group: 1 if mentions are spread evenly over documents, 0 if one document holds them all."`
	DPB             *float64 `parquet:"dp_b,optional" doc:"Deviation of proportions in the second group."`
	DPNormB         *float64 `parquet:"dp_norm_b,optional" doc:"dp_b divided by its maximum, 0 to 1."`
	JuillandB       *float64 `parquet:"juilland_d_b,optional" doc:"Juilland's D in the second group."`
	FewDocs         bool     `parquet:"low_document_count" doc:"Whether all mentions are from fewer than five documents. The item may then belong to one author or one event."`
	TestStatus
}

// Trend is how the rate of a concept in a group moves over all its periods.
type Trend struct {
	PeriodType string `parquet:"period_type,dict" doc:"Length of the periods: month, quarter or year."`
	Group
	Concept    string   `parquet:"concept,dict" doc:"Concept ID."`
	Mentions   int64    `parquet:"mentions" doc:"Mentions in periods of this type." unit:"mentions"`
	Documents  int64    `parquet:"documents" doc:"Documents with a mention in periods of this type." unit:"documents"`
	First      *int32   `parquet:"first_use,optional,date" doc:"Date of the first document of the group that mentions the concept; the first day of the month or year if only that is known."`
	Last       *int32   `parquet:"last_use,optional,date" doc:"Date of the last such document."`
	Periods    int64    `parquet:"periods" doc:"Periods in which the group has tokens. Periods without tokens are excluded; periods without mentions are included." unit:"periods"`
	Peak       *string  `parquet:"peak_period,optional" doc:"Period with the highest rate, the earliest in case of a tie; null if there is no mention."`
	PeakRate   *float64 `parquet:"peak_per_million_tokens,optional" doc:"Rate in the peak period." unit:"per million tokens"`
	PeakCount  int64    `parquet:"peak_mentions" doc:"Mentions in the peak period. A peak of one or two mentions means little." unit:"mentions"`
	Tau        *float64 `parquet:"tau,optional" doc:"Kendall's tau-b of rate and time: 1 if the rate never falls, -1 if it never rises. Of the sources with documents in nine of ten periods, as in a claim of kind trend, which says whether it may be chance; null without such sources, below four periods, or if the rate never changes."`
	Slope      *float64 `parquet:"sen_slope,optional" doc:"Sen's slope: the median change of the rate per year, of the same sources." unit:"per million tokens per year"`
	Overspread *float64 `parquet:"overdispersion,optional" doc:"Overdispersion: variance of mentions between periods, divided by that of a Poisson process; at least 1."`
	Few        bool     `parquet:"low_count" doc:"Whether the row has fewer than five mentions."`
}

// Change is a change of level in the rate of a concept in a group that a claim supports.
type Change struct {
	When
	Group
	Concept  string   `parquet:"concept,dict" doc:"Concept ID."`
	Since    int32    `parquet:"since,date" doc:"First day of the segment before the changepoint."`
	Until    int32    `parquet:"until,date" doc:"First day after the segment that begins at the changepoint."`
	Before   int64    `parquet:"mentions_before" doc:"Mentions in the segment before the changepoint." unit:"mentions"`
	After    int64    `parquet:"mentions_after" doc:"Mentions in the segment that begins at the changepoint." unit:"mentions"`
	RateFrom float64  `parquet:"per_million_tokens_before" doc:"Rate in the segment before the changepoint." unit:"per million tokens"`
	RateTo   float64  `parquet:"per_million_tokens_after" doc:"Rate in the segment that begins at the changepoint." unit:"per million tokens"`
	Ratio    *float64 `parquet:"ratio,optional" doc:"Rate after divided by rate before; null if one is 0. The place was chosen because the rates differ, so no interval holds: the claim of kind changepoint is the test."`
	Few      bool     `parquet:"low_count" doc:"Whether the two segments together have fewer than five mentions."`
}

// Burst is a run of periods in which more documents of a group mention a concept, of a concept for
// which a claim supports that it bursts.
type Burst struct {
	When
	Group
	Concept   string  `parquet:"concept,dict" doc:"Concept ID."`
	Last      string  `parquet:"last_period" doc:"Last period of the burst; period is the first."`
	Periods   int64   `parquet:"periods" doc:"Periods of the burst that have documents." unit:"periods"`
	Documents int64   `parquet:"documents" doc:"Documents in the burst that mention the concept." unit:"documents"`
	Docs      int64   `parquet:"docs" doc:"Documents of the group in the burst, of the sources with documents in nine of ten periods and dated to the day." unit:"documents"`
	Share     float64 `parquet:"doc_share" doc:"Share of documents in the burst that mention the concept." unit:"share of docs"`
	Usual     float64 `parquet:"doc_share_overall" doc:"Share of documents over all periods that mention the concept." unit:"share of docs"`
	Weight    float64 `parquet:"weight" doc:"Kleinberg's weight (2002, two states, s = 2, gamma = 1): how much better the burst state explains the periods than the state below, in nats."`
	P         float64 `parquet:"p" doc:"Share of shuffles of the weeks, in blocks of four, in which any burst of the concept weighs as much: at most 0.05."`
	Few       bool    `parquet:"low_count" doc:"Whether fewer than five documents of the burst mention the concept."`
}

// TemperatureRow is how hot a concept is in a group in a period.
type TemperatureRow struct {
	When
	Group
	Concept         string   `parquet:"concept,dict" doc:"Concept ID; one that the group never mentions is cold and has no row."`
	Mentions        int64    `parquet:"mentions" doc:"Number of mentions." unit:"mentions"`
	Documents       int64    `parquet:"documents" doc:"Documents with a mention." unit:"documents"`
	Docs            int64    `parquet:"docs" doc:"Counted documents of the group in the period." unit:"documents"`
	Share           float64  `parquet:"doc_share" doc:"Share of the period's documents that mention the concept." unit:"share of docs"`
	ShareLo         float64  `parquet:"doc_share_lo" doc:"Lower end of the 95 % Wilson interval of doc_share." unit:"share of docs"`
	ShareHi         float64  `parquet:"doc_share_hi" doc:"Upper end of the 95 % Wilson interval of doc_share." unit:"share of docs"`
	Temperature     string   `parquet:"temperature,dict" doc:"Temperature of the China Media Project: 沸 烫 热 暖 温 冷, from hot to cold. One tier if no threshold lies inside the interval of doc_share, else the coldest and the hottest tier that the interval reaches, such as 暖–热. The thresholds are the setting temperature; they are meant for the articles of a year."`
	Coldest         string   `parquet:"temperature_lo,dict" doc:"Tier of doc_share_lo."`
	Hottest         string   `parquet:"temperature_hi,dict" doc:"Tier of doc_share_hi."`
	OurChoice       bool     `parquet:"threshold_unpublished" doc:"Whether the temperature depends on an unpublished threshold. Only those of 沸 and 烫 are published (Qian Gang 2017)."`
	SharePrevious   *float64 `parquet:"doc_share_previous,optional" doc:"doc_share of the period before, such as last month; null if the group has no tokens then. Whether the sources changed is tested in period_comparisons." unit:"share of docs"`
	ShareYearBefore *float64 `parquet:"doc_share_year_before,optional" doc:"doc_share of the same period a year before; null if the group has no tokens then." unit:"share of docs"`
	Ratio           *float64 `parquet:"ratio_to_year_before,optional" doc:"This period's rate per token divided by that of the same period a year before; null if the group has no tokens or mentions then."`
	RatioLo         *float64 `parquet:"ratio_lo,optional" doc:"Lower end of the 95 % interval of ratio_to_year_before, with documents as units, as that of ratio in period_comparisons. No test: the sources of the two periods may differ."`
	RatioHi         *float64 `parquet:"ratio_hi,optional" doc:"Upper end of the 95 % interval; null if there was no mention a year before, since nothing bounds it."`
	Few             bool     `parquet:"low_count" doc:"Whether the period has fewer than five mentions."`
}

// EventEffect is the rate of a concept before and after a dated event.
type EventEffect struct {
	Event string `parquet:"event,dict" doc:"Event ID."`
	Date  int32  `parquet:"date,date" doc:"Day of the event, which belongs to the window after."`
	Zh    string `parquet:"event_zh,dict" doc:"The event in Chinese."`
	En    string `parquet:"event_en,dict" doc:"The event in English."`
	Group
	Concept        string   `parquet:"concept,dict" doc:"Concept ID."`
	Days           int64    `parquet:"window_days" doc:"Length of each of the two windows: the setting event_days, made of periods of at most 30 days." unit:"days"`
	MentionsBefore int64    `parquet:"mentions_before" doc:"Mentions in the window before the event, of the sources with documents on both sides." unit:"mentions"`
	MentionsAfter  int64    `parquet:"mentions_after" doc:"Mentions in the window after the event, of these sources." unit:"mentions"`
	CutShort       bool     `parquet:"truncated" doc:"Whether the group's texts begin or end within the windows, so that one of them has fewer days than window_days."`
	DocsBefore     int64    `parquet:"docs_before" doc:"Documents of these sources in the window before whose date is known to the day." unit:"documents"`
	DocsAfter      int64    `parquet:"docs_after" doc:"Documents of these sources in the window after whose date is known to the day." unit:"documents"`
	RateBefore     *float64 `parquet:"per_million_tokens_before,optional" doc:"Rate in the window before; null if it has no tokens." unit:"per million tokens"`
	RateAfter      *float64 `parquet:"per_million_tokens_after,optional" doc:"Rate in the window after; null if it has no tokens." unit:"per million tokens"`
	Ratio          *float64 `parquet:"ratio,optional" doc:"Rate after divided by rate before, ½ added to both counts: the estimate of the claim of kind event, which says whether other dates show the like. Null if the texts do not reach over both windows."`
	Few            bool     `parquet:"low_count" doc:"Whether the row has fewer than five mentions."`
}

// Adoption is when a source first used a concept, and in which order sources took it up. There is
// a row for every source with documents dated to the day and every concept that any of them uses.
type Adoption struct {
	Concept       string  `parquet:"concept,dict" doc:"Concept ID."`
	Source        string  `parquet:"source,dict" doc:"Source ID."`
	First         *int32  `parquet:"first_use,optional,date" doc:"Day of the first document of the source that mentions the concept; null if none does."`
	Document      *string `parquet:"first_document,optional" doc:"ID of that document."`
	Covered       int32   `parquet:"covered_since,date" doc:"Date of the first document of the source; an earlier use could not have been found."`
	CoveredUntil  int32   `parquet:"covered_until,date" doc:"Date of the last document of the source; a later use could not have been found."`
	CoveredBefore bool    `parquet:"covered_before_first" doc:"Whether the source has documents dated before the first use by any source. Only such sources are ranked."`
	LeftCensored  bool    `parquet:"left_censored" doc:"Whether the source may have used the concept before its texts begin: it has no document dated before the first use by any source, or fewer documents precede its own first use than, on average, the source has for each document that mentions the concept."`
	RightCensored bool    `parquet:"right_censored" doc:"Whether the source does not use the concept in these texts; it may after covered_until."`
	Rank          *int64  `parquet:"rank,optional" doc:"Rank of the source by day of first use, among the sources that have documents dated before the first use by any source and that use the concept: 1 is the first; equal days share a rank. Null for the others."`
	Lag           *int64  `parquet:"days_after_first,optional" doc:"Days after the first use by any source; null if this first use or that one is censored." unit:"days"`
	DocsBefore    int64   `parquet:"docs_before" doc:"Documents of the source dated before its first use; all of them if it has none." unit:"documents"`
	Documents     int64   `parquet:"documents" doc:"Documents of the source that mention the concept and whose date is known to the day." unit:"documents"`
	Mentions      int64   `parquet:"mentions" doc:"Mentions in these documents." unit:"mentions"`
	FewMentions   bool    `parquet:"low_count" doc:"Whether the row has fewer than five mentions."`
}

// Lead is which of two groups goes ahead in the use of a concept.
type Lead struct {
	Attribute string   `parquet:"attribute,dict" doc:"Attribute of sources that defines the two groups, such as stance."`
	A         string   `parquet:"a,dict" doc:"Attribute value of the first group."`
	B         string   `parquet:"b,dict" doc:"Attribute value of the second group."`
	Concept   string   `parquet:"concept,dict" doc:"Concept ID."`
	FirstA    *int32   `parquet:"first_use_a,optional,date" doc:"First day on which the first group uses the concept; null if it never does."`
	FirstB    *int32   `parquet:"first_use_b,optional,date" doc:"First day on which the second group uses the concept; null if it never does."`
	LagDays   *int64   `parquet:"lag_days,optional" doc:"Days from first use in the first group to first use in the second; negative if the second group was first. Null unless both groups have documents before both first uses: else one could not have been found earlier." unit:"days"`
	Months    int64    `parquet:"months" doc:"Months compared: the longest run in which both groups have tokens, in sources with documents in nine of ten months." unit:"months"`
	MentionsA int64    `parquet:"mentions_a" doc:"Mentions in the first group, in these sources." unit:"mentions"`
	MentionsB int64    `parquet:"mentions_b" doc:"Mentions in the second group, in these sources." unit:"mentions"`
	Lag       *int64   `parquet:"best_lag_months,optional" doc:"Lag at which the prewhitened monthly rates have the largest correlation; positive if the first group comes first; null if not tested. The claim of kind lead says whether it may be chance." unit:"months"`
	R         *float64 `parquet:"correlation,optional" doc:"Correlation of what is left of the monthly rates after a line and an autoregression, at best_lag_months, -1 to 1."`
	Few       bool     `parquet:"low_count" doc:"Whether the row has fewer than five mentions."`
}

// Collocate is a token that stands near the mentions of a concept.
type Collocate struct {
	Group
	Concept   string  `parquet:"concept,dict" doc:"Concept ID, the node of the collocation."`
	Token     string  `parquet:"token" doc:"Token within the window and the sentence of the mention. A mention of another concept is one token, written as {concept ID}."`
	Class     string  `parquet:"class,dict" doc:"word, function, number, latin, or concept."`
	Together  int64   `parquet:"cooccurrences" doc:"Occurrences of the token within a window around a mention. An occurrence near two mentions of the concept counts once." unit:"places"`
	Left      int64   `parquet:"left" doc:"Of these, occurrences before the mention, or before the first mention if it is near several." unit:"places"`
	Documents int64   `parquet:"documents" doc:"Documents with such an occurrence." unit:"documents"`
	Windows   int64   `parquet:"window_tokens" doc:"Tokens within the windows of the concept, each counted once." unit:"tokens"`
	Count     int64   `parquet:"token_count" doc:"Occurrences of the token in the dated documents of the group; raised to cooccurrences if that is larger, since it includes undated documents." unit:"tokens"`
	Tokens    int64   `parquet:"tokens" doc:"Tokens of the group." unit:"tokens"`
	LogDice   float64 `parquet:"log_dice" doc:"14 plus the binary logarithm of the Dice coefficient of window tokens and token (Rychlý 2008). The maximum is 14; one unit less is half the coefficient. Comparable across groups."`
	MI        float64 `parquet:"mi" doc:"Mutual information: binary logarithm of observed over expected co-occurrences. Favours rare tokens."`
	T         float64 `parquet:"t" doc:"t-score (Church et al. 1991). Favours frequent tokens."`
	G2        float64 `parquet:"g2" doc:"Log-likelihood ratio, negative if the two co-occur less often than expected. Takes tokens as independent."`
	DeltaPYX  float64 `parquet:"delta_p_token_given_concept" doc:"ΔP (Gries 2013): probability of the token inside the windows of the concept, minus its probability outside."`
	DeltaPXY  float64 `parquet:"delta_p_concept_given_token" doc:"ΔP: probability that an occurrence of the token is inside a window of the concept, minus that of other tokens."`
	Few       bool    `parquet:"low_count" doc:"Whether the row has fewer than five co-occurrences."`
	FewDocs   bool    `parquet:"low_document_count" doc:"Whether the co-occurrences are from fewer than five documents."`
}

// CoMention is two concepts mentioned together.
type CoMention struct {
	PeriodType string `parquet:"period_type,dict" doc:"all, or year."`
	Period     string `parquet:"period,dict" doc:"The year; all for all counted documents."`
	Group
	Unit     string  `parquet:"unit,dict" doc:"Unit of co-occurrence: sentence or document."`
	ConceptA string  `parquet:"concept_a,dict" doc:"Concept ID, the first of the two in byte order."`
	ConceptB string  `parquet:"concept_b,dict" doc:"Concept ID of the other. Overlapping mentions (敌对势力 inside 境外敌对势力) are not a co-occurrence."`
	Together int64   `parquet:"cooccurrences" doc:"Sentences or documents that mention both."`
	CountA   int64   `parquet:"count_a" doc:"Sentences or documents that mention the first."`
	CountB   int64   `parquet:"count_b" doc:"Sentences or documents that mention the second."`
	All      int64   `parquet:"all" doc:"All sentences or documents of the group and period."`
	NPMI     float64 `parquet:"npmi" doc:"Normalized pointwise mutual information (Bouma 2009), -1 to 1: 1 if the two occur only together, 0 if they co-occur as expected by chance."`
	Jaccard  float64 `parquet:"jaccard" doc:"Share of the sentences or documents with either concept that mention both."`
	G2       float64 `parquet:"g2" doc:"Log-likelihood ratio, negative if the two co-occur less often than expected. Sentences of one document are not independent."`
	Few      bool    `parquet:"low_count" doc:"Whether the two co-occur fewer than five times."`
}

// Ngram is a sequence of tokens in one year: what phrases nobody listed are found among.
type Ngram struct {
	Phrase    string  `parquet:"phrase,dict" doc:"The sequence of 2 to 6 tokens, normalized, without separators."`
	Period    string  `parquet:"period,dict" doc:"Year."`
	Tokens    string  `parquet:"segmented,dict" doc:"The sequence with spaces between tokens."`
	Count     int64   `parquet:"count" doc:"Occurrences in counted documents of the year." unit:"occurrences"`
	Documents int64   `parquet:"documents" doc:"Documents of the year in which it occurs." unit:"documents"`
	Total     int64   `parquet:"total" doc:"Occurrences in all dated, counted documents." unit:"occurrences"`
	Cohesion  float64 `parquet:"cohesion" doc:"Smallest NPMI over all ways to split the sequence in two, -1 to 1: high for the name of one thing, low for a fragment of a sentence."`
	Left      float64 `parquet:"left_entropy" doc:"Branching entropy of the preceding token; near 0 if the sequence is the end of a longer phrase." unit:"bits"`
	Right     float64 `parquet:"right_entropy" doc:"Branching entropy of the following token; near 0 if the sequence is the beginning of a longer phrase." unit:"bits"`
	Document  *string `parquet:"example_document,optional" doc:"ID of the first document of the year with the sequence, if it is much more frequent in this year than in all earlier years; else null."`
	Example   *string `parquet:"example,optional" doc:"Sentence of example_document with the phrase, normalized."`
}

// PhraseWeeks is a sequence of tokens in one year of one source: in which weeks it occurs.
type PhraseWeeks struct {
	Source    string `parquet:"source,dict" doc:"Source ID."`
	Period    string `parquet:"period,dict" doc:"Year."`
	Phrase    string `parquet:"phrase,dict" doc:"The sequence of 2 to 6 tokens, normalized, without separators. Those that do not stand free, and so are not in ngrams, are here too."`
	Segmented string `parquet:"segmented,dict" doc:"The sequence with spaces between tokens."`
	Count     int64  `parquet:"count" doc:"Occurrences in the counted documents of the source and year." unit:"occurrences"`
	Documents int64  `parquet:"documents" doc:"Documents of the source and year in which it occurs." unit:"documents"`
	Weeks     int64  `parquet:"weeks" doc:"Weeks of the source and year in which it occurs." unit:"weeks"`
	Bits      int64  `parquet:"week_bits" doc:"Which weeks: 2 to the power of i is set for week i. Week 0 begins on 1 January, the others on Mondays; a document dated to the month or year is in the first week of it."`
}

// Emerging is a phrase nobody listed that is new or much more frequent in a year, as a claim of
// kind emerging supports.
type Emerging struct {
	Period        string   `parquet:"period,dict" doc:"Year in which the phrase is compared with the reference years. A year in which nothing emerges has no rows."`
	Rank          int64    `parquet:"rank" doc:"Rank by log_odds_z among the phrases of the year that meet all conditions."`
	Phrase        string   `parquet:"phrase" doc:"The phrase, normalized."`
	Segmented     string   `parquet:"segmented" doc:"The phrase with spaces between tokens."`
	Sources       int64    `parquet:"sources" doc:"Sources with documents in the year and in the reference years. Only these are counted here: what a source brings that enters or leaves is not new." unit:"sources"`
	Count         int64    `parquet:"count" doc:"Occurrences in the year, in these sources." unit:"occurrences"`
	Documents     int64    `parquet:"documents" doc:"Documents of the year in which it occurs, in these sources." unit:"documents"`
	Reference     int64    `parquet:"reference_count" doc:"Occurrences in the reference years, in these sources." unit:"occurrences"`
	Tokens        int64    `parquet:"tokens" doc:"Tokens of the year, in these sources." unit:"tokens"`
	RefTokens     int64    `parquet:"reference_tokens" doc:"Tokens of the reference years, in these sources." unit:"tokens"`
	ReferenceFrom string   `parquet:"reference_from,dict" doc:"First reference year."`
	ReferenceTo   string   `parquet:"reference_to,dict" doc:"Last reference year."`
	Rate          float64  `parquet:"per_million_tokens" doc:"Occurrences per million tokens in the year." unit:"per million tokens"`
	RefRate       float64  `parquet:"reference_per_million_tokens" doc:"Occurrences per million tokens in the reference years." unit:"per million tokens"`
	New           bool     `parquet:"new" doc:"Whether the phrase does not occur in the reference years, in these sources."`
	LogRatio      float64  `parquet:"log_ratio" doc:"Binary logarithm of the ratio of the two rates, with ½ added to counts and sizes."`
	LogOddsZ      float64  `parquet:"log_odds_z" doc:"Log-odds ratio divided by its standard error, with the informative Dirichlet prior of keyness: the frequencies of year and reference together, weighted by the setting prior. Ranks the phrases and is not a test."`
	Weeks         int64    `parquet:"weeks" doc:"Source-weeks of the year: the units of the test." unit:"source-weeks"`
	WeeksWith     int64    `parquet:"weeks_with_phrase" doc:"Of these, with the phrase." unit:"source-weeks"`
	RefWeeks      int64    `parquet:"reference_weeks" doc:"Source-weeks of the reference years." unit:"source-weeks"`
	RefWeeksWith  int64    `parquet:"reference_weeks_with_phrase" doc:"Of these, with the phrase." unit:"source-weeks"`
	WeekRatio     *float64 `parquet:"week_ratio,optional" doc:"Share of weeks with the phrase in the year over that in the reference years, within sources (Mantel & Haenszel 1959): the estimate of the claim; null if no reference week has it."`
	PAdjusted     float64  `parquet:"p_adjusted" doc:"p_adjusted of the claim: share of shuffles of twelve-week blocks between the years, within each source, in which any phrase spreads as much. At most 0.05 in every row."`
	Cohesion      float64  `parquet:"cohesion" doc:"Smallest NPMI over all ways to split the phrase in two, -1 to 1."`
	Left          float64  `parquet:"left_entropy" doc:"Branching entropy of the preceding token." unit:"bits"`
	Right         float64  `parquet:"right_entropy" doc:"Branching entropy of the following token." unit:"bits"`
	Document      *string  `parquet:"example_document,optional" doc:"ID of the first document of the year with the phrase."`
	Example       *string  `parquet:"example,optional" doc:"Sentence of example_document with the phrase, normalized."`
	FewDocs       bool     `parquet:"low_document_count" doc:"Whether the phrase occurs in fewer than five documents of the year."`
}

// StanceScore is the position of a source in a period on the scale of the reference groups.
type StanceScore struct {
	Attribute  string   `parquet:"attribute,dict" doc:"Attribute that defines the reference groups, such as stance."`
	A          string   `parquet:"a,dict" doc:"Attribute value of the reference group at 1."`
	B          string   `parquet:"b,dict" doc:"Attribute value of the reference group at -1."`
	PeriodType string   `parquet:"period_type,dict" doc:"all, or year."`
	Period     string   `parquet:"period,dict" doc:"The year; all for all dated documents."`
	Source     string   `parquet:"source,dict" doc:"Source ID. The text scored is all its counted documents of the period."`
	InA        bool     `parquet:"in_a" doc:"Whether documents of the source belong to the reference group at 1. Such a source is scored against the group without its own tokens."`
	InB        bool     `parquet:"in_b" doc:"Whether documents of the source belong to the reference group at -1."`
	Words      int64    `parquet:"scored_tokens" doc:"Tokens of the text for which there is a score." unit:"tokens"`
	Raw        *float64 `parquet:"wordscores_raw,optional" doc:"Raw Wordscores position (Laver, Benoit & Garry 2003). Near the middle for all texts, because they share most tokens. Null if not scored."`
	RawSE      *float64 `parquet:"wordscores_se,optional" doc:"Standard error of wordscores_raw. Takes tokens as independent and is too small."`
	LBG        *float64 `parquet:"wordscores_lbg,optional" doc:"wordscores_raw rescaled as in Laver, Benoit & Garry (2003), among the texts of the period."`
	MV         *float64 `parquet:"wordscores_mv,optional" doc:"wordscores_raw rescaled so that the reference groups are at 1 and -1 (Martin & Vanberg 2008)."`
	Theta      *float64 `parquet:"wordfish_theta,optional" doc:"Wordfish position (Slapin & Proksch 2008) among the texts of the period, estimated without reference groups. Shows what separates the texts most, which may be topic or stance."`
	ThetaSE    *float64 `parquet:"wordfish_se,optional" doc:"Standard error of wordfish_theta, scaled for the overdispersion of the counts."`
	Converged  bool     `parquet:"wordfish_converged" doc:"Whether the estimation of the Wordfish positions of the period came to an end; if not, there are none."`
	Rounds     int64    `parquet:"wordfish_rounds" doc:"Rounds that it took; 0 if there was none."`
	NoTheta    string   `parquet:"wordfish_reason,dict" doc:"Why there is no wordfish_theta: too few tokens, no source of a reference group, fewer than three sources or tokens, not converged; else empty."`
	LooLo      *float64 `parquet:"wordscores_mv_loo_lo,optional" doc:"Smallest wordscores_mv with any one reference source left out; no interval. For all dated documents only, and null where a group has no other source."`
	LooHi      *float64 `parquet:"wordscores_mv_loo_hi,optional" doc:"Largest wordscores_mv with any one reference source left out."`
	HangsOn    string   `parquet:"hangs_on,dict" doc:"Source ID of the reference source whose removal moves wordscores_mv most; empty where none is left out."`
	TestStatus
}

// StanceToken is a token that carries a stance score.
type StanceToken struct {
	Attribute    string  `parquet:"attribute,dict" doc:"Attribute that defines the reference groups, such as stance."`
	A            string  `parquet:"a,dict" doc:"Attribute value of the reference group at 1."`
	B            string  `parquet:"b,dict" doc:"Attribute value of the reference group at -1."`
	PeriodType   string  `parquet:"period_type,dict" doc:"all, or year."`
	Period       string  `parquet:"period,dict" doc:"The year; all for all dated documents."`
	Method       string  `parquet:"method,dict" doc:"wordscores, or wordfish."`
	Source       string  `parquet:"source,dict" doc:"Source ID whose score the token carries; empty for wordfish, whose tokens carry the scale of all sources."`
	Rank         int64   `parquet:"rank" doc:"Rank by the size of influence: 1 carries most. Ten tokens of each source, twenty of a scale."`
	Token        string  `parquet:"token" doc:"Token as segmented with gse's dictionary, normalized."`
	Count        int64   `parquet:"count" doc:"Occurrences in the source; for wordfish in all sources." unit:"tokens"`
	Score        float64 `parquet:"score" doc:"Wordscores: score of the token, 1 if only the first group uses it and -1 if only the second does. Wordfish: its beta, how much it tells positions apart, and to which side."`
	Influence    float64 `parquet:"influence" doc:"Wordscores: by how much the token moves wordscores_raw of the source from the middle of its reference groups: share of its scored tokens, times score less the middle of the scores that the groups get from their own tokens. Wordfish: beta times the square root of count."`
	Carrier      string  `parquet:"carrier,dict" doc:"Source with the most occurrences of the token in the period; the first by ID in case of a tie."`
	CarrierShare float64 `parquet:"carrier_share" doc:"Its share of the occurrences. Near 1, the token says who writes, not where sources stand."`
}
