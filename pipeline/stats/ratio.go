package stats

import "math"

// Ratio is what a rate needs to know of its documents: six integer sums over documents of size x
// (tokens, characters, articles: the exposure) with y mentions. The rate is Σy/Σx and documents are
// the clusters, because a document that uses a phrase once is likely to use it again (Cochran 1977,
// ch. 6). The zero value is no documents.
//
// Sums stop at math.MaxInt64 instead of overflowing. Saturating sums of non-negative integers are
// still associative and commutative, and a Ratio that reached the stop has no interval. The limit
// is far away: 9.2e18, where ten million documents of 100,000 tokens make an XX of 1e17.
type Ratio struct {
	N      int64 // documents
	X, Y   int64 // Σx size, Σy mentions
	XX, XY int64 // Σx², Σxy
	YY     int64 // Σy²
}

// Add counts one document of size x with y mentions; both are 0 or more.
func (r *Ratio) Add(x, y int64) {
	r.Merge(Ratio{N: 1, X: x, Y: y, XX: mulSat(x, x), XY: mulSat(x, y), YY: mulSat(y, y)})
}

// Merge adds the documents of other, which must not be in r already.
func (r *Ratio) Merge(other Ratio) {
	r.N = addSat(r.N, other.N)
	r.X, r.Y = addSat(r.X, other.X), addSat(r.Y, other.Y)
	r.XX, r.XY, r.YY = addSat(r.XX, other.XX), addSat(r.XY, other.XY), addSat(r.YY, other.YY)
}

// Estimate is the rate Σy/Σx in mentions per unit of size, 0 without size.
func (r Ratio) Estimate() float64 {
	if r.X <= 0 {
		return 0
	}
	return float64(r.Y) / float64(r.X)
}

// Variance is the estimated variance of Estimate over samples of documents, n/(n-1) · Σ(y-Rx)² /
// (Σx)² (Cochran 1977, ch. 6, without the finite population correction: the documents are taken as
// a sample of what the source writes). It is 0 with fewer than two documents and where all
// documents have one rate.
func (r Ratio) Variance() float64 {
	if r.N < 2 || r.X <= 0 {
		return 0
	}
	rate, n, size := r.Estimate(), float64(r.N), float64(r.X)
	yy, rrxx := float64(r.YY), rate*rate*float64(r.XX)
	residual := yy - 2*rate*float64(r.XY) + rrxx
	if residual <= 1e-12*(yy+rrxx) { // rounding of exact zero
		return 0
	}
	return n / (n - 1) * residual / (size * size)
}

// Interval is the interval of Estimate: Estimate ± t·√Variance with n-1 degrees of freedom, cut at
// 0. Student's t rather than the normal, because periods with a handful of documents are common
// here and the variance is estimated from them (Cochran 1977, §2.8); from about 60 documents on the
// two agree. Where all documents have one rate, above all where no document has a mention, the
// variance says nothing and the exact Poisson interval over the size stands in: with zero mentions
// 0 and 3.689/Σx at 95 %.
//
// ok is false without size, after saturation, and with fewer than two documents unless there is no
// mention. Below about ten documents, or where one document holds most mentions, the interval
// covers less often than confidence says: tables have that of inference.Rate, which is calibrated
// against this one.
func (r Ratio) Interval(confidence float64) (lo, hi float64, ok bool) {
	if r.X <= 0 || r.saturated() || (r.N < 2 && r.Y > 0) {
		return 0, 0, false
	}
	v := r.Variance()
	if v == 0 {
		lo, hi = PoissonExact(r.Y, confidence)
		return lo / float64(r.X), hi / float64(r.X), true
	}
	half := studentQuantile(confidence, float64(r.N-1)) * math.Sqrt(v)
	return max(0, r.Estimate()-half), r.Estimate() + half, true
}

// RateRatio is how many times higher the rate of to is than that of from: 2 is double, 0.5 half.
// Use it for before and after an event, or for year on year. The interval is symmetric on the log
// scale (delta method, Var ln R = Variance/R², the two groups independent), with Student's t and
// Satterthwaite's degrees of freedom (Satterthwaite 1946, eq. 17).
//
// Zeros: with no mentions on both sides there is no ratio and ok is false. With none on one side,
// or with one and the same rate in all documents of a side, that side's variance is 1/(y+½), as if
// mentions were independent; and where one side is zero ½ is added to the mentions of both (Walter
// 1975), so the ratio is finite, and wide in its interval. ok is also false where a side has
// mentions but fewer than two documents, or no size; ratio is then still set if it can be computed.
func RateRatio(from, to Ratio, confidence float64) (ratio, lo, hi float64, ok bool) {
	if from.X <= 0 || to.X <= 0 || (from.Y == 0 && to.Y == 0) {
		return 0, 0, 0, false
	}
	half := 0.0
	if from.Y == 0 || to.Y == 0 {
		half = 0.5
	}
	ratio = (float64(to.Y) + half) / float64(to.X) / ((float64(from.Y) + half) / float64(from.X))
	if !from.usable() || !to.usable() {
		return ratio, 0, 0, false
	}
	v1, df1 := from.logVariance()
	v2, df2 := to.logVariance()
	df := (v1 + v2) * (v1 + v2) / (v1*v1/df1 + v2*v2/df2)
	factor := math.Exp(studentQuantile(confidence, df) * math.Sqrt(v1+v2))
	return ratio, ratio / factor, ratio * factor, true
}

// logVariance is the variance of the logarithm of Estimate and its degrees of freedom.
func (r Ratio) logVariance() (v, df float64) {
	if v := r.Variance(); v > 0 {
		rate := r.Estimate()
		return v / (rate * rate), float64(r.N - 1)
	}
	return 1 / (float64(r.Y) + 0.5), 1e6 // known, not estimated
}

func (r Ratio) usable() bool { return !r.saturated() && (r.N >= 2 || r.Y == 0) }

func (r Ratio) saturated() bool {
	return max(r.N, r.X, r.Y, r.XX, r.XY, r.YY) == math.MaxInt64
}

func addSat(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

func mulSat(a, b int64) int64 {
	if a != 0 && b > math.MaxInt64/a {
		return math.MaxInt64
	}
	return a * b
}
