package tickets

import (
	"slices"

	"hotline12345/internal/phone"
)

// Contacts returns the numbers by which the citizen of a contact field is found, if the field
// itself is not the only one: each of several, and the one before an extension. Nil otherwise.
func Contacts(contact string) []string {
	list := phone.Plan{}.Found(contact)
	if len(list) == 1 && list[0] == contact {
		return nil
	}
	return list
}

// SameCitizen reports whether two contact fields have a number in common: one is enough. An
// exchange's number that several extensions share says nothing.
func SameCitizen(a, b string) bool {
	mine := phone.Plan{}.Numbers(a)
	return a != "" && a == b || slices.ContainsFunc(phone.Plan{}.Numbers(b), func(n string) bool { return slices.Contains(mine, n) })
}
