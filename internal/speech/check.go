package speech

import (
	"errors"
	"slices"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/internal/locale"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

// longestText is in characters: a minute of speech.
const longestText = 500

// Check implements prompts.Sounds. Fields are "forms.one" for a form and "forms.one.{n}" for a
// value in it.
func (e Editor) Check(v prompts.PromptVersion) []errs.FieldError {
	l, ok := e.shipped.Language(v.Language)
	if !ok {
		return []errs.FieldError{{Field: "language", Code: errs.CodeUnknown}}
	}
	var wrong []errs.FieldError
	refuse := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	categories, _ := locale.Categories(l.Tag) // it was loaded by this tag
	if !slices.Contains(v.Forms.Arguments(), "n") {
		categories = []string{"other"}
	}
	for _, form := range categories {
		if v.Forms[form] == "" {
			refuse("forms."+form, errs.CodeRequired)
		}
	}
	for form, text := range v.Forms {
		field := "forms." + form
		switch {
		case form != "zero" && !slices.Contains(categories, form):
			refuse(field, errs.CodeUnknown)
		case len([]rune(text)) > longestText:
			refuse(field, errs.CodeTooLong)
		case strings.ContainsAny(text, "\n\r\t\x00"):
			refuse(field, errs.CodeControl)
		case strings.ContainsAny(locale.WithoutArguments(text), "{}"):
			refuse(field, errs.CodeInvalid)
		}
	}
	if len(wrong) == 0 {
		wrong = e.checkValues(v)
	}
	if len(wrong) == 0 {
		wrong = e.checkWords(l, v)
	}
	slices.SortFunc(wrong, func(a, b errs.FieldError) int { return strings.Compare(a.Field, b.Field) })
	return wrong
}

// checkValues: each form says the values that the hotline gives this prompt, and no others. The
// number itself may be left out of the forms for none and one.
func (e Editor) checkValues(v prompts.PromptVersion) (wrong []errs.FieldError) {
	given := e.given(v.Key, v.Language)
	for form, text := range v.Forms {
		says := prompts.Forms{form: text}.Arguments()
		for _, name := range says {
			a, known := e.shipped.Argument(name)
			if !known || !a.Optional && !slices.Contains(given, name) {
				wrong = append(wrong, errs.FieldError{Field: "forms." + form + ".{" + name + "}", Code: errs.CodeUnknown})
			}
		}
		for _, name := range given {
			a, _ := e.shipped.Argument(name)
			spare := a.Optional || form == "zero" || form == "one" && name == "n"
			if !spare && !slices.Contains(says, name) {
				wrong = append(wrong, errs.FieldError{Field: "forms." + form + ".{" + name + "}", Code: errs.CodeRequired})
			}
		}
	}
	return wrong
}

// given returns the values that the hotline gives a prompt: those of the shipped text, in its
// own language or another.
func (e Editor) given(key string, l ivr.Language) []string {
	for _, other := range append([]ivr.Language{l}, e.Store.Languages()...) {
		if m := e.shipped.Message(other, key); len(m) > 0 {
			return m.Arguments()
		}
	}
	return nil
}

// Given implements prompts.Sounds.
func (e Editor) Given(key string) (names []string) {
	for _, l := range e.Store.Languages() {
		if m := e.shipped.Message(l, key); len(m) > 0 {
			for _, name := range m.Arguments() {
				if a, _ := e.shipped.Argument(name); !a.Optional {
					names = append(names, name)
				}
			}
			return names
		}
	}
	return nil
}

// Arguments implements prompts.Sounds.
func (e Editor) Arguments() []prompts.PromptArgument {
	list := []prompts.PromptArgument{}
	for name, a := range e.shipped.Arguments() {
		list = append(list, prompts.PromptArgument{Name: name, Kind: string(a.Kind), Optional: a.Optional})
	}
	slices.SortFunc(list, func(a, b prompts.PromptArgument) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Readings implements prompts.Sounds.
func (e Editor) Readings() map[ivr.Language]map[string]string {
	all := map[ivr.Language]map[string]string{}
	for _, l := range e.Store.Languages() {
		all[l] = e.shipped.Readings(l)
	}
	return all
}

// checkWords: each form can be read by the language's voice.
func (e Editor) checkWords(l spoken.Language, v prompts.PromptVersion) []errs.FieldError {
	var wrong []errs.FieldError
	for form, text := range v.Forms {
		set, err := e.Set().With(spoken.Changes{Texts: map[ivr.Language]map[string]locale.Message{l.ID: {v.Key: messageOf(prompts.Forms{"other": text})}}})
		if err == nil {
			var pieces []spoken.Piece
			if pieces, err = set.Sentence(e.withCity(e.sampleOf(set, v.Key, l.ID))); err == nil {
				err = readable(set, pieces)
			}
		}
		if err != nil {
			wrong = append(wrong, errs.FieldError{Field: "forms." + form, Code: errs.CodeInvalid})
		}
	}
	return wrong
}

var errNothing = errors.New("nothing is said")

func readable(set *spoken.Set, pieces []spoken.Piece) error {
	if len(pieces) == 0 {
		return errNothing
	}
	for _, p := range pieces {
		if _, err := set.Read(p.Language, p.Text); err != nil {
			return err
		}
	}
	return nil
}
