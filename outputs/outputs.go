// Package outputs turns rows into Parquet files and reads them back. It is the only user of
// Parquet.
//
//  1. Tables lists every table: its row type, the key that sorts it, and what it holds. The row
//     type's struct tags are the single source of the Parquet and Arrow schemas, CSV headers,
//     TABLES.md and the data package.
//  2. Create opens a result folder (see the room folder), and NewWriter streams the rows of one
//     table into it. Rows come sorted; the writer checks.
//  3. Read streams the rows of a table.
//
// It refuses rows out of order or with a repeated key, and text that is not UTF-8. Equal rows give
// equal bytes.
//
// Its rooms: folder writes and replaces result folders, and knows names and bytes but no rows.
// describe explains the tables of a result, export turns them into Arrow, CSV and Excel, report
// into a page. The first knows none of the others; the other three know outputs and folder only.
package outputs

// SchemaVersion is the version of the tables' columns. It is raised when a column is renamed or
// removed, or changes its meaning, so that whoever reads a result knows what its columns say.
// run.json and the data package carry it.
//
//	1  results without a version
//	2  few is low_count, few_documents low_document_count, q p_adjusted, joined spans_skipped,
//	   together cooccurrences, cut_short truncated, our_choice threshold_unpublished,
//	   may_be_earlier left_censored, marked_bytes excluded_bytes; the table changes is changepoints
const SchemaVersion = 3
