package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// fault is one way to break a package.
type fault struct {
	id   int // from 1
	file string
	line int
	// where and what name the fault in the list of accepted ones; both outlive a
	// change of other lines: "ivr/session.go Session.enter", "never: l != \"\"".
	where, what string
}

func (f fault) String() string { return f.where + ": " + f.what }

// edits collects the faults of one file and the text that builds them in.
type edits struct {
	path   string // below the module
	fset   *token.FileSet
	source []byte
	next   *int
	skip   map[string]bool // faults that cannot be built
	within string          // the function around
	faults []fault
	before map[int]string // text to insert at an offset, outermost first
	after  map[int]string // text to insert at an offset, innermost first
}

// add notes a fault and wraps the node in text that switches it on: %d is the
// fault's number.
func (e *edits) add(n ast.Node, kind, open, end string) {
	from, to := e.fset.Position(n.Pos()), e.fset.Position(n.End())
	text := strings.Join(strings.Fields(string(e.source[from.Offset:to.Offset])), " ")
	if r := []rune(text); len(r) > 90 {
		text = string(r[:90]) + "…"
	}
	f := fault{file: e.path, line: from.Line, where: strings.TrimSpace(e.path + " " + e.within), what: kind + ": " + text}
	if e.skip[f.String()] {
		return
	}
	*e.next++
	f.id = *e.next
	e.faults = append(e.faults, f)
	number := func(s string) string { return strings.ReplaceAll(s, "%d", fmt.Sprint(f.id)) }
	e.before[from.Offset] += number(open)
	e.after[to.Offset] = number(end) + e.after[to.Offset]
}

// text returns the source with all faults built in. No line is added, so that
// the compiler's messages keep their places.
func (e *edits) text() []byte {
	var offsets []int
	for at := range e.before {
		offsets = append(offsets, at)
	}
	for at := range e.after {
		offsets = append(offsets, at)
	}
	slices.SortFunc(offsets, cmp.Compare[int])
	var out []byte
	last := 0
	for _, at := range slices.Compact(offsets) {
		out = append(out, e.source[last:at]...)
		out = append(out, e.after[at]+e.before[at]...)
		last = at
	}
	return append(out, e.source[last:]...)
}

// support is the file that is added to the package: what the built-in faults call.
const support = `package %s

import (
	mutantdebug "runtime/debug"
	mutantos "os"
	mutantstrconv "strconv"
	mutantsync "sync"
	mutantsyscall "syscall"
)

var mutantChosen, mutantTrace = func() (int, *mutantos.File) {
	n, _ := mutantstrconv.Atoi(mutantos.Getenv("MUTANT"))
	trace, _ := mutantos.OpenFile(mutantos.Getenv("MUTANT_TRACE"), mutantos.O_APPEND|mutantos.O_WRONLY, 0)
	if n > 0 { // a fault may recurse or allocate without end
		mutantdebug.SetMaxStack(32 << 20)
		_ = mutantsyscall.Setrlimit(mutantsyscall.RLIMIT_AS, &mutantsyscall.Rlimit{Cur: 4 << 30, Max: 4 << 30})
	}
	return n, trace
}()

var mutantSeen mutantsync.Map

// mutantIs reports whether fault n is switched on.
func mutantIs(n int) bool {
	if mutantTrace != nil {
		if _, before := mutantSeen.LoadOrStore(n, true); !before {
			_, _ = mutantTrace.WriteString(mutantstrconv.Itoa(n) + "\n")
		}
	}
	return n == mutantChosen
}

func mutantZero[T any](n int, v T) T {
	if mutantIs(n) {
		var zero T
		return zero
	}
	return v
}

func mutantMinus[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64](n int, v T) T {
	if mutantIs(n) {
		return -v
	}
	return v
}

func mutantOne[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64](n int, v T) T {
	if mutantIs(n) {
		return 1
	}
	return v
}
`
