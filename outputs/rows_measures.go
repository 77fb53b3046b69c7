package outputs

// The rows of the measures: what to make of the counts. Every number here follows from the tables
// above it; a number that does not exist is null. Nothing is called a difference on the strength of
// counted words alone: p and q take documents as units, because mentions cluster in documents.

// TestStatus reports whether a row was put to a test, and why not.
type TestStatus struct {
	Tested bool   `parquet:"tested" doc:"Whether there was enough to test; p, p_adjusted and the like are null where not."`
	Reason string `parquet:"reason,dict" doc:"Why the row was not tested; empty where it was."`
	Few    bool   `parquet:"low_count" doc:"Whether the row rests on fewer than five mentions."`
}

// Group names a group of documents.
type Group struct {
	Attribute string `parquet:"attribute,dict" doc:"What makes the group: an attribute of sources, such as stance; source for one source; all for all counted documents, where what changes may be which sources there are."`
	Value     string `parquet:"value,dict" doc:"Value of the attribute, such as hawkish, or the source ID; empty for all."`
}

// DocumentToken is one token in one document: the document-feature matrix.
type DocumentToken struct {
	Document string `parquet:"document,dict" doc:"Document ID."`
	Token    string `parquet:"token,dict" doc:"Token as gse gives it, normalized; punctuation and white space left out."`
	Count    int64  `parquet:"count" doc:"How often the document uses the token." unit:"tokens"`
}

// Keyness compares how often two groups use a concept, theme or token.
type Keyness struct {
	Attribute       string   `parquet:"attribute,dict" doc:"Attribute of sources that makes the two groups, such as stance."`
	A               string   `parquet:"a,dict" doc:"Value of the attribute in the first group, such as hawkish."`
	B               string   `parquet:"b,dict" doc:"Value of the attribute in the second group, such as moderate."`
	PeriodType      string   `parquet:"period_type,dict" doc:"Period that is compared; all for all counted documents, dated or not."`
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
	PerMA           *float64 `parquet:"per_million_tokens_a,optional" doc:"Mentions per million tokens in the first group; null without tokens." unit:"per million tokens"`
	PerMB           *float64 `parquet:"per_million_tokens_b,optional" doc:"Mentions per million tokens in the second group; null without tokens." unit:"per million tokens"`
	Ratio           *float64 `parquet:"ratio,optional" doc:"How many times the rate of the second group the rate of the first is; ½ is added to both counts where one is 0; null where both are."`
	RatioLo         *float64 `parquet:"ratio_lo,optional" doc:"Lower end of the 95 % interval of ratio, documents as clusters; null where one document alone allows none."`
	RatioHi         *float64 `parquet:"ratio_hi,optional" doc:"Upper end of the 95 % interval of ratio, documents as clusters."`
	G2              float64  `parquet:"g2" doc:"Log-likelihood ratio of the four-cell table (Dunning 1993), negative where the second group has the higher rate; takes words as independent, which they are not."`
	Chi2            float64  `parquet:"chi2" doc:"Pearson's chi-squared as in quanteda, signed as g2; takes words as independent, which they are not."`
	LogRatio        float64  `parquet:"log_ratio" doc:"Binary logarithm of the ratio of rates (Hardie 2014), ½ added to counts and sizes: 1 is twice as often in the first group, -1 half as often."`
	LRC             float64  `parquet:"lrc" doc:"Conservative log ratio (Evert 2022): the end of the log ratio's interval nearest to 0, corrected for the number of items compared; 0 where the interval holds equal rates."`
	DiffPct         *float64 `parquet:"diff_pct,optional" doc:"Difference of the rates in per cent of the second (Gabrielatos & Marchi 2011); null where the second is 0." unit:"per cent"`
	SimpleMaths     float64  `parquet:"simple_maths" doc:"Ratio of the rates per million with 100 (or the setting) added to both (Kilgarriff 2009)."`
	BIC             float64  `parquet:"bic" doc:"Unsigned g2 less the logarithm of all tokens (Wilson 2013): above 10 very strong evidence, if words were independent."`
	LogOdds         float64  `parquet:"log_odds" doc:"Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), positive where the first group uses it more. The prior is both groups together, and weighs as many tokens as the setting prior says: a tenth of those compared unless set."`
	LogOddsZ        float64  `parquet:"log_odds_z" doc:"log_odds in standard errors: sorts items by how distinctive they are; takes words as independent, so it is no test."`
	WelchT          *float64 `parquet:"welch_t,optional" doc:"Welch's t of the rates of documents: positive where documents of the first group have the higher mean rate; null where not tested."`
	WelchP          *float64 `parquet:"welch_p,optional" doc:"Two-sided p-value of welch_t; short documents weigh as much as long ones."`
	PermP           *float64 `parquet:"perm_p,optional" doc:"Share of random permutations of the documents between the two groups that set the rates at least as far apart: the p-value to quote; null where not tested."`
	Q               *float64 `parquet:"p_adjusted,optional" doc:"perm_p after Benjamini and Hochberg among items of this kind, period and pair: of all rows with p_adjusted up to 0.05, at most 5 % are expected to be mistakes."`
	DPA             *float64 `parquet:"dp_a,optional" doc:"Deviation of proportions in the first group (Gries 2008): 0 is spread over documents as the text is, near 1 is in very few of them; null without mentions."`
	DPNormA         *float64 `parquet:"dp_norm_a,optional" doc:"dp_a over its maximum (Lijffijt & Gries 2012), 0 to 1."`
	JuillandA       *float64 `parquet:"juilland_d_a,optional" doc:"Juilland's D in the first group: 1 is even over documents, 0 is in one document only."`
	DPB             *float64 `parquet:"dp_b,optional" doc:"Deviation of proportions in the second group."`
	DPNormB         *float64 `parquet:"dp_norm_b,optional" doc:"dp_b over its maximum, 0 to 1."`
	JuillandB       *float64 `parquet:"juilland_d_b,optional" doc:"Juilland's D in the second group."`
	FewDocs         bool     `parquet:"low_document_count" doc:"Whether all mentions come from fewer than five documents: the item may be one author's or one event's."`
	TestStatus
}

