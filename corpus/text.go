package corpus

import "bytes"

// plain reads a file that is one text. Its title is the name of the file without its ending and without a date, all of it
// marked, because the source did not write it.
func (r *reader) plain(s *stream) error {
	all, err := s.whole()
	if err != nil {
		return err
	}
	if p := s.undecodable(all, 0); p != nil {
		return r.problem(*p)
	}
	rec := record{n: 1, single: true}
	rec.values[partText] = value{kind: textValue, text: string(all)}
	return r.document(s, &rec)
}

// isBlank says whether b holds white space only.
func isBlank(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }
