package tickets

import (
	"slices"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/internal/fold"
	"hotline12345/internal/text"
)

// TypeName is a type of matter as an administrator keeps it (S111): one of Types under
// another name, or one more.
type TypeName struct {
	Code Type `json:"code"`
	// Name is its name in the mainland's Chinese; empty for one of Types under its own name.
	Name string `json:"name"`
	// NameHK and NameEN are its names in Hong Kong's Chinese and in English; empty is Name.
	NameHK string `json:"name_hk,omitempty"`
	NameEN string `json:"name_en,omitempty"`
	// Ended: nothing new is registered under it.
	Ended bool `json:"ended,omitempty"`
	// Protects: the caller's identity stays in the centre, as with a report (M71). It is for
	// ever: whoever told something under the type relies on it.
	Protects bool `json:"protects,omitempty"`
}

// mostTypes bounds the list: a person chooses from it during a call.
const mostTypes = 40

// AllTypes returns the codes of all types: those of the program, then the city's own.
func (b Rulebook) AllTypes() []Type {
	list := Types()
	for _, n := range b.TypeNames {
		if !slices.Contains(list, n.Code) {
			list = append(list, n.Code)
		}
	}
	return list
}

// TypeName returns what the city says of a type; not ok for one that it left as it is.
func (b Rulebook) TypeName(code Type) (TypeName, bool) {
	i := slices.IndexFunc(b.TypeNames, func(n TypeName) bool { return n.Code == code })
	if i < 0 {
		return TypeName{}, false
	}
	return b.TypeNames[i], true
}

// Protects reports whether a type protects the caller: reports do (M71), and those that the
// city says it of. Rules that were never read do not uncover anybody: then each type that is
// not the program's does.
func (b Rulebook) Protects(code Type) bool {
	if !b.Tree.Loaded() {
		return code == Report || code != "" && !slices.Contains(Types(), code)
	}
	n, _ := b.TypeName(code)
	return code == Report || n.Protects
}

// protectsToo is Protects for types that the program does not know to protect by itself.
func (b Rulebook) protectsToo(code Type) bool { return code != Report && b.Protects(code) }

// CheckType returns why a new matter cannot have a type; "" if it can. Rules that were never
// read do not keep people from their work.
func (b Rulebook) CheckType(code Type) errs.FieldCode {
	if !b.Tree.Loaded() {
		return ""
	}
	if n, ok := b.TypeName(code); ok && n.Ended {
		return errs.CodeEnded
	}
	if code != "" && !slices.Contains(b.AllTypes(), code) {
		return errs.CodeUnknown
	}
	return ""
}

// isTypeCode reports whether a text can be a type's code: "consumer_rights".
func isTypeCode(s Type) bool {
	if s == "" || len(s) > 32 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.Trim(string(s), "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// checkTypes returns what is wrong with a list of types. One that matters may have had can
// end, and never be gone; help stays, as the register begins with it, and reports stay, for
// whoever reports is protected by the type (M71). One that protects does so for ever.
func (b Rulebook) checkTypes(list []TypeName) []errs.FieldError {
	if len(list) > mostTypes {
		return []errs.FieldError{{Field: "types", Code: errs.CodeTooLong}}
	}
	for i, n := range list {
		blank := text.IsBlank(n.Name)
		same := func(o TypeName) bool {
			return o.Code == n.Code || !blank && fold.String(o.Name) == fold.String(n.Name)
		}
		switch {
		case !isTypeCode(n.Code), slices.ContainsFunc(list[:i], same):
			return []errs.FieldError{{Field: "code", Code: errs.CodeInvalid}}
		case blank && !slices.Contains(Types(), n.Code):
			return []errs.FieldError{{Field: "name", Code: errs.CodeRequired}}
		case n.Ended && (n.Code == Report || n.Code == Help):
			return []errs.FieldError{{Field: "ended", Code: errs.CodeInvalid}}
		}
		for _, name := range []string{n.Name, n.NameHK, n.NameEN} {
			if name != "" && text.IsBlank(name) {
				return []errs.FieldError{{Field: "name", Code: errs.CodeRequired}}
			}
			if !text.Clean(name, text.MaxName) {
				return []errs.FieldError{{Field: "name", Code: errs.CodeInvalid}}
			}
		}
	}
	for _, n := range b.TypeNames {
		i := slices.IndexFunc(list, func(o TypeName) bool { return o.Code == n.Code })
		switch own := !slices.Contains(Types(), n.Code); {
		case i < 0 && (own || n.Protects):
			return []errs.FieldError{{Field: "types", Code: errs.CodeRequired}}
		case i >= 0 && n.Protects && !list[i].Protects:
			return []errs.FieldError{{Field: "protects", Code: errs.CodeInvalid}}
		}
	}
	return nil
}