// Trend is how the rate of a concept in a group moves over all its periods.
type Trend struct {
	PeriodType string `parquet:"period_type,dict" doc:"Length of the periods: month, quarter or year."`
	Group
	Concept    string   `parquet:"concept,dict" doc:"Concept ID."`
	Mentions   int64    `parquet:"mentions" doc:"Mentions in periods of this type." unit:"mentions"`
	Documents  int64    `parquet:"documents" doc:"Documents with a mention in periods of this type." unit:"documents"`
	First      *int32   `parquet:"first_use,optional,date" doc:"First day (or first day of the period) on which a document of the group is dated that mentions the concept."`
	Last       *int32   `parquet:"last_use,optional,date" doc:"Last such day."`
	Periods    int64    `parquet:"periods" doc:"Periods in which the group has tokens; the others are left out, those without a mention are not." unit:"periods"`
	Peak       *string  `parquet:"peak_period,optional" doc:"Period with the highest rate, the first of equals; null without a mention."`
	PeakRate   *float64 `parquet:"peak_per_million_tokens,optional" doc:"Rate in that period." unit:"per million tokens"`
	PeakCount  int64    `parquet:"peak_mentions" doc:"Mentions in that period: a peak of one or two is no peak." unit:"mentions"`
	Tau        *float64 `parquet:"tau,optional" doc:"Kendall's tau-b of rate and time: 1 is never falling, -1 never rising."`
	Z          *float64 `parquet:"mann_kendall_z,optional" doc:"Mann-Kendall statistic with correction for ties, in standard deviations."`
	P          *float64 `parquet:"p,optional" doc:"Two-sided p-value of the Mann-Kendall test; takes periods as independent of each other."`
	Q          *float64 `parquet:"p_adjusted,optional" doc:"p after Benjamini and Hochberg among the concepts of this group and period type."`
	Slope      *float64 `parquet:"sen_slope,optional" doc:"Sen's slope: median change of the rate in a year." unit:"per million tokens per year"`
	SlopeLo    *float64 `parquet:"sen_slope_lo,optional" doc:"Lower end of its 95 % interval." unit:"per million tokens per year"`
	SlopeHi    *float64 `parquet:"sen_slope_hi,optional" doc:"Upper end of its 95 % interval." unit:"per million tokens per year"`
	Changes    int64    `parquet:"changepoints" doc:"Changepoints found; the changepoints table has them."`
	Bursts     int64    `parquet:"bursts" doc:"Bursts found; the bursts table has them."`
	Overspread *float64 `parquet:"overdispersion,optional" doc:"How many times more the mentions vary from period to period than independent events would; at least 1."`
	TestStatus
}

