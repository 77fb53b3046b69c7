package outputs

// The rows of every table. Struct tags are the single source of the Parquet schema, the Arrow
// schema, TABLES.md and the data package:
//
// parquet  column name and physical options doc      what the value means, one plain sentence unit
// unit of a number, where it has one
//
// A nullable column is a pointer. Dates are days since 1970-01-01. No row holds a clock, a host
// name or an absolute path.

// Source is one publisher, with what the analyst says of it.
type Source struct {
	ID         string `parquet:"id,dict" doc:"Source ID, the key used in every other table."`
	Zh         string `parquet:"zh" doc:"Name in Chinese."`
	En         string `parquet:"en" doc:"Name in English."`
	Kind       string `parquet:"kind,dict" doc:"Kind of publisher: newspaper, ministry, journal, leader, law …; unknown if no registry lists the source."`
	Stance     string `parquet:"stance,dict" doc:"The analyst's judgement of the source (hawkish, moderate, official, …); unclassified if nobody gave one with a reason."`
	Attributes string `parquet:"attributes" doc:"All attributes of the source, including stance, as a JSON object with sorted keys."`
	Reason     string `parquet:"reason" doc:"Why the source has its stance."`
	Cite       string `parquet:"cite" doc:"Citation for the reason."`
	Documents  int64  `parquet:"documents" doc:"Documents of this source that were read, including duplicates." unit:"documents"`
	Duplicates int64  `parquet:"duplicates" doc:"Documents of this source that are duplicates of another document." unit:"documents"`
	FirstDate  *int32 `parquet:"first_date,optional,date" doc:"Earliest date of a document of this source; null if no document is dated."`
	LastDate   *int32 `parquet:"last_date,optional,date" doc:"Latest date of a document of this source; null if no document is dated."`
}

// Concept is one entry of a lexicon, with its totals over all counted documents.
type Concept struct {
	ID         string   `parquet:"id,dict" doc:"Concept ID, the key used in every other table."`
	Theme      string   `parquet:"theme,dict" doc:"Theme the concept belongs to."`
	Zh         string   `parquet:"zh" doc:"The wording as an analyst would write it."`
	Pinyin     string   `parquet:"pinyin" doc:"Pronunciation of zh in Hanyu Pinyin."`
	En         string   `parquet:"en" doc:"Gloss in English."`
	Phrases    []string `parquet:"phrases,list" doc:"Phrase patterns that count as this concept."`
	Exceptions []string `parquet:"exceptions,list" doc:"Longer strings inside which a match is not a mention."`
	Near       []string `parquet:"near,list" doc:"Strings of which one must stand beside a mention, within the place that within names; none where empty."`
	NotNear    []string `parquet:"not_near,list" doc:"Strings of which none may stand beside a mention, within the same place."`
	Within     string   `parquet:"within,dict" doc:"Where near and not_near look: sentence, paragraph (both in the title or the body) or document (title and body); empty where the concept has neither."`
	Quoted     string   `parquet:"quoted,dict" doc:"only if a mention must stand inside quotation marks of its sentence, never if it must not, else empty."`
	Speaker    []string `parquet:"speaker,list" doc:"Parts of names of which one must be in the name of a mention's speaker; none where empty. Where no speaker is known, the mention does not count."`
	NotSpeaker []string `parquet:"not_speaker,list" doc:"Parts of names of which none may be in the name of a mention's speaker."`
	FromDate   string   `parquet:"from_date" doc:"First day, month or year of the documents that count; empty for none. A document without a date, or whose date is too coarse to tell, has no mention of a concept with dates."`
	ToDate     string   `parquet:"to_date" doc:"Last day, month or year of the documents that count; empty for none."`
	Boundary   string   `parquet:"boundary,dict" doc:"token if both edges of a mention must fall on token edges, else none."`
	Cite       string   `parquet:"cite" doc:"Where the concept is attested or discussed."`
	Lexicon    string   `parquet:"lexicon,dict" doc:"Title of the lexicon that lists the concept."`
	Mentions   int64    `parquet:"mentions" doc:"Mentions in counted documents, dated or not." unit:"mentions"`
	Documents  int64    `parquet:"documents" doc:"Counted documents with at least one mention, dated or not." unit:"documents"`
}

