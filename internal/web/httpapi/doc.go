// Package httpapi is what every package of the HTTP interface stands on: routes that
// declare who may ask and what is audited, problems (RFC 9457), what is known of a
// request, the log of requests, and the headers that browsers obey. It knows no
// feature; those register their routes with an API.
package httpapi