// Change is a change of level in the rate of a concept in a group.
type Change struct {
	When
	Group
	Concept  string   `parquet:"concept,dict" doc:"Concept ID."`
	Since    int32    `parquet:"since,date" doc:"First day of the level before the change."`
	Until    int32    `parquet:"until,date" doc:"First day after the level that begins with the change."`
	Before   int64    `parquet:"mentions_before" doc:"Mentions at the level before." unit:"mentions"`
	After    int64    `parquet:"mentions_after" doc:"Mentions at the level that begins with this period." unit:"mentions"`
	RateFrom float64  `parquet:"per_million_tokens_before" doc:"Rate at the level before." unit:"per million tokens"`
	RateTo   float64  `parquet:"per_million_tokens_after" doc:"Rate at the level that begins with this period." unit:"per million tokens"`
	Ratio    *float64 `parquet:"ratio,optional" doc:"How many times the rate before the rate after is; ½ is added to both counts where one is 0. The place was chosen because they differ, so this is no test."`
	RatioLo  *float64 `parquet:"ratio_lo,optional" doc:"Lower end of the 95 % interval, documents as clusters, not corrected for the choice of the place."`
	RatioHi  *float64 `parquet:"ratio_hi,optional" doc:"Upper end of the 95 % interval."`
	Penalty  float64  `parquet:"penalty" doc:"What a change has to gain in twice the log-likelihood (Poisson with exposure): 2 ln n times overdispersion times the setting."`
	Few      bool     `parquet:"low_count" doc:"Whether the two levels together rest on fewer than five mentions."`
}

// Burst is a stretch of periods in which unusually many documents of a group mention a concept.
type Burst struct {
	When
	Group
	Concept   string  `parquet:"concept,dict" doc:"Concept ID."`
	Level     int64   `parquet:"level" doc:"1 is a burst, 2 a burst within it, and so on."`
	Last      string  `parquet:"last_period" doc:"Last period of the burst; period is the first."`
	Periods   int64   `parquet:"periods" doc:"Periods of the burst that have documents." unit:"periods"`
	Documents int64   `parquet:"documents" doc:"Documents in the burst that mention the concept." unit:"documents"`
	Docs      int64   `parquet:"docs" doc:"Documents of the group in the burst." unit:"documents"`
	Share     float64 `parquet:"doc_share" doc:"Share of documents that mention it during the burst." unit:"share of docs"`
	Usual     float64 `parquet:"doc_share_overall" doc:"Share over all periods." unit:"share of docs"`
	Weight    float64 `parquet:"weight" doc:"Kleinberg's weight: how much better the burst explains the periods than the level below, in nats."`
	Few       bool    `parquet:"low_count" doc:"Whether fewer than five documents of the burst mention it."`
}

