package main

import (
	"runtime"
	"runtime/debug"
)

// spareGarbage makes the garbage collector wait while the heap is small: a run
// after an edit, which analyses one package, would spend a fifth of its time on
// it. Where much is alive, memory counts for more, and the collector works as
// usual; a user who has set GOGC has decided.
func spareGarbage(env func(string) string) {
	const (
		patience = 300      // of GOGC, whose default is 100
		small    = 80 << 20 // bytes alive; with patience, four times as much before the next collection
		usual    = 100
	)
	if env("GOGC") != "" {
		return
	}
	debug.SetGCPercent(patience)
	// A finalizer runs after each collection.
	type sentinel struct{ _ [16]byte }
	var collected func(*sentinel)
	collected = func(s *sentinel) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapAlloc > small {
			debug.SetGCPercent(usual)
			return
		}
		runtime.SetFinalizer(s, collected)
	}
	runtime.SetFinalizer(&sentinel{}, collected)
}
