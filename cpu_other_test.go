//go:build !unix

package rapporteur

import "time"

var began = time.Now()

func cpuTime() time.Duration { return time.Since(began) }
