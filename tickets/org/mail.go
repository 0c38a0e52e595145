package org

import "regexp"

// mailForm is a mail address as offices have them: one address, no name, no line end.
var mailForm = regexp.MustCompile("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$")

// longestMail is the longest address that SMTP carries (RFC 5321, 4.5.3.1.3).
const longestMail = 254

// IsMail reports whether a text is one mail address: "duty@example.org".
func IsMail(s string) bool { return len(s) <= longestMail && mailForm.MatchString(s) }
