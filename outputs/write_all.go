package outputs

import "iter"

// WriteAll writes all rows of a table, in the order of the table.
func WriteAll[Row any](to *Folder, rows iter.Seq[Row]) error {
	w, err := NewWriter[Row](to)
	if err != nil {
		return err
	}
	for r := range rows {
		if err := w.Write(r); err != nil {
			return err
		}
	}
	return w.Close()
}