// TemperatureRow is how hot a concept is in a group in a year.
type TemperatureRow struct {
	When
	Group
	Concept     string   `parquet:"concept,dict" doc:"Concept ID."`
	Mentions    int64    `parquet:"mentions" doc:"Mentions." unit:"mentions"`
	Documents   int64    `parquet:"documents" doc:"Documents with a mention." unit:"documents"`
	Docs        int64    `parquet:"docs" doc:"Counted documents of the group in the year." unit:"documents"`
	Share       float64  `parquet:"doc_share" doc:"Share of the year's documents that use the concept." unit:"share of docs"`
	Temperature string   `parquet:"temperature,dict" doc:"Tier of the China Media Project by that share, 沸 烫 热 暖 温 冷 from hot to cold."`
	OurChoice   bool     `parquet:"threshold_unpublished" doc:"Whether the tier depends on a threshold that is not published: only those of 沸 and 烫 are (Qian Gang 2017)."`
	Ratio       *float64 `parquet:"ratio_to_year_before,optional" doc:"How many times the rate per token of the year before this year's is; ½ is added to both counts where one is 0; null without a year before, or without mentions in both."`
	RatioLo     *float64 `parquet:"ratio_lo,optional" doc:"Lower end of its 95 % interval, documents as clusters."`
	RatioHi     *float64 `parquet:"ratio_hi,optional" doc:"Upper end of its 95 % interval."`
	Few         bool     `parquet:"low_count" doc:"Whether the year has fewer than five mentions."`
}

// EventEffect is the rate of a concept before and after a dated event.
type EventEffect struct {
	Event string `parquet:"event,dict" doc:"Event ID."`
	Date  int32  `parquet:"date,date" doc:"Day of the event; it belongs to the time after."`
	Zh    string `parquet:"event_zh,dict" doc:"The event in Chinese."`
	En    string `parquet:"event_en,dict" doc:"The event in English."`
	Group
	Concept        string   `parquet:"concept,dict" doc:"Concept ID."`
	Days           int64    `parquet:"window_days" doc:"Length of each of the two windows." unit:"days"`
	MentionsBefore int64    `parquet:"mentions_before" doc:"Mentions in the window before the event." unit:"mentions"`
	MentionsAfter  int64    `parquet:"mentions_after" doc:"Mentions in the window after the event." unit:"mentions"`
	CutShort       bool     `parquet:"truncated" doc:"Whether the group's texts begin or end within the windows, so that one of them holds fewer days than window_days."`
	DocsBefore     int64    `parquet:"docs_before" doc:"Documents dated to the day in the window before." unit:"documents"`
	DocsAfter      int64    `parquet:"docs_after" doc:"Documents dated to the day in the window after." unit:"documents"`
	RateBefore     *float64 `parquet:"per_million_tokens_before,optional" doc:"Rate before; null without tokens." unit:"per million tokens"`
	RateAfter      *float64 `parquet:"per_million_tokens_after,optional" doc:"Rate after; null without tokens." unit:"per million tokens"`
	Ratio          *float64 `parquet:"ratio,optional" doc:"How many times the rate before the rate after is; ½ is added to both counts where one is 0; null where not tested."`
	RatioLo        *float64 `parquet:"ratio_lo,optional" doc:"Lower end of its 95 % interval, documents as clusters, as wide as the permutations of perm_p say: above 1 the rate rose. The interval leaves out 1 exactly where perm_p is at most 0.05."`
	RatioHi        *float64 `parquet:"ratio_hi,optional" doc:"Upper end of its 95 % interval: below 1 the rate fell."`
	PermP          *float64 `parquet:"perm_p,optional" doc:"Share of random permutations of the two windows' documents that set the ratio at least as far from 1, counted in its standard errors (studentized permutation test, Chung & Romano 2013). It says that before and after differ, not that the event is why."`
	Q              *float64 `parquet:"p_adjusted,optional" doc:"perm_p after Benjamini and Hochberg among the concepts of this event and group."`
	TestStatus
}

// Adoption is when a source first used a concept, and in which order sources took it up.
type Adoption struct {
	Concept     string `parquet:"concept,dict" doc:"Concept ID."`
	Rank        int64  `parquet:"rank" doc:"Place of the source among those that use the concept, by the day of first use: 1 used it first; equal days share a place."`
	Source      string `parquet:"source,dict" doc:"Source ID."`
	First       int32  `parquet:"first_use,date" doc:"Day of the first document of the source that mentions the concept."`
	Document    string `parquet:"first_document" doc:"ID of that document."`
	Lag         int64  `parquet:"days_after_first" doc:"Days after the first source of all." unit:"days"`
	Covered     int32  `parquet:"covered_since,date" doc:"First day on which a document of the source is dated: no earlier use could have been found."`
	DocsBefore  int64  `parquet:"docs_before" doc:"Documents of the source dated before its first use." unit:"documents"`
	Unknown     bool   `parquet:"left_censored" doc:"Whether the first use may lie before the texts (left-censored): fewer documents precede it than the source's documents for each mentioning one, on average."`
	Documents   int64  `parquet:"documents" doc:"Documents of the source, dated to the day, that mention the concept." unit:"documents"`
	Mentions    int64  `parquet:"mentions" doc:"Mentions in these documents." unit:"mentions"`
	FewMentions bool   `parquet:"low_count" doc:"Whether the row rests on fewer than five mentions."`
}

