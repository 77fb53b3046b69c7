package outputs

import (
	"fmt"
	"iter"
	"path/filepath"
	"reflect"

	"tifa/outputs/folder"
)

// Tables lists every table in the order a reader meets them. A new table is a row type in rows.go
// and a line here; the rest (writing, reading, exports, documentation) follows from the two.
//
// Each line gives the name, what a row is, and the key: the columns by which rows are sorted, nulls
// first, text by its bytes. No two rows have the same key.
func Tables() []Table {
	return []Table{
		// What was read, and with which lexicon.
		table[Source]("sources", "One source, with the analyst's judgement of it.", "id"),
		table[Concept]("concepts", "One concept of the lexicon, with its totals over all counted documents.", "id"),
		table[Author]("authors", "One author whom documents name, with the analyst's judgement.", "kind", "id", "name"),
		table[Document]("documents", "One document that was read, including duplicates.", "source", "date", "id"),
		// The evidence: every number below is a sum over these rows.
		table[Mention]("mentions", "One occurrence of a concept, with its sentence.",
			"source", "date", "document", "in_title", "start_byte", "end_byte", "concept"),
		// The numbers over time.
		table[Count]("counts", "One concept in one source in one period; 0 if the source has documents but no mention.",
			"period_type", "period", "source", "concept"),
		table[GroupCount]("group_counts", "One concept in one source group in one period.",
			"period_type", "period", "attribute", "value", "concept"),
		table[ThemeCount]("theme_counts", "One theme in one source in one period; a theme counts each segment of text once.",
			"period_type", "period", "source", "theme"),
		table[DesignEffect]("design_effects", "How the mentions of one concept or theme cluster in documents, on which the intervals of rates rest.",
			"kind", "item"),
		table[AuthorCount]("author_counts", "One concept in the documents of one author in one period; a document counts for each of its authors.",
			"period_type", "period", "author_id", "author", "concept"),
		table[TokenCount]("tokens", "One token in one source in one period.", "period_type", "source", "period", "token"),
		// The measures, computed from the counts (rows_measures.go).
		table[Keyness]("keyness", "One concept, theme or token compared between two source groups.",
			"attribute", "a", "b", "period_type", "period", "kind", "item"),
		table[PeriodComparison]("period_comparisons",
			"One concept compared between a period and an earlier one, or between two source groups in one period.",
			"period_type", "period", "comparison", "attribute", "a", "b", "concept"),
		table[Trend]("trends", "First and last use, peak and trend of one concept in one source, one source group or all documents.",
			"period_type", "attribute", "value", "concept"),
		table[Change]("changepoints", "One changepoint in the rate of a concept, of those that claims support; period is the first period at the new level.",
			"period_type", "attribute", "value", "concept", "period_start"),
		table[Burst]("bursts", "One burst: consecutive periods in which more documents mention a concept, of those that claims support; period is the first of them.",
			"period_type", "attribute", "value", "concept", "period_start"),
		table[TemperatureRow]("temperatures", "Temperature of one concept in one period, in one source, one source group or all documents, beside that of the period before and of a year before.",
			"attribute", "value", "concept", "period_type", "period_start"),
		table[EventEffect]("events", "One concept before and after one dated event.", "date", "event", "attribute", "value", "concept"),
		table[Adoption]("adoption", "First use of one concept by one source, or that it has none.", "concept", "source"),
		table[Lead]("leads", "Which of two source groups uses one concept earlier.", "attribute", "a", "b", "concept"),
		table[Collocate]("collocates", "One token near the mentions of one concept.", "attribute", "value", "concept", "token"),
		table[CoMention]("co_mentions", "Two concepts that co-occur in sentences or in documents.",
			"period_type", "period", "attribute", "value", "unit", "concept_a", "concept_b"),
		table[Emerging]("emerging", "One phrase outside the lexicon that is new or much more frequent in one year.", "period", "rank"),
		table[StanceScore]("stance_scores", "The position of one source between two reference groups in one period.",
			"attribute", "a", "b", "period_type", "period", "source"),
		table[StanceToken]("stance_tokens", "One of the tokens that carry a stance score most.",
			"attribute", "a", "b", "period_type", "period", "method", "source", "rank"),
		// What may be said (rows_claims.go).
		table[Claim]("claims", "One statement on one concept, with its test and its verdict, or the reason why nothing can be said.",
			"kind", "attribute", "a", "b", "period_type", "period", "event", "unit", "item_kind", "item"),
		// Other inputs of the measures.
		table[DocumentToken]("document_tokens", "One token in one document: the document-feature matrix, by default of the documents that are compared, and always of those grouped otherwise than most of their source.", "document", "token"),
		table[Ngram]("ngrams", "One sequence of tokens that may be a phrase, in one year.", "phrase", "segmented", "period"),
		table[PhraseWeeks]("phrase_weeks", "The weeks of one source and year in which one sequence of tokens occurs.", "source", "period", "phrase", "segmented"),
		// Coverage and problems.
		table[Coverage]("coverage", "Documents of one source in one period: those counted and those not counted.",
			"period_type", "period", "source"),
		table[Problem]("problems", "One problem with a document or a file, and the action taken.",
			"path", "record", "place", "kind", "reason", "action").repeating(),
	}
}

