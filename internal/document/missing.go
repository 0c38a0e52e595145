package document

import "slices"

// Missing reads every font and returns the errors of those that cannot be used, in the order of
// preference, the title's first. It takes a second or two.
func (f *Fonts) Missing() []error {
	var errs []error
	for _, face := range f.title { // the body's are among them
		if err := face.open(); err != nil {
			errs = append(errs, err)
		}
	}
	return slices.Clip(errs)
}
