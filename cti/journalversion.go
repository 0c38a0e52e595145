package cti

import "fmt"

// JournalVersion is the version in which events, commands and snapshots are
// written. It stands in each of them ("v", in a snapshot "version"), so that files
// and database rows of several versions may lie side by side; without it they are
// of version 1.
const JournalVersion = 2

// NewerJournalError means that a newer version of the service has written the
// journal. Reading it as far as it is understood would lose calls.
type NewerJournalError struct {
	Version int // of the journal
}

func (e *NewerJournalError) Error() string {
	return fmt.Sprintf("the journal was written in format %d by a newer version of the service; this one reads up to format %d. "+
		"Nothing was changed: start the newer version again", e.Version, JournalVersion)
}

// checkVersion refuses what a newer version has written.
func checkVersion(v int) error {
	if v > JournalVersion {
		return &NewerJournalError{Version: v}
	}
	return nil
}
