// Package outputs turns rows into files and reads them back. It is the only user of Parquet and Arrow.
//
// What it does, in the order it happens:
//
//  1. Tables lists every table: its row type, the key that sorts it, and what it holds. The row type's struct tags are
//     the single source of the Parquet and Arrow schemas, CSV headers, TABLES.md and the data package.
//  2. Create opens a result folder under a hidden name beside its destination, locked against other runs.
//  3. NewWriter streams the rows of one table into it. Rows come sorted; the writer checks.
//  4. Describe adds TABLES.md, datapackage.json and croissant.json.
//  5. Publish reads everything back, compares hashes, and renames the folder into place in one step.
//  6. Read streams the rows of a table; Export writes all tables as Arrow, CSV or an Excel workbook.
//
// It refuses: rows out of order or with a repeated key, text that is not UTF-8, a second run writing the same result,
// and publishing a folder in which anything is unfinished. Equal rows give equal bytes.
package outputs
