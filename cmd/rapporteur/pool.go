package main

import (
	"errors"
	"iter"
	"sync"
)

// errStopped says that inOrder ended because it was asked to.
var errStopped = errors.New("stopped")

// inOrder applies do to the items with n workers and gives the results to emit
// in the order of the items, so that the output does not depend on n. At most
// 2n+1 items are held at a time. When stop is closed, no further item is begun;
// those begun are finished and emitted, and errStopped is returned. An error
// from emit ends the work too.
func inOrder[I, O any](stop <-chan struct{}, items iter.Seq[I], n int, do func(I) O, emit func(O) error) error {
	type job struct {
		item I
		done chan O // closed without a value when the item was not begun
	}
	quit := make(chan struct{})
	defer close(quit)
	queue := make(chan chan O, n)
	jobs := make(chan job)
	go func() {
		defer close(queue)
		defer close(jobs)
		for item := range items {
			j := job{item, make(chan O, 1)}
			select {
			case queue <- j.done:
			case <-stop:
				return
			case <-quit:
				return
			}
			select {
			case jobs <- j:
			case <-stop:
				close(j.done)
				return
			case <-quit:
				close(j.done)
				return
			}
		}
	}()
	for range n {
		go func() {
			for j := range jobs {
				select {
				case <-stop:
					close(j.done)
				default:
					j.done <- do(j.item)
				}
			}
		}()
	}
	for {
		var done chan O
		var more bool
		select {
		case done, more = <-queue:
		case <-stop:
			select {
			case done, more = <-queue:
			default: // the reader may be waiting for input that never comes
				return errStopped
			}
		}
		if !more {
			break
		}
		out, begun := <-done
		if !begun {
			return errStopped
		}
		if err := emit(out); err != nil {
			return err
		}
	}
	select {
	case <-stop:
		return errStopped
	default:
		return nil
	}
}

// budget is an amount that workers share; who finds too little of it left waits.
type budget struct {
	mu   sync.Mutex
	back sync.Cond
	all  int
	left int
}

func newBudget(n int) *budget {
	b := &budget{all: n, left: n}
	b.back.L = &b.mu
	return b
}

// take takes n, or all where n is more, and returns what gives it back.
func (b *budget) take(n int) func() {
	n = min(n, b.all)
	b.mu.Lock()
	for b.left < n {
		b.back.Wait()
	}
	b.left -= n
	b.mu.Unlock()
	return func() {
		b.mu.Lock()
		b.left += n
		b.mu.Unlock()
		b.back.Broadcast()
	}
}
