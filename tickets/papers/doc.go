// Package papers writes the documents of the hotline (公文): the written
// supervision, the redo notice, the letter of answer, the duty register book and
// a ticket's whole file. It makes their text; internal/document draws them.
package papers
