package importing

// Code says what is wrong with a cell; pages translate it.
type Code string

// The codes.
const (
	Required       Code = "required"
	TooLong        Code = "too_long"
	Control        Code = "control_character"
	Invalid        Code = "invalid"    // of the wrong form
	CellError      Code = "cell_error" // the table's own error: #REF!
	BadPhone       Code = "bad_phone"
	BadDate        Code = "bad_date"
	Future         Code = "future" // a time that has not come
	Double         Code = "double" // two rows have the same key
	Taken          Code = "taken"  // another account has it
	UnknownWord    Code = "unknown"
	UnknownParent  Code = "unknown_parent"
	Cycle          Code = "cycle" // a unit would be above itself
	BadLevel       Code = "bad_level"
	UnknownUnit    Code = "unknown_unit"
	AmbiguousUnit  Code = "ambiguous_unit" // several units have that name
	EndedUnit      Code = "ended_unit"
	EndedKind      Code = "ended_kind"
	UnknownKind    Code = "unknown_category"
	Ambiguous      Code = "ambiguous_category"
	GroupOnly      Code = "group_only" // groups have no such field
	NeedsNumber    Code = "needs_number"
	WeakPassword   Code = "weak_password"
	OwnAccount     Code = "own_account" // the person who imports would lock themselves out
	NeedsAnswer    Code = "needs_answer"
	NotArchived    Code = "not_archived" // an open ticket has no answer yet
	BeforeCall     Code = "before_call"  // answered before the citizen called
	MovedHere      Code = "moved_here"   // handled in this system since
	NeedsName      Code = "anonymous_report"
	MissingColumn  Code = "missing_column"
	DoubleColumn   Code = "double_column"
	TooManyRows    Code = "too_many_rows"
	TooManyColumns Code = "too_many_columns"
	Empty          Code = "empty" // there is no row
	// IneffectiveRole warns only: the role decides nothing in that unit.
	IneffectiveRole Code = "ineffective_role"
)

// Fault is one thing that is wrong with a table.
type Fault struct {
	// Row is the row's number as the table program shows it.
	Row int `json:"row"`
	// Column is our name of the field, Head what stands above it in the table.
	Column string `json:"column"`
	Head   string `json:"head"`
	Code   Code   `json:"code"`
	Value  string `json:"value"` // the beginning of what is in the cell
}

// shown is how much of a wrong value a fault repeats.
const shown = 60

func excerpt(s string) string {
	n := 0
	for i := range s {
		if n == shown {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