// Lead is which of two groups goes ahead in the use of a concept.
type Lead struct {
	Attribute string   `parquet:"attribute,dict" doc:"Attribute of sources that makes the two groups, such as stance."`
	A         string   `parquet:"a,dict" doc:"Value of the attribute in the first group."`
	B         string   `parquet:"b,dict" doc:"Value of the attribute in the second group."`
	Concept   string   `parquet:"concept,dict" doc:"Concept ID."`
	FirstA    *int32   `parquet:"first_use_a,optional,date" doc:"First day on which the first group uses the concept; null where it doesn't."`
	FirstB    *int32   `parquet:"first_use_b,optional,date" doc:"First day on which the second group uses the concept."`
	LagDays   *int64   `parquet:"lag_days,optional" doc:"Days from first use in the first group to first use in the second; negative where the second was first." unit:"days"`
	Months    int64    `parquet:"months" doc:"Months in which both groups have tokens." unit:"months"`
	MentionsA int64    `parquet:"mentions_a" doc:"Mentions in the first group in months." unit:"mentions"`
	MentionsB int64    `parquet:"mentions_b" doc:"Mentions in the second group in months." unit:"mentions"`
	Lag       *int64   `parquet:"best_lag_months,optional" doc:"Lag at which changes of the monthly rates correlate most: positive where the first group goes ahead; null where not tested." unit:"months"`
	R         *float64 `parquet:"correlation,optional" doc:"Correlation of the month-to-month changes at that lag, -1 to 1."`
	R0        *float64 `parquet:"correlation_same_month,optional" doc:"Correlation without lag."`
	Band      *float64 `parquet:"band,optional" doc:"What the largest correlation over all lags stays below in 95 % of random orders of the months."`
	Beyond    bool     `parquet:"beyond_band" doc:"Whether correlation reaches the band; false where not tested."`
	TestStatus
}

// Collocate is a token that stands near the mentions of a concept.
type Collocate struct {
	Group
	Concept   string  `parquet:"concept,dict" doc:"Concept ID: the node."`
	Token     string  `parquet:"token" doc:"Token within the window, in the sentence of the mention; another concept's phrase is one token, written in braces as {concept ID}."`
	Class     string  `parquet:"class,dict" doc:"word, function, number, latin, or concept."`
	Together  int64   `parquet:"cooccurrences" doc:"How often the token stands within the window around a mention; near two mentions of the concept it counts once." unit:"places"`
	Left      int64   `parquet:"left" doc:"Of these, before the mention, or before the first of those it is near." unit:"places"`
	Documents int64   `parquet:"documents" doc:"Documents in which it does." unit:"documents"`
	Windows   int64   `parquet:"window_tokens" doc:"Tokens within a window of the concept, each once." unit:"tokens"`
	Count     int64   `parquet:"token_count" doc:"How often the group uses the token in dated documents; at least cooccurrences, which counts undated ones too." unit:"tokens"`
	Tokens    int64   `parquet:"tokens" doc:"Tokens of the group." unit:"tokens"`
	LogDice   float64 `parquet:"log_dice" doc:"14 + log2 of the Dice coefficient of window places and token (Rychlý 2008): at most 14, one less is half as often; comparable across groups."`
	MI        float64 `parquet:"mi" doc:"Mutual information: binary logarithm of observed over expected; favours rare tokens."`
	T         float64 `parquet:"t" doc:"t-score (Church et al. 1991); favours frequent tokens."`
	G2        float64 `parquet:"g2" doc:"Log-likelihood ratio, negative where the two avoid each other; takes words as independent."`
	DeltaPYX  float64 `parquet:"delta_p_token_given_concept" doc:"How much likelier a place holds the token if it stands near the concept (ΔP, Gries 2013)."`
	DeltaPXY  float64 `parquet:"delta_p_concept_given_token" doc:"How much likelier a place stands near the concept if it holds the token."`
	Few       bool    `parquet:"low_count" doc:"Whether the row rests on fewer than five places."`
	FewDocs   bool    `parquet:"low_document_count" doc:"Whether these come from fewer than five documents."`
}

