package desk

import (
	"bytes"
	"testing"
)

// FuzzMessagesOfThePage: whatever a page sends is a message or is refused, and a message
// written again is the same.
func FuzzMessagesOfThePage(f *testing.F) {
	for _, m := range clientMessages {
		raw, err := tagged(m.clientType(), m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(`{"type":"dial","number":13800138000}`))
	f.Add([]byte(`{"type":null}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := decodeClient(raw)
		if err != nil {
			return
		}
		again, err := tagged(m.clientType(), m)
		if err != nil {
			t.Fatalf("%#v: %v", m, err)
		}
		back, err := decodeClient(again)
		if err != nil {
			t.Fatalf("%s: %v", again, err)
		}
		if once, err := tagged(back.clientType(), back); err != nil || !bytes.Equal(once, again) {
			t.Fatalf("%s is read back as %s: %v", again, once, err)
		}
	})
}
