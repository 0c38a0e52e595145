package tickets

// excerpt is how many characters of the content a list shows.
const excerpt = 200

// Summarise is the ticket's line in a list.
func Summarise(t Ticket) Summary {
	return Summary{Number: t.Number, State: t.State, Type: t.Type, Category: t.Category,
		Name: t.Name, Contact: t.Contact, Place: t.Place, Content: firstRunes(t.Content, excerpt),
		Confidential: t.Confidential, Lead: t.Lead, CreatedAt: t.CreatedAt, UpdatedAt: t.UpdatedAt, Stored: t.Stored}
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
