package httpapi

import (
	"context"

	"hotline12345/tickets/org"
)

type userKey struct{}

// UserOf returns the user of a request that passed the guard.
func UserOf(ctx context.Context) org.User {
	u, _ := ctx.Value(userKey{}).(org.User)
	return u
}

// ActorOf returns that user as the rules know people.
func ActorOf(ctx context.Context) org.Actor {
	return UserOf(ctx).Actor(RequestInfoOf(ctx).Addr)
}