// Table is one table of a result: the name of its file without ".parquet", and what its rows are.
type Table struct {
	Name    string
	About   string   // what a row is, one sentence
	Key     []string // columns that sort the rows, the first first
	Columns []Column

	Repeats bool // two rows may have the same key

	row reflect.Type
	// scan and write read and write rows without naming their type.
	scan  func(dir string) iter.Seq2[reflect.Value, error]
	write func(to *Folder, rows iter.Seq[reflect.Value]) error
}

// table describes the table whose rows are of type Row. A tag that says nothing sensible is a
// mistake in this package, which every test would meet, so it panics.
func table[Row any](name, about string, key ...string) Table {
	t := Table{Name: name, About: about, Key: key, row: reflect.TypeFor[Row]()}
	t.Columns = columnsOf(t.row, nil)
	for _, k := range key {
		t.column(k)
	}
	t.scan = func(dir string) iter.Seq2[reflect.Value, error] {
		return func(yield func(reflect.Value, error) bool) {
			for row, err := range read[Row](dir, t, Part{}) {
				if !yield(reflect.ValueOf(&row).Elem(), err) {
					return
				}
			}
		}
	}
	t.write = func(to *Folder, rows iter.Seq[reflect.Value]) error {
		w, err := NewWriter[Row](to)
		if err != nil {
			return err
		}
		for row := range rows {
			if err := w.Write(row.Interface().(Row)); err != nil {
				return err
			}
		}
		return w.Close()
	}
	return t
}

// Rows yields every row of the table in a result folder. A row is good until the next.
func (t Table) Rows(dir string) iter.Seq2[reflect.Value, error] { return t.scan(dir) }

// RowType is the type of the table's rows.
func (t Table) RowType() reflect.Type { return t.row }

// WriteRows writes the whole table. Each row is of the table's row type.
func (t Table) WriteRows(to *Folder, rows iter.Seq[reflect.Value]) error { return t.write(to, rows) }

// repeating allows rows with equal keys.
func (t Table) repeating() Table {
	t.Repeats = true
	return t
}

// TableOf returns the table whose rows are of type Row.
func TableOf[Row any]() (Table, error) {
	for _, t := range Tables() {
		if t.row == reflect.TypeFor[Row]() {
			return t, nil
		}
	}
	return Table{}, fmt.Errorf("no table has rows of type %v: add it to outputs.Tables",
		reflect.TypeFor[Row]())
}

func (t *Table) column(name string) *Column {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i]
		}
	}
	panic(fmt.Sprintf("outputs: table %s has no column %q", t.Name, name))
}

// FileName is the name of the table's file in a result folder.
func (t *Table) FileName() string { return t.Name + ".parquet" }

func (t *Table) path(dir string) string { return filepath.Join(dir, t.FileName()) }

// Folder is the result folder that a run writes its tables into.
type Folder = folder.Folder

// FileHash says what a table's file holds.
type FileHash = folder.FileHash

// Create starts the result folder parent/name, which may hold each of Tables.
func Create(parent, name string) (*Folder, error) {
	var names []string
	for _, t := range Tables() {
		names = append(names, t.FileName())
	}
	return folder.Create(parent, name, names)
}