// CoMention is two concepts mentioned together.
type CoMention struct {
	PeriodType string `parquet:"period_type,dict" doc:"all, or year."`
	Period     string `parquet:"period,dict" doc:"The year; all for all counted documents."`
	Group
	Unit     string  `parquet:"unit,dict" doc:"Unit of co-occurrence: sentence or document."`
	ConceptA string  `parquet:"concept_a,dict" doc:"Concept ID, the first of the two by its bytes."`
	ConceptB string  `parquet:"concept_b,dict" doc:"Concept ID of the other. Mentions that overlap (敌对势力 inside 境外敌对势力) do not make two concepts co-occur."`
	Together int64   `parquet:"cooccurrences" doc:"Sentences or documents that mention both."`
	CountA   int64   `parquet:"count_a" doc:"Sentences or documents that mention the first."`
	CountB   int64   `parquet:"count_b" doc:"Sentences or documents that mention the second."`
	All      int64   `parquet:"all" doc:"All sentences or documents of the group and period."`
	NPMI     float64 `parquet:"npmi" doc:"Normalised mutual information (Bouma 2009), -1 to 1: 1 is only ever together, 0 as if by chance."`
	Jaccard  float64 `parquet:"jaccard" doc:"Of the sentences or documents that mention either, the share that mentions both."`
	G2       float64 `parquet:"g2" doc:"Log-likelihood ratio, negative where the two avoid each other; sentences of one document are not independent."`
	Few      bool    `parquet:"low_count" doc:"Whether the two co-occur fewer than five times."`
}

// Ngram is a sequence of tokens in one year: what phrases nobody listed are found among.
type Ngram struct {
	Phrase    string  `parquet:"phrase,dict" doc:"The sequence of 2 to 6 tokens, normalized, without anything between."`
	Period    string  `parquet:"period,dict" doc:"Year."`
	Tokens    string  `parquet:"segmented,dict" doc:"The sequence with a space between tokens."`
	Count     int64   `parquet:"count" doc:"How often it occurs in counted documents of the year." unit:"occurrences"`
	Documents int64   `parquet:"documents" doc:"Documents of the year it occurs in." unit:"documents"`
	Total     int64   `parquet:"total" doc:"How often it occurs in all dated, counted documents." unit:"occurrences"`
	Cohesion  float64 `parquet:"cohesion" doc:"NPMI of its weakest cut, -1 to 1: a name for one thing coheres, a fragment of a sentence falls apart somewhere."`
	Left      float64 `parquet:"left_entropy" doc:"Branching entropy of what precedes it: near 0 it is the tail of a longer phrase." unit:"bits"`
	Right     float64 `parquet:"right_entropy" doc:"Branching entropy of what follows it: near 0 it is the head of a longer phrase." unit:"bits"`
	Document  *string `parquet:"example_document,optional" doc:"ID of the first document of the year that has it, where the year has it clearly more often than all years before; else null."`
	Example   *string `parquet:"example,optional" doc:"The sentence there, normalized."`
}

