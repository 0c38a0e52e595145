package cti

import "hotline12345/internal/phone"

// NormaliseCaller is CallerOf for a From and one P-Asserted-Identity, without a city's area code.
func NormaliseCaller(from, pai string) Caller {
	return CallerOf(Identity{From: from, Asserted: []string{pai}}, phone.Plan{})
}
