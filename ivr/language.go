package ivr

// Language is what the caller hears: one of the prompt sets. The zero value
// means that the caller has not chosen yet.
type Language string

// The languages of S033. More are added by a prompt set, not by code.
const (
	Mandarin  Language = "zh"  // 普通话
	Cantonese Language = "yue" // 廣東話
	English   Language = "en"
)
