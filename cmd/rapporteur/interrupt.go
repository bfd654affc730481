package main

import (
	"os"
	"os/signal"
	"syscall"
)

// onInterrupt returns a channel that is closed by the first Ctrl-C or SIGTERM;
// the second ends the program at once, after cleanup. release gives the signals
// back to the system.
func onInterrupt(cleanup func()) (stop <-chan struct{}, release func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	closed, end := make(chan struct{}), make(chan struct{})
	go func() {
		select {
		case <-signals:
			close(closed)
		case <-end:
			return
		}
		select {
		case <-signals:
			cleanup()
			os.Exit(exitInterrupted)
		case <-end:
		}
	}()
	return closed, func() { signal.Stop(signals); close(end) }
}
