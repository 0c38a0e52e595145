package ticketapi

import (
	"reflect"
	"testing"

	"hotline12345/tickets"
)

// TestADraftHasEveryFieldOfTheRegister: a field that is only in tickets.Register would be
// typed and never kept. The time of the call is the server's (S076).
func TestADraftHasEveryFieldOfTheRegister(t *testing.T) {
	t.Parallel()
	body := reflect.TypeFor[DraftBody]()
	for _, f := range reflect.VisibleFields(reflect.TypeFor[tickets.Register]()) {
		if f.Name == "CalledAt" {
			continue
		}
		if _, ok := body.FieldByName(f.Name); !ok {
			t.Errorf("DraftBody has no %s", f.Name)
		}
	}
}

// TestADraftIsKeptWithEveryField: each field of the body reaches the register.
func TestADraftIsKeptWithEveryField(t *testing.T) {
	t.Parallel()
	var body DraftBody
	v := reflect.ValueOf(&body).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.String:
			f.SetString("x")
		case reflect.Bool:
			f.SetBool(true)
		}
	}
	register := reflect.ValueOf(body.register())
	for i := range register.NumField() {
		if name := register.Type().Field(i).Name; name != "CalledAt" && register.Field(i).IsZero() {
			t.Errorf("%s of the body is lost", name)
		}
	}
}
