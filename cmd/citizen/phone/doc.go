// Package phone is a citizen's telephone for tests and for the command line: it
// dials over SIP, presses keys (RFC 4733), speaks tones or files and listens.
package phone
