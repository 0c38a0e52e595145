// Package webhook signs messages as Standard Webhooks asks
// (https://www.standardwebhooks.com) and posts them to receivers that an
// administrator named, never to this machine's own network by accident.
package webhook
