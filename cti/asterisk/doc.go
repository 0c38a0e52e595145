// Package asterisk is the edge to Asterisk: it turns ARI's events into facts for
// the engine and the engine's commands into REST requests. It is the only
// importer of the ari library, of which it uses the types and the decoder; the
// websocket is read by its own reader, which drops nothing and survives event
// types that the library does not know.
package asterisk
