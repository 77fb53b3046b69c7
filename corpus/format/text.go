package format

import "bytes"

// plain reads a file that is one text. Its title is the name of the file without its ending and
// without a date, all of it marked, because the source did not write it.
func (r *reader) plain(s *stream) error {
	all, err := s.whole()
	if err != nil {
		return err
	}
	if p := s.undecodable(all, 0); p != nil {
		return r.Problem(*p)
	}
	rec := Record{N: 1, Single: true}
	rec.Values[Text] = Value{Kind: Scalar, Text: string(all)}
	return r.give(s, &rec)
}

// isBlank reports whether b holds white space only.
func isBlank(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }
