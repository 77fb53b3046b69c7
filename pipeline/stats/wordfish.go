package stats

import "math"

// WordfishSettings are how Wordfish fits and how its scale is fixed. Left and Right are texts, as
// rows of the counts: Left gets a lower position than Right. That alone decides the direction of
// the scale, which the words do not know.
type WordfishSettings struct {
	Left, Right int
	Rounds      int // most rounds; 0 is 500
	// Tolerance: converged when a Newton step promises to add less than this share to the log
	// posterior; 0 is 1e-9.
	Tolerance float64
	Stop      func() bool // asked in each round whether to give up unconverged; nil for never
}

// Wordfish is a fitted model: the count of word j in text i is Poisson with expectation
// exp(Alpha[i] + Psi[j] + Beta[j]·Theta[i]). Theta has mean 0 and variance 1 (n-1) over the texts;
// Alpha and Beta have mean 0.
type Wordfish struct {
	Theta []float64 // positions of the texts
	SE    []float64 // of Theta, the words taken as known and their counts as Poisson: too small, see Overdispersion
	Alpha []float64 // how long the text is
	Psi   []float64 // how frequent the word is
	Beta  []float64 // how much the word tells positions apart, and to which side

	LogPosterior   float64 // without constants
	Overdispersion float64 // Pearson's chi-squared over its degrees of freedom; √ of it is what SE should be multiplied by
	Rounds         int
	Converged      bool
}

// The priors keep finite what the counts leave open: a word of one text only would have an infinite
// Beta, and the scale of Theta against Beta is free. They are those of quanteda.textmodels. With
// some hundreds of words a text they do not show in the standardised positions.
const (
	wordfishBetaVariance  = 9 // Beta is normal about 0 with standard deviation 3
	wordfishThetaVariance = 1
)

// wordfishWarmUp is how many rounds alternate before Newton steps are tried.
const wordfishWarmUp = 5

// FitWordfish scales texts by their words alone (Slapin & Proksch 2008), by the mode of the
// posterior. It starts from the first singular vector of the logged counts, so that there is no
// chance in it. A few rounds of alternating steps for texts and words, each a concave problem of
// two parameters, come near; Newton steps in all parameters at once go the rest of the way, and
// where one does not climb another round of alternation does. Counts are a row for each text and a
// column for each word. What the scale means is for the reader to find out from the words at its
// ends: it is whatever sets the texts most apart, which may be topic, genre or time rather than
// stance.
//
// ok is false with fewer than three texts or words, where a text or a word has no count (leave such
// out), or where Left and Right are not two texts.
func FitWordfish(counts [][]int64, settings WordfishSettings) (Wordfish, bool) {
	f, ok := newWordfishFit(counts)
	n := len(counts)
	if !ok || min(settings.Left, settings.Right) < 0 || max(settings.Left, settings.Right) >= n || settings.Left == settings.Right {
		return Wordfish{}, false
	}
	rounds, tolerance := settings.Rounds, settings.Tolerance
	if rounds <= 0 {
		rounds = 500
	}
	if tolerance <= 0 {
		tolerance = 1e-9
	}
	f.start()
	now := f.logPosterior()
	for f.Rounds < rounds && !f.Converged && (settings.Stop == nil || !settings.Stop()) {
		if f.Rounds++; f.Rounds > wordfishWarmUp {
			promised, after, ok := f.newton(now)
			if now = after; ok {
				f.Converged = promised <= tolerance*math.Abs(now)
				continue
			}
		}
		f.climbWords()
		f.climbTexts()
		f.balance()
		now = f.logPosterior()
	}
	f.LogPosterior = now
	f.identify(settings.Left, settings.Right)
	f.judge()
	return f.Wordfish, true
}

// wordfishFit is a model on its way.
type wordfishFit struct {
	Wordfish
	counts  [][]float64 // texts by words
	columns [][]float64 // words by texts
}

func newWordfishFit(counts [][]int64) (*wordfishFit, bool) {
	if len(counts) < 3 || len(counts[0]) < 3 {
		return nil, false
	}
	texts, words := len(counts), len(counts[0])
	f := &wordfishFit{counts: make([][]float64, texts), columns: make([][]float64, words)}
	f.Theta, f.SE, f.Alpha = make([]float64, texts), make([]float64, texts), make([]float64, texts)
	f.Psi, f.Beta = make([]float64, words), make([]float64, words)
	for j := range words {
		f.columns[j] = make([]float64, texts)
	}
	for i, row := range counts {
		f.counts[i] = make([]float64, words)
		for j, c := range row {
			f.counts[i][j], f.columns[j][i] = float64(c), float64(c)
		}
		if sumOf(row) <= 0 {
			return nil, false
		}
	}
	for _, column := range f.columns {
		if meanOf(column) <= 0 {
			return nil, false
		}
	}
	return f, true
}

// start takes lengths and frequencies from the margins, and positions from the first singular
// vector of what the margins leave of the logged counts, by power iteration.
func (f *wordfishFit) start() {
	grand := 0.0
	for _, row := range f.counts {
		grand += meanOf(row)
	}
	grand /= float64(len(f.counts))
	for i, row := range f.counts {
		f.Alpha[i] = math.Log(meanOf(row) / grand)
	}
	for j, column := range f.columns {
		f.Psi[j] = math.Log(meanOf(column))
	}
	rest := make([][]float64, len(f.counts))
	for i, row := range f.counts {
		rest[i] = make([]float64, len(row))
		for j, c := range row {
			rest[i][j] = math.Log(c+0.1) - math.Log(math.Exp(f.Alpha[i]+f.Psi[j])+0.1)
		}
	}
	for i := range f.Theta {
		f.Theta[i] = math.Sin(1 + float64(i)) // any vector that is not at right angles to the one sought
	}
	standardise(f.Theta)
	for range 50 {
		for j := range f.Beta {
			f.Beta[j] = 0
			for i, t := range f.Theta {
				f.Beta[j] += rest[i][j] * t / float64(len(f.Theta))
			}
		}
		for i := range f.Theta {
			f.Theta[i] = 0
			for j, b := range f.Beta {
				f.Theta[i] += rest[i][j] * b
			}
		}
		if _, spread := standardise(f.Theta); spread == 0 {
			return
		}
	}
	for j := range f.Beta {
		f.Beta[j] = min(3, max(-3, f.Beta[j])) / 2 // cautious: Newton goes the rest of the way
	}
}

// standardise gives values mean 0 and variance 1 (n-1), and tells what they had. Without variance
// only the mean changes.
func standardise(values []float64) (mean, deviation float64) {
	mean = meanOf(values)
	squares := 0.0
	for i := range values {
		values[i] -= mean
		squares += values[i] * values[i]
	}
	deviation = math.Sqrt(squares / float64(len(values)-1))
	if deviation > 0 {
		for i := range values {
			values[i] /= deviation
		}
	}
	return mean, deviation
}

func (f *wordfishFit) climbTexts() {
	for i, row := range f.counts {
		f.Alpha[i], f.Theta[i] = newtonStep(row, f.Psi, f.Beta, f.Alpha[i], f.Theta[i], wordfishThetaVariance)
	}
}

func (f *wordfishFit) climbWords() {
	for j, column := range f.columns {
		f.Psi[j], f.Beta[j] = newtonStep(column, f.Alpha, f.Theta, f.Psi[j], f.Beta[j], wordfishBetaVariance)
	}
}

// newtonStep maximises the log posterior of counts that are Poisson with expectation exp(offset +
// level + slope·at), over level and slope, slope being normal about 0 with the variance. It is
// concave; steps that do not climb are halved.
func newtonStep(counts, offsets, at []float64, level, slope, variance float64) (float64, float64) {
	value := func(level, slope float64) float64 {
		sum := -slope * slope / (2 * variance)
		for k, c := range counts {
			eta := offsets[k] + level + slope*at[k]
			sum += c*eta - math.Exp(eta)
		}
		return sum
	}
	now := value(level, slope)
	for range 5 { // texts and words take turns, so there is no hurry
		gLevel, gSlope := 0.0, -slope/variance
		hLevel, hBoth, hSlope := 0.0, 0.0, 1/variance
		for k, c := range counts {
			expected := math.Exp(offsets[k] + level + slope*at[k])
			gLevel += c - expected
			gSlope += (c - expected) * at[k]
			hLevel += expected
			hBoth += expected * at[k]
			hSlope += expected * at[k] * at[k]
		}
		determinant := hLevel*hSlope - hBoth*hBoth
		if !(determinant > 0) {
			break
		}
		dLevel := (hSlope*gLevel - hBoth*gSlope) / determinant
		dSlope := (hLevel*gSlope - hBoth*gLevel) / determinant
		step := min(1, 3/max(math.Abs(dLevel), math.Abs(dSlope), 1e-300))
		next := value(level+step*dLevel, slope+step*dSlope)
		for ; !(next >= now) && step > 1e-9; step /= 2 {
			next = value(level+step/2*dLevel, slope+step/2*dSlope)
		}
		if !(next > now) {
			break
		}
		level, slope = level+step*dLevel, slope+step*dSlope
		gain := next - now
		now = next
		if gain <= 1e-10*math.Abs(now) {
			break
		}
	}
	return level, slope
}

// balance moves along what the likelihood leaves free: Beta against Alpha in place, Theta against
// Psi in place, Theta against Beta in scale. Alternation alone crawls there, because only the weak
// priors pull. Their best place is mean 0 for both, their best scale that where Theta times c and
// Beta over c minimise c²·Σθ²/1 + Σβ²/(9c²).
func (f *wordfishFit) balance() {
	middle := meanOf(f.Beta)
	for i, t := range f.Theta {
		f.Alpha[i] += middle * t
	}
	mean, thetas, betas := meanOf(f.Theta), 0.0, 0.0
	for j := range f.Beta {
		f.Beta[j] -= middle
		f.Psi[j] += f.Beta[j] * mean
		betas += f.Beta[j] * f.Beta[j] / wordfishBetaVariance
	}
	for i := range f.Theta {
		f.Theta[i] -= mean
		thetas += f.Theta[i] * f.Theta[i] / wordfishThetaVariance
	}
	if thetas == 0 || betas == 0 {
		return
	}
	c := math.Sqrt(math.Sqrt(betas / thetas))
	for i := range f.Theta {
		f.Theta[i] *= c
	}
	for j := range f.Beta {
		f.Beta[j] /= c
	}
}

// identify gives Theta mean 0, variance 1 and its direction, and Alpha mean 0, without changing any
// expectation.
func (f *wordfishFit) identify(left, right int) {
	mean, deviation := standardise(f.Theta)
	if f.Theta[left] > f.Theta[right] {
		for i := range f.Theta {
			f.Theta[i] = -f.Theta[i]
		}
		deviation = -deviation
	}
	length := meanOf(f.Alpha)
	for i := range f.Alpha {
		f.Alpha[i] -= length
	}
	for j, b := range f.Beta {
		f.Psi[j] += length + b*mean
		f.Beta[j] = b * deviation
	}
}

// judge computes standard errors and overdispersion.
func (f *wordfishFit) judge() {
	chi2 := 0.0
	for i, row := range f.counts {
		level, both, slope := 0.0, 0.0, 0.0
		for j, c := range row {
			expected := f.expected(i, j)
			level += expected
			both += expected * f.Beta[j]
			slope += expected * f.Beta[j] * f.Beta[j]
			chi2 += (c - expected) * (c - expected) / max(expected, 1e-300)
		}
		if determinant := level*slope - both*both; determinant > 0 {
			f.SE[i] = math.Sqrt(level / determinant)
		}
	}
	texts, words := float64(len(f.counts)), float64(len(f.columns))
	f.Overdispersion = chi2 / max(1, texts*words-2*texts-2*words+3)
}

func (f *wordfishFit) expected(i, j int) float64 {
	return math.Exp(f.Alpha[i] + f.Psi[j] + f.Beta[j]*f.Theta[i])
}

func (f *wordfishFit) logPosterior() float64 {
	sum := 0.0
	for i, row := range f.counts {
		for j, c := range row {
			eta := f.Alpha[i] + f.Psi[j] + f.Beta[j]*f.Theta[i]
			sum += c*eta - math.Exp(eta)
		}
		sum -= f.Theta[i] * f.Theta[i] / (2 * wordfishThetaVariance)
	}
	for _, b := range f.Beta {
		sum -= b * b / (2 * wordfishBetaVariance)
	}
	return sum
}