// Document is one text that was read.
type Document struct {
	Source        string   `parquet:"source,dict" doc:"Source ID."`
	Date          *int32   `parquet:"date,optional,date" doc:"Date of the document, or the first day of the month or year if only that is known (see date_precision); null for an undated document."`
	DatePrecision string   `parquet:"date_precision,dict" doc:"How much of the date is known: day, month, year, or none."`
	DateFrom      string   `parquet:"date_from,dict" doc:"Where the date was found: field, file name, folder or first lines; empty for an undated document."`
	ID            string   `parquet:"id" doc:"Document ID, unique in the run: the ID given in the input, or path and record number."`
	Title         string   `parquet:"title" doc:"Title as written."`
	Author        string   `parquet:"author" doc:"Author field as written, several joined by ; and a space; empty if the input has none."`
	Authors       []string `parquet:"authors,list" doc:"Authors, each once, in the order in which the document names them; names as written, without titles such as 记者 and without spaces inside of a name. An empty text is an author who is not named, but whose affiliation is."`
	Affiliations  []string `parquet:"affiliations,list" doc:"Affiliations as written, one for each of authors; an empty text where none is given."`
	BylineFrom    []string `parquet:"byline_from,list" doc:"Where each of authors was read: place and rule, such as field, first lines: reporters, last lines: author is. The rule that read an affiliation elsewhere follows after a semicolon; 'not aligned' says that several affiliations could not be given to one author each. On 150 held-out documents of newspaper columns the rules read 68 of 78 names and 50 of 57 affiliations, none wrongly, before they were extended."`
	AuthorIDs     []string `parquet:"author_ids,list" doc:"Author IDs, one for each of authors; an empty text for an author whom no registry lists, or whom several fit."`
	Stance        string   `parquet:"stance,dict" doc:"Stance by which the document is grouped: its authors' if any of them has one (mixed if they disagree), else its source's at its date; unclassified if neither has one."`
	StanceFrom    string   `parquet:"stance_from,dict" doc:"Whose stance it is: author, source or none."`
	Attributes    string   `parquet:"attributes,dict" doc:"All attributes by which the document is grouped, stance among them, as a JSON object with sorted keys: those of its source, and over them those of its authors (mixed if they disagree)."`
	URL           string   `parquet:"url" doc:"Web address as given; empty if the input has none."`
	Path          string   `parquet:"path" doc:"File the document was read from, relative to the configuration; ! precedes a name inside an archive."`
	Record        int64    `parquet:"record" doc:"Number of the record within the file, from 1."`
	Encoding      string   `parquet:"encoding,dict" doc:"Encoding the file was decoded from."`
	TextSHA256    string   `parquet:"text_sha256" doc:"SHA-256 of the original text (without the title) in UTF-8, hexadecimal."`
	Bytes         int64    `parquet:"bytes" doc:"Length of the original text in UTF-8." unit:"bytes"`
	MarkedBytes   int64    `parquet:"excluded_bytes" doc:"Bytes of title and text that are excluded from the counts, such as boilerplate and markup." unit:"bytes"`
	Sentences     int64    `parquet:"sentences" doc:"Sentences in title and text." unit:"sentences"`
	Tokens        int64    `parquet:"tokens" doc:"Tokens in title and text, without punctuation and white space." unit:"tokens"`
	HanChars      int64    `parquet:"han_chars" doc:"Han characters in title and text." unit:"characters"`
	Mentions      int64    `parquet:"mentions" doc:"Mentions of all concepts in the document." unit:"mentions"`
	Counted       bool     `parquet:"counted" doc:"Whether the document enters the counts; false for a duplicate that is dropped."`
	DuplicateOf   *string  `parquet:"duplicate_of,optional" doc:"ID of the document that this one duplicates; null if it duplicates none."`
}

// Mention is one occurrence of a concept, with its sentence.
type Mention struct {
	Source        string `parquet:"source,dict" doc:"Source ID."`
	Date          *int32 `parquet:"date,optional,date" doc:"Date of the document, as in documents."`
	DatePrecision string `parquet:"date_precision,dict" doc:"How much of the date is known: day, month, year or none. A mention dated only to the year counts in years only."`
	Document      string `parquet:"document" doc:"Document ID."`
	InTitle       bool   `parquet:"in_title" doc:"Whether the mention is in the title. If so, byte offsets refer to the title, else to the text."`
	StartByte     int64  `parquet:"start_byte" doc:"Offset of the first byte of the mention in the original UTF-8 title or text, from 0." unit:"bytes"`
	EndByte       int64  `parquet:"end_byte" doc:"Offset of the byte after the mention." unit:"bytes"`
	SentenceByte  int64  `parquet:"sentence_byte" doc:"Offset of the first byte of the sentence in the original UTF-8 title or text, from 0." unit:"bytes"`
	Concept       string `parquet:"concept,dict" doc:"Concept ID."`
	Theme         string `parquet:"theme,dict" doc:"Theme of the concept."`
	Keyword       string `parquet:"keyword" doc:"The mention as written."`
	Pre           string `parquet:"pre" doc:"Original text just before the mention, at most 40 characters."`
	Post          string `parquet:"post" doc:"Original text just after the mention, at most 40 characters."`
	Sentence      string `parquet:"sentence" doc:"The whole sentence as written."`
	Aligned       bool   `parquet:"aligned" doc:"Whether both edges of the mention fall on token edges."`
	Joined        bool   `parquet:"spans_skipped" doc:"Whether the mention spans skipped characters: a line break, a space between Han characters, an inline tag."`
	Quoted        bool   `parquet:"quoted" doc:"Whether the mention is inside quotation marks that open and close in its sentence."`
	Speaker       string `parquet:"speaker,dict" doc:"Whose words the mention stands in, as written, with titles: 外交部发言人耿爽. Empty where no rule says so: then they are the author's, or nobody can tell. Of 100 mentions coded by hand and not used to make the rules, 85 % of the speakers given are right, and 75 % of those there are were found."`
	SpeakerRule   string `parquet:"speaker_rule,dict" doc:"Rule that found the speaker: quotation (quotation marks that a verb of saying opens), sentence (a verb of saying before it in the sentence), paragraph (before it in the paragraph), numbered (in the paragraph before a numbered one), postposed (named behind the quotation), act (the mention is the speaker's act: 坚决反对); empty for none."`
	InTheme       bool   `parquet:"in_theme" doc:"Whether the mention counts for its theme. Of overlapping mentions, a theme counts only the leftmost and longest."`
	Counted       bool   `parquet:"counted" doc:"Whether the document enters the counts, as in documents."`
}

