package ivr

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// What versions before node kinds wrote is read for good: flow files of an
// administrator, and the flows and sessions in journals and snapshots.

// oldKinds gives kinds that were renamed their names of today. An old name is never
// given to a new kind.
var oldKinds = map[Kind]Kind{"announcement": KindSay, "hang_up": KindGoodbye}

// today returns the present name of a kind.
func today(k Kind) Kind {
	if now, renamed := oldKinds[k]; renamed {
		return now
	}
	return k
}

// legacyNode is a node without a kind: which field is set implies what it is.
type legacyNode struct {
	Language  Language          `json:"language" yaml:"language"`
	Say       []string          `json:"say" yaml:"say"`
	Keys      map[string]NodeID `json:"keys" yaml:"keys"`
	Patience  time.Duration     `json:"patience" yaml:"patience"`
	Otherwise NodeID            `json:"otherwise" yaml:"otherwise"`
	Next      NodeID            `json:"next" yaml:"next"`
	Queue     string            `json:"queue" yaml:"queue"`
	HangUp    bool              `json:"hang_up" yaml:"hang_up"`
}

func readLegacyNode(into unmarshal) (Node, error) {
	var old legacyNode
	noKind := fmt.Errorf("kind is missing: name one of %q", kindNames())
	if err := into(&old); err != nil {
		return nil, errors.Join(noKind, err)
	}
	switch {
	case old.Queue != "":
		return Queue{Language: old.Language, Prompts: old.Say, Queue: old.Queue, Keys: old.Keys}, nil
	case len(old.Keys) > 0:
		return Menu{
			Language: old.Language, Prompts: old.Say, Keys: old.Keys,
			InputTimeout: old.Patience, Fallback: old.Otherwise,
		}, nil
	case old.Next != "":
		return Say{Language: old.Language, Prompts: old.Say, Next: old.Next}, nil
	case old.HangUp:
		return Goodbye{Language: old.Language, Prompts: old.Say}, nil
	default:
		return nil, noKind
	}
}

// UnmarshalJSON reads a stored session, also one with the names that its fields
// had before.
func (s *Session) UnmarshalJSON(raw []byte) error {
	type session Session // without this method
	var in struct {
		session
		Ahead    string `json:"ahead"`
		Mistakes int    `json:"mistakes"`
		Speaking bool   `json:"speaking"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*s = Session(in.session)
	if in.Ahead != "" {
		s.TypeAhead = in.Ahead
	}
	if in.Mistakes > 0 {
		s.Failures = in.Mistakes
	}
	s.Playing = s.Playing || in.Speaking
	return nil
}
