package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// wordfishBlock is how many words enter the system of a Newton step at once.
const wordfishBlock = 256

// newtonSystem is a Newton step in all parameters of a Wordfish at once. Alternation crawls where
// texts and words could only climb together. The words, of which each meets only the texts, are
// eliminated, so that what is solved has two rows a text: its position, and its length. The length
// of the first text stays, since Alpha against Psi is free.
type newtonSystem struct {
	*wordfishFit
	texts    *mat.SymDense // curvature of the texts, less what the words take up
	gradient *mat.VecDense // of the texts, likewise
	own      []float64     // gradient of the texts alone
	words    []wordCurve
	step     []float64 // solved for: of the texts
}

// wordCurve is the curvature and gradient of one word: Cholesky factor l11, l21, l22 of the former,
// and the latter in Psi and Beta.
type wordCurve struct{ l11, l21, l22, psi, beta float64 }

// newton climbs by one step, shortened until the log posterior rises as it should. promised is half
// of the gradient along the whole step, which near the mode is what is left to climb. ok is false,
// and nothing changes, where the posterior is not concave here or the step does not climb.
func (f *wordfishFit) newton(now float64) (promised, after float64, ok bool) {
	s := f.newtonSystem()
	var factor mat.Cholesky
	if !factor.Factorize(s.texts) {
		return 0, now, false
	}
	var solved mat.VecDense
	if err := factor.SolveVecTo(&solved, s.gradient); err != nil {
		return 0, now, false
	}
	s.step = solved.RawVector().Data
	psi, beta := s.wordSteps()
	promised = s.promised(psi, beta)
	theta, alpha := f.Theta, f.Alpha
	lengths := append([]float64{0}, s.step[len(theta):]...)
	oldPsi, oldBeta := f.Psi, f.Beta
	for length := 1.0; length > 0.01; length /= 2 {
		f.Theta, f.Alpha = added(theta, s.step[:len(theta)], length), added(alpha, lengths, length)
		f.Psi, f.Beta = added(oldPsi, psi, length), added(oldBeta, beta, length)
		if after = f.logPosterior(); after >= now+1e-4*length*promised-1e-12*math.Abs(now) {
			return promised, after, true
		}
	}
	f.Theta, f.Alpha, f.Psi, f.Beta = theta, alpha, oldPsi, oldBeta
	return promised, now, false
}

func added(values, step []float64, length float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = v + length*step[i]
	}
	return out
}

func (f *wordfishFit) newtonSystem() *newtonSystem {
	n := len(f.counts)
	size := 2*n - 1
	s := &newtonSystem{wordfishFit: f, texts: mat.NewSymDense(size, nil),
		words: make([]wordCurve, len(f.columns)), own: make([]float64, size)}
	curve := make([]float64, 3*n) // Σμ, Σμβ, Σμβ² of each text
	s.gradient = mat.NewVecDense(size, nil)
	for from := 0; from < len(f.columns); from += wordfishBlock {
		to := min(from+wordfishBlock, len(f.columns))
		block := mat.NewDense(size, 2*(to-from), nil)
		for j := from; j < to; j++ {
			s.word(j, block, 2*(j-from), curve)
		}
		s.texts.SymRankK(s.texts, -1, block)
	}
	for i := range n {
		s.own[i] -= f.Theta[i] / wordfishThetaVariance
		s.texts.SetSym(i, i, s.texts.At(i, i)+curve[3*i+2]+1/float64(wordfishThetaVariance))
		if i > 0 {
			s.texts.SetSym(n+i-1, n+i-1, s.texts.At(n+i-1, n+i-1)+curve[3*i])
			s.texts.SetSym(i, n+i-1, s.texts.At(i, n+i-1)+curve[3*i+1])
		}
	}
	for k, g := range s.own {
		s.gradient.SetVec(k, s.gradient.AtVec(k)+g)
	}
	return s
}

// word adds word j: to the gradient and curvature of the texts, its own, and in two columns from at
// on what it has in common with them, divided by the root of its own.
func (s *newtonSystem) word(j int, block *mat.Dense, at int, curve []float64) {
	n, beta := len(s.counts), s.Beta[j]
	level, both, slope := 0.0, 0.0, 1/float64(wordfishBetaVariance)
	w := &s.words[j]
	w.beta = -beta / wordfishBetaVariance
	expected := make([]float64, n)
	for i, theta := range s.Theta {
		e := s.expected(i, j)
		expected[i] = e
		rest := s.columns[j][i] - e
		level, both, slope = level+e, both+e*theta, slope+e*theta*theta
		w.psi, w.beta = w.psi+rest, w.beta+rest*theta
		s.own[i] += rest * beta
		curve[3*i] += e
		curve[3*i+1] += e * beta
		curve[3*i+2] += e * beta * beta
		if i > 0 {
			s.own[n+i-1] += rest
		}
	}
	w.l11 = math.Sqrt(level)
	w.l21 = both / w.l11
	w.l22 = math.Sqrt(slope - w.l21*w.l21)
	first, second := w.halfSolve(w.psi, w.beta)
	put := func(row int, psi, beta float64) {
		x, y := w.halfSolve(psi, beta)
		block.Set(row, at, x)
		block.Set(row, at+1, y)
		s.gradient.SetVec(row, s.gradient.AtVec(row)-x*first-y*second)
	}
	for i, e := range expected {
		put(i, e*beta, e*beta*s.Theta[i]-(s.columns[j][i]-e))
		if i > 0 {
			put(n+i-1, e, e*s.Theta[i])
		}
	}
}

// halfSolve divides a pair by the root of the word's curvature.
func (w *wordCurve) halfSolve(psi, beta float64) (x, y float64) {
	x = psi / w.l11
	return x, (beta - w.l21*x) / w.l22
}

// wordSteps are the steps of the words that go with those of the texts.
func (s *newtonSystem) wordSteps() (psi, beta []float64) {
	n := len(s.counts)
	psi, beta = make([]float64, len(s.words)), make([]float64, len(s.words))
	for j := range s.words {
		w := &s.words[j]
		restPsi, restBeta := w.psi, w.beta
		for i, theta := range s.Theta {
			e := s.expected(i, j)
			length := 0.0
			if i > 0 {
				length = s.step[n+i-1]
			}
			restPsi -= e*s.Beta[j]*s.step[i] + e*length
			restBeta -= (e*s.Beta[j]*theta-(s.columns[j][i]-e))*s.step[i] + e*theta*length
		}
		x, y := w.halfSolve(restPsi, restBeta)
		beta[j] = y / w.l22
		psi[j] = (x - w.l21*beta[j]) / w.l11
	}
	return psi, beta
}

// promised is half of the gradient along the step.
func (s *newtonSystem) promised(psi, beta []float64) (sum float64) {
	for k, g := range s.own {
		sum += g * s.step[k] / 2
	}
	for j, w := range s.words {
		sum += (w.psi*psi[j] + w.beta*beta[j]) / 2
	}
	return sum
}
