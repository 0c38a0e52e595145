package cti

import (
	"slices"
	"strings"

	"hotline12345/internal/phone"
)

// Caller is the citizen's telephone number as far as the network gave it.
type Caller struct {
	// Number is in the normal form of the city (see phone.Plan): "13800138000" for a
	// mobile, "057188886666" for a landline with area code, "+4420..." for
	// other countries. Empty when the caller is anonymous.
	Number string `json:"number,omitempty"`
	// Anonymous is true if there is no number, or none to show. It is a value, not an error.
	Anonymous bool `json:"anonymous,omitempty"`
	// Withheld is true if the caller asked the network that the number is not shown
	// (RFC 3323). It may be known all the same: see Shown.
	Withheld bool `json:"withheld,omitempty"`
	// Raw is the header that the network sent, to find faults of a trunk.
	Raw string `json:"raw,omitempty"`
}

// Shown returns the caller as pages and papers may show them: without a number that
// they withheld.
func (c Caller) Shown() Caller {
	if !c.Withheld {
		return c
	}
	return Caller{Anonymous: true, Withheld: true}
}

// Identity is what the network says of a caller: the headers of its INVITE, as they came.
// A number alone may stand for a header.
type Identity struct {
	From string
	// Asserted are the P-Asserted-Identity headers (RFC 3325), RemoteParty is the
	// Remote-Party-ID of older exchanges.
	Asserted    []string
	RemoteParty string
	// Privacy is the header of RFC 3323: "id", "user;critical", "none".
	Privacy string
	// Number is what the exchange read of all this by itself; it counts when the headers,
	// which it cuts at 280 bytes, have none.
	Number string
}

// CallerOf returns who calls. What the network asserts goes before what the caller's
// telephone says, but an identity that is no number never before one: "anonymous", a name,
// an address of a machine, digits that no numbering plan has (8001). Zeros alone are
// nobody. Chinese mobiles become 11 digits, landlines 0 + area code +
// number, others +country.
func CallerOf(id Identity, plan phone.Plan) Caller {
	c := Caller{Withheld: id.withheld()}
	headers := append(slices.Clone(id.Asserted), id.calling(), id.From, id.Number)
	for _, fits := range []func(number string) bool{phone.Known, func(string) bool { return true }} {
		for _, header := range headers {
			for _, uri := range addresses(header) {
				n, _ := plan.Dialled(uri) // "" where it is none
				if strings.Trim(n, "+0") != "" && fits(n) {
					c.Number, c.Raw = n, header
					return c
				}
			}
		}
	}
	c.Anonymous, c.Raw = true, id.From
	return c
}

// calling returns the Remote-Party-ID if it is about the caller.
func (id Identity) calling() string {
	if strings.Contains(strings.ToLower(id.RemoteParty), "party=called") {
		return ""
	}
	return id.RemoteParty
}

// withheld reports whether the caller asked that the number is not shown: by Privacy, by
// the same in a Remote-Party-ID, or by an anonymous From (RFC 3323, section 4.1).
func (id Identity) withheld() bool {
	asked := strings.FieldsFunc(strings.ToLower(id.Privacy), func(c rune) bool { return c == ';' || c == ',' || c == ' ' })
	for _, value := range asked {
		switch value {
		case "id", "user", "header":
			return true
		case "none":
			return false
		}
	}
	party := strings.ToLower(id.calling())
	if strings.Contains(party, "privacy=full") || strings.Contains(party, "privacy=uri") {
		return true
	}
	from := strings.ToLower(id.From)
	for _, uri := range addresses(from) {
		user, host, _ := strings.Cut(uri, "@")
		_, user, found := strings.Cut(user, ":")
		if !found {
			user = uri
		}
		if host == "anonymous.invalid" || user == "anonymous" || user == "restricted" || user == "withheld" {
			return true
		}
	}
	return false
}

// NormaliseCalled returns the keys of the dialled number; +86 is cut off.
func NormaliseCalled(raw string) string { return phone.Called(raw) }

// addresses returns the URIs of a header that may hold several, with names before them:
// "Li, Wei" <sip:138@a;b>, <tel:+86-138>. A quote that is never closed ends with the header.
func addresses(header string) []string {
	var list []string
	for _, one := range outsideQuotes(header) {
		uri := one
		if _, rest, ok := strings.Cut(one, "<"); ok {
			uri, _, _ = strings.Cut(rest, ">")
		}
		if uri = strings.TrimSpace(uri); uri != "" {
			list = append(list, uri)
		}
	}
	return list
}

// outsideQuotes splits a header at its commas, and leaves out quoted names.
func outsideQuotes(header string) []string {
	var list []string
	var one strings.Builder
	quoted, escaped, inside := false, false, false
	for _, c := range header {
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped, quoted = c == '\\', c != '"'
		case c == '"':
			quoted = true
		case c == ',' && !inside:
			list = append(list, one.String())
			one.Reset()
		default:
			inside = (inside || c == '<') && c != '>'
			one.WriteRune(c)
		}
	}
	return append(list, one.String())
}
