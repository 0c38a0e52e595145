package text

// Sizes in bytes of UTF-8. A matter's content may be as long as a long letter.
const (
	MaxName    = 400
	MaxUnit    = 800
	MaxContact = 40
	MaxPlace   = 2000
	MaxContent = 100 << 10
)