// Measures are the numbers every table of counts carries.
type Measures struct {
	Mentions       int64    `parquet:"mentions" doc:"Number of mentions." unit:"mentions"`
	DocsMentioning int64    `parquet:"docs_mentioning" doc:"Documents with at least one mention." unit:"documents"`
	Docs           int64    `parquet:"docs" doc:"Denominator: counted documents." unit:"documents"`
	Tokens         int64    `parquet:"tokens" doc:"Denominator: tokens in these documents, without punctuation and white space." unit:"tokens"`
	HanChars       int64    `parquet:"han_chars" doc:"Denominator: Han characters in these documents." unit:"characters"`
	DocShare       float64  `parquet:"doc_share" doc:"Share of documents with at least one mention: docs_mentioning divided by docs." unit:"share of docs"`
	DocShareLo     float64  `parquet:"doc_share_lo" doc:"Lower end of the 95 % Wilson interval of doc_share." unit:"share of docs"`
	DocShareHi     float64  `parquet:"doc_share_hi" doc:"Upper end of the 95 % Wilson interval of doc_share." unit:"share of docs"`
	PerMToken      *float64 `parquet:"per_million_tokens,optional" doc:"Mentions per million tokens, computed from the sums; null if there are no tokens." unit:"per million tokens"`
	PerMTokenLo    *float64 `parquet:"per_million_tokens_lo,optional" doc:"Lower end of the 95 % interval, with documents as units: gamma interval (Fay & Feuer 1997) of the mentions divided by their design effect (Korn & Graubard 1998), which is shrunk to that of the concept (table design_effects), and nowhere narrower than the exact Poisson interval (Garwood 1936). 0 if there is no mention; null if there are no tokens." unit:"per million tokens"`
	PerMTokenHi    *float64 `parquet:"per_million_tokens_hi,optional" doc:"Upper end of the 95 % interval; without a mention the exact Poisson bound, 3.689 mentions, times the mentions of a document that has any (table design_effects)." unit:"per million tokens"`
	PerMHan        *float64 `parquet:"per_million_han_chars,optional" doc:"Mentions per million Han characters, computed from the sums; null if there are no Han characters." unit:"per million Han characters"`
	PerMHanLo      *float64 `parquet:"per_million_han_chars_lo,optional" doc:"Lower end of the 95 % interval, as for tokens; null if there are no Han characters." unit:"per million Han characters"`
	PerMHanHi      *float64 `parquet:"per_million_han_chars_hi,optional" doc:"Upper end of the 95 % interval, as for tokens." unit:"per million Han characters"`
	Squares        int64    `parquet:"mentions_squared" doc:"Sum over the documents of their mentions squared. With the two sums that follow, and with table design_effects, the interval of the rate of several rows together is computed as that of one: add up each column first."`
	MentionsTokens int64    `parquet:"mentions_times_tokens" doc:"Sum over the documents of their mentions times their tokens."`
	TokenSquares   int64    `parquet:"tokens_squared" doc:"Sum over the documents of their tokens squared."`
	Few            bool     `parquet:"low_count" doc:"Whether the row has fewer than five mentions."`
}

// When names a period. It stands first in every table that is counted over time.
type When struct {
	PeriodType  string `parquet:"period_type,dict" doc:"day, week (ISO), month, quarter or year."`
	Period      string `parquet:"period,dict" doc:"The period: 2015-03-05, 2015-W10, 2015-03, 2015-Q1 or 2015."`
	PeriodStart int32  `parquet:"period_start,date" doc:"First day of the period."`
}

