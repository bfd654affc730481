package main

import (
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progress shows on stderr how far the work is, from the second article on, when
// stderr is a terminal that does not show the records themselves. The number of
// articles to come is not known while they are streamed.
type progress struct {
	wanted  bool
	started time.Time

	mu   sync.Mutex
	n    tally
	bars *mpb.Progress
	bar  *mpb.Bar
}

func newProgress(toStdout bool) *progress {
	wanted := term.IsTerminal(int(os.Stderr.Fd())) && !(toStdout && term.IsTerminal(int(os.Stdout.Fd())))
	return &progress{wanted: wanted, started: time.Now()}
}

// show notes what has been done so far.
func (p *progress) show(n tally) {
	if !p.wanted {
		return
	}
	p.mu.Lock()
	p.n = n
	if p.bars == nil && n.articles > 1 {
		p.bars = mpb.New(mpb.WithOutput(os.Stderr), mpb.WithRefreshRate(200*time.Millisecond))
		p.bar = p.bars.New(0, mpb.SpinnerStyle(), mpb.BarRemoveOnComplete(), mpb.BarWidth(2), mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
			p.mu.Lock()
			defer p.mu.Unlock()
			return fmt.Sprintf("%v, %.0f articles a second", p.n, float64(p.n.articles)/time.Since(p.started).Seconds())
		})))
	}
	p.mu.Unlock()
}

// Write prints a message above the bar.
func (p *progress) Write(b []byte) (int, error) {
	if p.bars != nil {
		return p.bars.Write(b)
	}
	return os.Stderr.Write(b)
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar == nil {
		return
	}
	p.bar.Abort(true)
	p.bars.Wait()
	p.bar, p.bars = nil, nil
}