// Emerging is a phrase nobody listed that is new or much more frequent in a period.
type Emerging struct {
	Period        string  `parquet:"period,dict" doc:"Year in which the phrase is compared with the reference years."`
	Rank          int64   `parquet:"rank" doc:"Place by log_odds_z among the phrases of the year that pass all conditions."`
	Phrase        string  `parquet:"phrase" doc:"The phrase, normalized."`
	Segmented     string  `parquet:"segmented" doc:"The phrase with a space between tokens."`
	Count         int64   `parquet:"count" doc:"How often it occurs in the year." unit:"occurrences"`
	Documents     int64   `parquet:"documents" doc:"Documents of the year it occurs in." unit:"documents"`
	Reference     int64   `parquet:"reference_count" doc:"How often it occurs in the reference years." unit:"occurrences"`
	Tokens        int64   `parquet:"tokens" doc:"Tokens of the year." unit:"tokens"`
	RefTokens     int64   `parquet:"reference_tokens" doc:"Tokens of the reference years." unit:"tokens"`
	ReferenceFrom string  `parquet:"reference_from,dict" doc:"First reference year."`
	ReferenceTo   string  `parquet:"reference_to,dict" doc:"Last reference year."`
	Rate          float64 `parquet:"per_million_tokens" doc:"Occurrences per million tokens in the year." unit:"per million tokens"`
	RefRate       float64 `parquet:"reference_per_million_tokens" doc:"Occurrences per million tokens in the reference years." unit:"per million tokens"`
	New           bool    `parquet:"new" doc:"Whether the reference years do not have it at all."`
	LogRatio      float64 `parquet:"log_ratio" doc:"Binary logarithm of the ratio of the two rates, ½ added to counts and sizes."`
	LogOddsZ      float64 `parquet:"log_odds_z" doc:"Log-odds ratio in standard errors, with the informative Dirichlet prior of keyness: year and reference together, weighing as many tokens as the setting prior says, a tenth of both unless set. What phrases are ranked by, no test."`
	Cohesion      float64 `parquet:"cohesion" doc:"NPMI of its weakest cut, -1 to 1."`
	Left          float64 `parquet:"left_entropy" doc:"Branching entropy of what precedes it." unit:"bits"`
	Right         float64 `parquet:"right_entropy" doc:"Branching entropy of what follows it." unit:"bits"`
	Document      *string `parquet:"example_document,optional" doc:"ID of the first document of the year that has it."`
	Example       *string `parquet:"example,optional" doc:"The sentence there, normalized."`
	FewDocs       bool    `parquet:"low_document_count" doc:"Whether it occurs in fewer than five documents of the year."`
}

// StanceScore is the position of a source in a period on the scale of the reference groups.
type StanceScore struct {
	Attribute  string   `parquet:"attribute,dict" doc:"Attribute whose values are the references, such as stance."`
	A          string   `parquet:"a,dict" doc:"Value of the reference group at 1."`
	B          string   `parquet:"b,dict" doc:"Value of the reference group at -1."`
	PeriodType string   `parquet:"period_type,dict" doc:"all, or year."`
	Period     string   `parquet:"period,dict" doc:"The year; all for all dated documents."`
	Source     string   `parquet:"source,dict" doc:"Source ID of the text that is scored: all its counted documents of the period."`
	InA        bool     `parquet:"in_a" doc:"Whether the source belongs to the reference group at 1. A reference is scored without its own words."`
	InB        bool     `parquet:"in_b" doc:"Whether the source belongs to the reference group at -1."`
	Words      int64    `parquet:"scored_tokens" doc:"Tokens of the text that have a score." unit:"tokens"`
	Raw        *float64 `parquet:"wordscores_raw,optional" doc:"Raw Wordscores position (Laver, Benoit & Garry 2003): near the middle for all texts, because shared words pull there; null where not scored."`
	RawSE      *float64 `parquet:"wordscores_se,optional" doc:"Its standard error, taking words as independent: too small."`
	LBG        *float64 `parquet:"wordscores_lbg,optional" doc:"The raw position stretched to the spread of the references among the texts of the period."`
	MV         *float64 `parquet:"wordscores_mv,optional" doc:"The raw position on the scale on which the references get back 1 and -1 (Martin & Vanberg 2008)."`
	Theta      *float64 `parquet:"wordfish_theta,optional" doc:"Wordfish position (Slapin & Proksch 2008) among the texts of the period, found without references: whatever sets the texts most apart, topic as well as stance."`
	ThetaSE    *float64 `parquet:"wordfish_se,optional" doc:"Its standard error, widened by the overdispersion of the counts."`
	TestStatus
}
