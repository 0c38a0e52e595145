package ivr

// Author is who changed what callers hear, as they were called then: a telecom administrator, or
// the program that brought a menu along.
type Author struct {
	ID     string `json:"id"`
	Number string `json:"number,omitempty"` // 工号
	Name   string `json:"name"`
	Unit   string `json:"unit,omitempty"`
	// Token and TokenName are those of a program that acted for the account.
	Token     string `json:"token,omitempty"`
	TokenName string `json:"token_name,omitempty"`
}
