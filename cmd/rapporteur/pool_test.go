package main

import (
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func numbers(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestInOrderWhateverTheWorkers(t *testing.T) {
	for _, workers := range []int{1, 2, 7, 64} {
		var got []int
		err := inOrder(nil, numbers(500), workers, func(i int) int {
			if i%7 == 0 {
				time.Sleep(time.Microsecond * time.Duration(i%5))
			}
			return i * i
		}, func(x int) error { got = append(got, x); return nil })
		if err != nil || len(got) != 500 || !slices.IsSorted(got) {
			t.Fatalf("%d workers: %v, %d results, sorted %v", workers, err, len(got), slices.IsSorted(got))
		}
	}
}

// Results wait for their turn, but never more than a few of them.
func TestInOrderHoldsFewItems(t *testing.T) {
	const workers = 4
	var taken, given atomic.Int64
	most := int64(0)
	items := func(yield func(int) bool) {
		for i := range 200 {
			taken.Add(1)
			if !yield(i) {
				return
			}
		}
	}
	inOrder(nil, items, workers, func(i int) int { return i }, func(int) error {
		time.Sleep(100 * time.Microsecond) // a slow reader of the output
		most = max(most, taken.Load()-given.Load())
		given.Add(1)
		return nil
	})
	if most > 2*workers+2 {
		t.Errorf("%d items held", most)
	}
}

func TestInOrderStops(t *testing.T) {
	stop := make(chan struct{})
	var begun atomic.Int64
	var got []int
	err := inOrder(stop, numbers(1_000_000), 3, func(i int) int { begun.Add(1); return i }, func(x int) error {
		got = append(got, x)
		if len(got) == 10 {
			close(stop)
		}
		return nil
	})
	if err != errStopped || len(got) < 10 || len(got) > 20 {
		t.Errorf("%v after %d results", err, len(got))
	}
	for i, x := range got {
		if x != i {
			t.Fatalf("result %d is %d: not the beginning", i, x)
		}
	}
}

func TestInOrderStopsWithoutInput(t *testing.T) {
	stop, never := make(chan struct{}), make(chan struct{})
	defer close(never)
	items := func(yield func(int) bool) {
		yield(1)
		<-never // standard input that nobody writes to
	}
	n := 0
	err := inOrder(stop, items, 2, func(i int) int { return i }, func(int) error { n++; close(stop); return nil })
	if err != errStopped || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
}

func TestInOrderEndsWithTheOutput(t *testing.T) {
	full := errors.New("disk full")
	before := runtime.NumGoroutine()
	for range 20 {
		if err := inOrder(nil, numbers(1000), 4, func(i int) int { return i }, func(x int) error {
			if x == 5 {
				return full
			}
			return nil
		}); err != full {
			t.Fatal(err)
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines left, %d before", runtime.NumGoroutine(), before)
}

func TestBudget(t *testing.T) {
	b := newBudget(10)
	var wg sync.WaitGroup
	var now, most atomic.Int64
	for i := range 50 {
		wg.Go(func() {
			n := i % 15
			back := b.take(n)
			x := now.Add(int64(min(n, 10)))
			for {
				m := most.Load()
				if x <= m || most.CompareAndSwap(m, x) {
					break
				}
			}
			now.Add(-int64(min(n, 10)))
			back()
		})
	}
	wg.Wait()
	if most.Load() > 10 || b.left != 10 {
		t.Errorf("%d taken at once, %d left", most.Load(), b.left)
	}
}
