package stats

// Temperature is one of the six tiers by which the China Media Project tells how hot a phrase of
// official discourse is (Qian Gang 2017): 沸 boiling, 烫 scalding, 热 hot, 暖 warm, 温 tepid, 冷 cold.
type Temperature string

// The tiers, from the hottest.
const (
	Boiling  Temperature = "沸"
	Scalding Temperature = "烫"
	Hot      Temperature = "热"
	Warm     Temperature = "暖"
	Tepid    Temperature = "温"
	Cold     Temperature = "冷"
)

// CutLines are the least shares, of a newspaper's articles in a year, that use a phrase of each
// tier; below Tepid it is cold. They descend.
type CutLines struct{ Boiling, Scalding, Hot, Warm, Tepid float64 }

// DefaultCutLines has the two published lines, 沸 5.18 % and 烫 1.29 % (Qian Gang 2017). The other
// three are not published: they are our choice, to be marked so wherever they are shown.
func DefaultCutLines() CutLines {
	return CutLines{Boiling: 0.0518, Scalding: 0.0129, Hot: 0.0052, Warm: 0.0013, Tepid: 0.00026}
}

// Temperature is the tier of a phrase that using of articles use in a year. ok is false without
// articles.
func (c CutLines) Temperature(using, articles int64) (tier Temperature, ok bool) {
	if articles <= 0 {
		return "", false
	}
	return c.Tier(float64(using) / float64(articles)), true
}

// Tier is that of a share. A share on a line belongs to the hotter tier.
func (c CutLines) Tier(share float64) Temperature {
	switch {
	case share >= c.Boiling:
		return Boiling
	case share >= c.Scalding:
		return Scalding
	case share >= c.Hot:
		return Hot
	case share >= c.Warm:
		return Warm
	case share >= c.Tepid:
		return Tepid
	}
	return Cold
}

// Published reports whether the lines of a tier and of all hotter ones are published.
func (c CutLines) Published(tier Temperature) bool {
	d := DefaultCutLines()
	return c.Boiling == d.Boiling && c.Scalding == d.Scalding && (tier == Boiling || tier == Scalding)
}
