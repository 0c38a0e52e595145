package tickets

// User is an account of a person who works with the hotline.
type User struct {
	ID    string `json:"id"`
	Login string `json:"login"`
	Name  string `json:"name"`
	// Number is the agent's number (工号), which callers hear; empty for
	// users who take no calls.
	Number   string `json:"number,omitempty"`
	Roles    []Role `json:"roles"`
	Unit     string `json:"unit"` // code
	UnitName string `json:"unit_name"`
	// Languages that the user speaks ("zh", "yue", "en") and the queues
	// that the user serves.
	Languages []string `json:"languages"`
	Queues    []string `json:"queues"`
	// PasswordHash is argon2id's encoded form; it never leaves the service.
	PasswordHash string `json:"-"`
	Disabled     bool   `json:"disabled,omitempty"`
	// MustChange: somebody else chose the password. Until the user has chosen one
	// of their own, they may do nothing else.
	MustChange bool `json:"must_change,omitempty"`
	// Rev counts the changes of the account: of two administrators who change it
	// at once, the second is told.
	Rev int `json:"rev,omitempty"`
	// Epoch tells sessions apart: those that began in an earlier one have ended.
	Epoch int `json:"-"`
}

// Actor is the user acting from a network address.
func (u User) Actor(from string) Actor {
	return Actor{Person: Person{ID: u.ID, Number: u.Number, Name: u.Name, Unit: u.Unit}, Roles: u.Roles, From: from}
}