// DesignEffect is how mentions of a concept or theme cluster in documents, over all counted
// documents of the run. The intervals of rates rest on it.
type DesignEffect struct {
	Kind           string  `parquet:"kind,dict" doc:"What the item is: concept or theme."`
	Item           string  `parquet:"item" doc:"Concept ID, or theme."`
	Mentions       int64   `parquet:"mentions" doc:"Mentions in all counted documents, dated or not." unit:"mentions"`
	DocsMentioning int64   `parquet:"docs_mentioning" doc:"Counted documents with at least one mention." unit:"documents"`
	Tokens         float64 `parquet:"design_effect_tokens" doc:"How many times more the mentions vary between documents than independent ones would, for rates per token: n/(n-1) Σ(y-rx)²/Σy, at least 1, shrunk to the median over the items of the kind with the weight of ten documents that have a mention. A row with K such documents and a design effect of its own, of which K is the weight, is shrunk to this value with the weight of ten again."`
	HanChars       float64 `parquet:"design_effect_han_chars" doc:"The same for rates per Han character."`
	PerDocument    float64 `parquet:"mentions_per_document" doc:"Mentions in a document that has any, shrunk in the same way." unit:"mentions"`
}

// Count is one concept in one source in one period. The grid is complete: a source with documents
// has a row for every concept, with 0 where there is no mention; a source without documents in a
// period has none (see coverage).
type Count struct {
	When
	Source  string `parquet:"source,dict" doc:"Source ID."`
	Concept string `parquet:"concept,dict" doc:"Concept ID."`
	Measures
}

// GroupCount is one concept in one group of documents (all that share a value of an attribute) in
// one period.
type GroupCount struct {
	When
	Attribute string `parquet:"attribute,dict" doc:"Attribute of documents that defines the groups, such as stance; see attributes in documents."`
	Value     string `parquet:"value,dict" doc:"Value of the attribute, such as hawkish."`
	Concept   string `parquet:"concept,dict" doc:"Concept ID."`
	Measures
}

// ThemeCount is one theme in one source in one period; each segment of text counts once.
type ThemeCount struct {
	When
	Source string `parquet:"source,dict" doc:"Source ID."`
	Theme  string `parquet:"theme,dict" doc:"Theme."`
	Measures
}

// TokenCount is one token in one source in one period.
type TokenCount struct {
	When
	Source    string `parquet:"source,dict" doc:"Source ID."`
	Token     string `parquet:"token" doc:"Token as segmented with gse's dictionary, normalized."`
	Class     string `parquet:"class,dict" doc:"word, function (function word), number, latin, or punctuation (including symbols and white space)."`
	Count     int64  `parquet:"count" doc:"Number of occurrences of the token." unit:"tokens"`
	Documents int64  `parquet:"documents" doc:"Documents in which the token occurs." unit:"documents"`
}

// Coverage says what there was to count. It has a row for every source and every period from the
// first to the last that has documents of any source, and one without a period for each source with
// documents that belong to none.
type Coverage struct {
	PeriodType  string  `parquet:"period_type,dict" doc:"day, week (ISO), month, quarter or year."`
	Period      *string `parquet:"period,optional,dict" doc:"The period; null for documents that belong to no period of this type."`
	PeriodStart *int32  `parquet:"period_start,optional,date" doc:"First day of the period; null if period is null."`
	Source      string  `parquet:"source,dict" doc:"Source ID."`
	Docs        int64   `parquet:"docs" doc:"Documents that enter the counts of this period." unit:"documents"`
	Tokens      int64   `parquet:"tokens" doc:"Tokens in these documents." unit:"tokens"`
	HanChars    int64   `parquet:"han_chars" doc:"Han characters in these documents." unit:"characters"`
	Duplicates  int64   `parquet:"duplicates" doc:"Documents not counted because they duplicate another." unit:"documents"`
	TooCoarse   int64   `parquet:"too_coarse" doc:"Documents not counted because their date is too imprecise for the period type, such as a year for months." unit:"documents"`
	Undated     int64   `parquet:"undated" doc:"Documents not counted because they have no date." unit:"documents"`
}

// Problem is something that went wrong with a document or a file, and what was done.
type Problem struct {
	Path     string `parquet:"path" doc:"File, relative to the configuration; ! precedes a name inside an archive."`
	Record   int64  `parquet:"record" doc:"Number of the record within the file, from 1; 0 for the whole file."`
	Place    string `parquet:"place" doc:"Place within the record, as text for a human reader."`
	Document string `parquet:"document" doc:"Document ID; empty if there is no document."`
	Kind     string `parquet:"kind,dict" doc:"Kind of problem, in one or two words, for counting problems."`
	Reason   string `parquet:"reason" doc:"What is wrong."`
	Action   string `parquet:"action" doc:"What was done."`
}
