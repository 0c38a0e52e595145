package httpapi

import (
	"context"

	"hotline12345/tickets"
)

type userKey struct{}

// UserOf returns the user of a request that passed the guard.
func UserOf(ctx context.Context) tickets.User {
	u, _ := ctx.Value(userKey{}).(tickets.User)
	return u
}

// ActorOf returns that user as the rules know people.
func ActorOf(ctx context.Context) tickets.Actor {
	return UserOf(ctx).Actor(RequestInfoOf(ctx).Addr)
}
