package desk

import (
	"reflect"
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
		if back, err := decodeClient(again); err != nil || !reflect.DeepEqual(m, back) {
			t.Fatalf("%#v is read back as %#v: %v", m, back, err)
		}
	})
}
