// Package web serves the pages and the HTTP interface: sessions, roles, OpenAPI.
// It is the only importer of huma, scs and argon2id.
package web
