package pipeline

import "tifa/outputs"

func none[Row any](to *outputs.Folder) error { return write(to, func(func(Row) bool) {}) }

func trends(_ *material, to *outputs.Folder) error {
	for _, f := range []func(*outputs.Folder) error{none[outputs.Trend], none[outputs.Change], none[outputs.Burst], none[outputs.TemperatureRow]} {
		if err := f(to); err != nil {
			return err
		}
	}
	return nil
}
func eventEffects(_ *material, to *outputs.Folder) error { return none[outputs.EventEffect](to) }
func adoption(_ *material, to *outputs.Folder) error {
	if err := none[outputs.Adoption](to); err != nil {
		return err
	}
	return none[outputs.Lead](to)
}
func emerging(_ *material, to *outputs.Folder) error     { return none[outputs.Emerging](to) }
func collocates(_ *material, to *outputs.Folder) error   { return none[outputs.Collocate](to) }
func coMentions(_ *material, to *outputs.Folder) error   { return none[outputs.CoMention](to) }
func stanceScores(_ *material, to *outputs.Folder) error { return none[outputs.StanceScore](to) }
