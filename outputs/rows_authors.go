package outputs

// Author is one author whom documents name: one of the registry, or a name that it does not know.
type Author struct {
	Kind         string   `parquet:"kind,dict" doc:"Kind of author: person, pen_name or collective; unknown if no registry lists the name, or if several authors have it and nothing tells which is meant. All unknown authors of one name are one row."`
	ID           string   `parquet:"id" doc:"Author ID; empty for an unknown author."`
	Name         string   `parquet:"name" doc:"Name in Chinese, or in English if there is none; for an unknown author as the first document has it."`
	En           string   `parquet:"en" doc:"Name in English."`
	Aliases      []string `parquet:"aliases,list" doc:"Other names under which the registry lists the author."`
	Affiliation  string   `parquet:"affiliation,dict" doc:"Affiliation as the registry has it: a source ID, or any text."`
	Affiliations []string `parquet:"affiliations,list" doc:"Affiliations that documents give, as written, each once, sorted."`
	Stance       string   `parquet:"stance,dict" doc:"The analyst's judgement of the author, the last one in time; unclassified if nobody gave one with a reason. Which one a document has is in documents."`
	Attributes   string   `parquet:"attributes" doc:"Other attributes of the author as a JSON object with sorted keys."`
	Reason       string   `parquet:"reason" doc:"Why the author has this stance, with the times for which each holds."`
	Cite         string   `parquet:"cite" doc:"Citation for the reason."`
	Documents    int64    `parquet:"documents" doc:"Documents that name the author, including duplicates. A document of two authors counts for each." unit:"documents"`
	Duplicates   int64    `parquet:"duplicates" doc:"Those of them that are duplicates of another document." unit:"documents"`
	WithStance   int64    `parquet:"documents_with_stance" doc:"Those of them whose stance is that of their authors, duplicates included." unit:"documents"`
	FirstDate    *int32   `parquet:"first_date,optional,date" doc:"Earliest date of a document of this author; null if no document is dated."`
	LastDate     *int32   `parquet:"last_date,optional,date" doc:"Latest date of a document of this author; null if no document is dated."`
}

// AllPeriods is the period type, and the period, of rows over all counted documents.
const AllPeriods = "all"

// AuthorCount is one concept in the documents of one author in one period. A document of two
// authors counts for each, so sums over authors may count a document twice. The grid is complete
// for every author of the registry with counted documents, and for other names with enough of
// them.
type AuthorCount struct {
	PeriodType  string `parquet:"period_type,dict" doc:"The longest period type of the run, as a rule year; all for all counted documents, dated or not."`
	Period      string `parquet:"period,dict" doc:"The period, such as 2015; all."`
	PeriodStart *int32 `parquet:"period_start,optional,date" doc:"First day of the period; null for all."`
	AuthorID    string `parquet:"author_id,dict" doc:"Author ID; empty for an unknown author."`
	Author      string `parquet:"author,dict" doc:"Name, as in authors."`
	Concept     string `parquet:"concept,dict" doc:"Concept ID."`
	Measures
}
