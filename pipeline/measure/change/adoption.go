package change

import (
	"cmp"
	"context"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/measure/dataset"
)

// Adoption says who used each concept first and in which order sources took it up.
func Adoption(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	return cmp.Or(outputs.WriteAll(to, slices.Values(adoptions(a))), ctx.Err())
}
