package pipeline

import "tifa/outputs"

func none[Row any](to *outputs.Folder) error { return write(to, func(func(Row) bool) {}) }

func collocates(_ *material, to *outputs.Folder) error   { return none[outputs.Collocate](to) }
func coMentions(_ *material, to *outputs.Folder) error   { return none[outputs.CoMention](to) }
func stanceScores(_ *material, to *outputs.Folder) error { return none[outputs.StanceScore](to) }
