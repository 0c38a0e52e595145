// Package web serves the pages and the HTTP interface. Here are sessions, accounts
// and the import of tables; the other features have packages of their own below it
// and register their routes with the kernel, httpapi. No feature imports another.
// Only web and what is below it import huma, and only web scs and argon2id.
package web
