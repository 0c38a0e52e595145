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
	AmbiguousDate  Code = "ambiguous_date" // 3/5/2026: in March or in May
	Future         Code = "future"         // a time that has not come
	Double         Code = "double"         // two rows have the same key
	Taken          Code = "taken"          // another account has it
	UnknownWord    Code = "unknown"
	UnknownParent  Code = "unknown_parent"
	Cycle          Code = "cycle" // a unit would be above itself
	BadLevel       Code = "bad_level"
	UnknownUnit    Code = "unknown_unit"
	AmbiguousUnit  Code = "ambiguous_unit" // several units have that name
	EndedUnit      Code = "ended_unit"
	EndedKind      Code = "ended_kind"
	EndedType      Code = "ended_type" // nothing new is registered under it
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
)

// What the file does not say plainly, so that nobody but its owner can mend it.
const (
	NoValue      Code = "no_value"      // a formula whose result is not stored
	LostDigits   Code = "lost_digits"   // more than 15 digits, stored as a number
	OddCharacter Code = "odd_character" // bytes of no character
	OpenQuote    Code = "open_quote"    // a quote that is not closed in its row
	SurplusCells Code = "surplus_cells" // more cells than headings: a delimiter too many
	NarrowColumn Code = "narrow_column" // #### of a column that had no room
	OneColumn    Code = "one_column"    // nothing that is known parts the cells
)

// Questions: whoever imports has to choose, and nothing is imported before.
const (
	HiddenRow    Code = "hidden_row"
	HiddenColumn Code = "hidden_column"
	HiddenSheet  Code = "hidden_sheet"
)

// What is read, but perhaps not as it was meant: warnings.
const (
	// IneffectiveRole: the role decides nothing in that unit.
	IneffectiveRole  Code = "ineffective_role"
	AsShown          Code = "as_shown"          // the format shows another text than is stored
	HiddenValue      Code = "hidden_value"      // the format shows nothing
	SerialDate       Code = "serial_date"       // a day's number, exported without its format
	FullCell         Code = "full_cell"         // as much as a cell can have: perhaps cut off
	ZeroDigits       Code = "zero_digits"       // a long number that may have lost its last digits before
	PrivateCharacter Code = "private_character" // a sign that only the old machine's fonts know
	OddQuote         Code = "odd_quote"         // a quote within a cell, read as it stands
	Merged           Code = "merged"            // the value of a merged cell, for each of its rows
	MergedLeft       Code = "merged_left"       // chosen: only the first row has it
	MergedAcross     Code = "merged_across"     // only the first of its columns has it
)

// What is not read, and why: notes.
const (
	AboveHeadings   Code = "above_headings"
	ExampleRow      Code = "example_row"
	TotalRow        Code = "total_row"
	FooterRow       Code = "footer_row" // who made the table, a remark, the page's number
	RepeatedHeading Code = "repeated_heading"
	HiddenLeft      Code = "hidden_left" // chosen
	NoHeadings      Code = "no_headings" // a sheet that is no such table
	SheetLeft       Code = "sheet_left"  // chosen, or hidden
	CommentsLeft    Code = "comments_left"
	PicturesLeft    Code = "pictures_left"
	ObjectsLeft     Code = "objects_left" // text boxes, charts, embedded files
)

// Fault is one thing that is wrong with a table.
type Fault struct {
	// Sheet is the name of the sheet; "" where a file is one table.
	Sheet string `json:"sheet"`
	// Row is the row's number as the table program shows it.
	Row int `json:"row"`
	// Cell is the cell's name as the table program shows it, as F2; "" for a whole row or
	// column.
	Cell string `json:"cell"`
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
