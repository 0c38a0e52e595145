package tickets

import (
	"encoding/hex"
	"slices"

	"hotline12345/tickets/org"
)

// fileTransitions are the rows of photos, letters and other material (S100, S107). What
// comes after the archive is added by the centre that answers for the ticket.
func fileTransitions() []Transition {
	open, filers := append(unanswered(), Answered, Revisited, Merged), append(slices.Clone(anyHand), org.RoleLeader)
	return []Transition{
		{From: open, Move: MoveAttach, Roles: filers, To: Same, Needs: []Guard{guardFiler, guardRoomForFile}, Wants: []Guard{guardAttached}, Effect: applyAttach},
		{From: []State{Archived}, Move: MoveAttach, Roles: officeRoles, To: Same,
			Needs: []Guard{guardAnswering, guardRoomForFile}, Wants: []Guard{guardAttached}, Effect: applyAttach},
		{From: open, Move: MoveWithdrawFile, Roles: filers, To: Same, Needs: []Guard{guardAnyFile}, Wants: []Guard{guardFile, guardText}, Effect: applyWithdrawFile},
		{From: []State{Archived}, Move: MoveWithdrawFile, Roles: officeRoles, To: Same,
			Needs: []Guard{guardAnswering, guardAnyFile}, Wants: []Guard{guardFile, guardText}, Effect: applyWithdrawFile},
	}
}

// guardFiler requires that the actor is concerned with the matter, or of the unit that
// took it down.
func guardFiler(c Case) IllegalCode {
	if by := c.Ticket.CreatedBy.Unit; by != "" && c.Rules.Tree.Within(by, c.By.Unit) {
		return ""
	}
	return guardConcerned(c)
}

// guardRoomForFile requires fewer than MaxFiles files.
var guardRoomForFile = check(TooManyFiles, func(c Case) bool { return c.Ticket.filesLeft() > 0 })

// guardAttached requires a file whose content is kept already.
var guardAttached = check(BadFile, func(c Case) bool {
	f := c.Request.Attach
	if f == nil || !slices.Contains(FileKinds(), f.Kind) || len(endings[f.Type]) == 0 || f.Name == "" {
		return false
	}
	sum, err := hex.DecodeString(f.Sum)
	return err == nil && len(sum) == 32 && f.Size > 0 && f.Size <= MaxFileSize
})

// guardAnyFile requires a file that the actor may withdraw.
func guardAnyFile(c Case) IllegalCode {
	switch {
	case len(Withdrawable(c.Ticket, c.By, c.Rules.Tree)) > 0:
		return ""
	case slices.ContainsFunc(c.Ticket.Files, func(f File) bool { return f.Withdrawn == nil }):
		return NotYourFile
	}
	return NoSuchFile
}

// guardFile requires that the actor may withdraw the file that the request names.
func guardFile(c Case) IllegalCode {
	f, ok := c.Ticket.File(c.Request.File)
	switch {
	case !ok, f.Withdrawn != nil:
		return NoSuchFile
	case !f.withdrawableBy(c.By, c.Ticket.Centre, c.Rules.Tree):
		return NotYourFile
	}
	return ""
}

// applyAttach adds a file. What a handling unit adds is marked with the unit; of other
// files, units that may not know the citizen see only that they exist (M70).
func applyAttach(c Case, t *Ticket, e *Entry) {
	f := *c.Request.Attach
	f.Seq, f.By, f.At = e.Seq, c.By.Person, c.Now
	if a, ok := c.ownAssignment(); ok && c.By.Has(org.RoleUnitClerk) && !c.By.Has(org.CentreRoles...) {
		f.Unit, e.Assignee = a.Unit, a.Unit
	}
	t.Files = append(slices.Clip(t.Files), f)
	e.File = &f
}

// applyWithdrawFile takes a file back; its content stays, but is not served.
func applyWithdrawFile(c Case, t *Ticket, e *Entry) {
	t.Files = each(t.Files, func(f *File) {
		if f.Seq == c.Request.File {
			f.Withdrawn = &Withdrawal{By: c.By.Person, At: c.Now, Note: c.Request.Note}
			e.File = &File{}
			*e.File = *f
		}
	})
}

// withdrawableBy reports whether an actor may withdraw the file: they added it, or are a
// supervisor of the centre that answers for the ticket.
func (f File) withdrawableBy(by org.Actor, centreOf string, tree org.Tree) bool {
	return f.By.ID == by.ID || by.Has(org.RoleSupervisor) && answersFor(by, centreOf, tree)
}

// Withdrawable returns the files that an actor may withdraw, by their entries.
func Withdrawable(t Ticket, by org.Actor, tree org.Tree) []int {
	list := []int{}
	for _, f := range t.Files {
		if f.Withdrawn == nil && f.withdrawableBy(by, t.Centre, tree) {
			list = append(list, f.Seq)
		}
	}
	return list
}
