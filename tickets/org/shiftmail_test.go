package org_test

import (
	"testing"
	"time"

	"hotline12345/tickets/org"
)

// TestAShiftThatGetsAMailAddressIsAnother: reminders go there, so it must not count as said.
func TestAShiftThatGetsAMailAddressIsAnother(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	was := org.Shift{Unit: "Y04", From: from, Until: from.Add(8 * time.Hour), Name: "王芳", Phone: "13900139000"}
	now := was
	now.Mail = "wang@example.org"
	if add, replaced := org.Enter([]org.Shift{was}, []org.Shift{now}); len(add) != 1 || len(replaced) != 1 {
		t.Errorf("added %v in the place of %v", add, replaced)
	}
	if add, replaced := org.Enter([]org.Shift{now}, []org.Shift{now}); len(add) != 0 || len(replaced) != 0 {
		t.Errorf("the same again: added %v in the place of %v", add, replaced)
	}
}

// TestTheSameShiftInOtherClothes is one: width, spaces, traditional signs, a country's code.
func TestTheSameShiftInOtherClothes(t *testing.T) {
	t.Parallel()
	was := org.Shift{Name: "张三", Phone: "13800138000"}
	for _, s := range []org.Shift{{Name: "張三", Phone: "+86 138-0013-8000"}, {Name: " 张　三", Phone: "１３８００１３８０００"}, {Name: "张三\u200b", Phone: "8613800138000"}} {
		if s.Same() != was.Same() {
			t.Errorf("%q, want %q", s.Same(), was.Same())
		}
	}
	if other := (org.Shift{Name: "张山", Phone: "13800138000"}); other.Same() == was.Same() {
		t.Error("another person is the same")
	}
}
