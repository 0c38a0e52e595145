package phone

import "testing"

// FuzzTheNormalFormIsItsOwn: whatever is typed as a number, its normal form is its own normal
// form, and each of its spellings has it.
func FuzzTheNormalFormIsItsOwn(f *testing.F) {
	for _, s := range []string{"+86 138-1234-0001", "０１０－６６６６８８８８转6", "(0571) 8888 6666", "sip:+8613800138000@x;user=phone", "一三八〇〇一三八〇〇〇", "110", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, plan := range []Plan{{}, {Area: "0571"}} {
			n, ok := plan.Normal(s)
			if !ok {
				continue
			}
			if again, ok := plan.Normal(n); !ok || again != n {
				t.Fatalf("%q is %q, and that is %q, %v", s, n, again, ok)
			}
			if tidy := plan.Tidy(s); plan.Tidy(tidy) != tidy {
				t.Fatalf("%q is tidied to %q, and that to %q", s, tidy, plan.Tidy(tidy))
			}
		}
	})
}
