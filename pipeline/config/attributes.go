package config

import (
	"encoding/json"
	"fmt"
	"maps"

	"tifa/corpus"
	"tifa/outputs"
)

// SourceAttributes is all that is said of a source to group it by, its stance among it.
func SourceAttributes(s corpus.Source) map[string]string {
	all := map[string]string{"stance": s.Stance}
	maps.Copy(all, s.Attributes)
	return all
}

// RowAttributes is the way back from a row of sources.
func RowAttributes(s *outputs.Source) (have map[string]string, err error) {
	if err := json.Unmarshal([]byte(s.Attributes), &have); err != nil {
		return nil, fmt.Errorf("sources table: attributes of %s: %w", s.ID, err)
	}
	return have, nil
}
