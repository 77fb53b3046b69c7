package settings

// Edits returns how many characters have to be put in, left out or changed to make b of a
// (Levenshtein 1966): what a person wrote, and what they may have meant.
func Edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		corner := row[0]
		row[0] = i + 1
		for j := range b {
			up := row[j+1]
			if row[j+1] = min(row[j], up, corner) + 1; a[i] == b[j] {
				row[j+1] = corner
			}
			corner = up
		}
	}
	return row[len(b)]
}
