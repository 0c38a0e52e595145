package tickets

// SavedFilter is what a person looks for often.
type SavedFilter struct {
	Name string `json:"name" minLength:"1" maxLength:"60"`
	// Query is the filter as it stands in the page's address.
	Query string `json:"query" maxLength:"1000"`
}
