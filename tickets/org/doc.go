// Package org holds who works with the hotline: units and their tree, people and their
// roles, accounts and passwords, duty shifts, and who administers or oversees whom. It
// is pure; the services over stores are in accounts, rosters and directory.
package org
