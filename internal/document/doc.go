// Package document draws papers as PDF and packs a ticket's archive. It is the
// only importer of gopdf, which wants fonts with TrueType outlines.
package document
