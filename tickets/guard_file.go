package tickets

import (
	"encoding/hex"
	"slices"
)

// guardFiler: whoever is concerned with a matter adds to its file, also the unit
// that took it down.
func guardFiler(c Case) IllegalCode {
	if by := c.Ticket.CreatedBy.Unit; by != "" && c.Rules.Tree.Within(by, c.By.Unit) {
		return ""
	}
	return guardConcerned(c)
}

var guardRoomForFile = check(TooManyFiles, func(c Case) bool { return c.Ticket.filesLeft() > 0 })

// guardAttached wants a file whose content is kept already.
var guardAttached = check(BadFile, func(c Case) bool {
	f := c.Request.Attach
	if f == nil || !slices.Contains(FileKinds(), f.Kind) || len(endings[f.Type]) == 0 || f.Name == "" {
		return false
	}
	sum, err := hex.DecodeString(f.Sum)
	return err == nil && len(sum) == 32 && f.Size > 0 && f.Size <= MaxFileSize
})

// guardAnyFile: there is a file that the actor may withdraw.
func guardAnyFile(c Case) IllegalCode {
	switch {
	case len(Withdrawable(c.Ticket, c.By, c.Rules.Tree)) > 0:
		return ""
	case slices.ContainsFunc(c.Ticket.Files, func(f File) bool { return f.Withdrawn == nil }):
		return NotYourFile
	}
	return NoSuchFile
}

// guardFile wants a file that the actor may withdraw.
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

// withdrawableBy: who added a file takes it back, or a supervisor of the centre
// that answers for the ticket.
func (f File) withdrawableBy(by Actor, centreOf string, tree Tree) bool {
	return f.By.ID == by.ID || by.Has(RoleSupervisor) && answersFor(by, centreOf, tree)
}

// Withdrawable are the files, by their entries, that an actor may withdraw.
func Withdrawable(t Ticket, by Actor, tree Tree) []int {
	list := []int{}
	for _, f := range t.Files {
		if f.Withdrawn == nil && f.withdrawableBy(by, t.Centre, tree) {
			list = append(list, f.Seq)
		}
	}
	return list
}
