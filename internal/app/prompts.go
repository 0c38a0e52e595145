package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/breaker"
	"hotline12345/internal/speech"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

// newPrompts makes the service of prompts over the sounds.
func (svc *application) newPrompts(b *breaker.Breaker) *prompts.Service {
	return prompts.New(prompts.Config{
		Store: svc.store, Sounds: speech.Editor{Store: svc.sounds}, Breaker: b, Uses: svc.promptUses,
		Report: func(msg string, err error) { svc.log.Named("prompts").Warn(msg, zap.Error(err), doAbout(err)) },
	})
}

// speechFault returns an error while a speech engine fails.
func speechFault(engines []prompts.EngineState) error {
	for _, e := range engines {
		if e.Failing {
			return fmt.Errorf("the speech engine of %s (%s) has failed since %s: callers hear the last good sounds, and names that are new are spoken by espeak-ng; "+
				"look at the engine, or at HOTLINE_SPEECH: %s", e.Language, e.Engine, e.Since.Format(time.TimeOnly), e.Fault)
		}
	}
	return nil
}

// saidByCalls are the prompts that the hotline says itself, beside those of menus.
var saidByCalls = []string{"agent_no", "fallback_down", "fallback_message", "hold_agent", "hold_busy", "invalid", "please_hold",
	"queue_next", "queue_pos", "queue_pos_soon", "recording", "ticket_no", "timeout", "welcome_line", "welcome_short_line"}

// promptUses returns where each prompt is heard.
func (svc *application) promptUses() map[string][]prompts.PromptUse {
	uses := map[string][]prompts.PromptUse{}
	for _, key := range saidByCalls {
		uses[key] = append(uses[key], prompts.PromptUse{Kind: "calls"})
	}
	editor := speech.Editor{Store: svc.sounds}
	for key := range editor.Texts(ivr.Mandarin) {
		if editor.IsFragment(key) {
			uses[key] = append(uses[key], prompts.PromptUse{Kind: "calls"})
		}
	}
	heard, drafts := svc.flowsHeard()
	addUses(uses, "menu", heard)
	addUses(uses, "draft", drafts)
	for _, list := range uses {
		slices.SortFunc(list, func(a, b prompts.PromptUse) int { return strings.Compare(a.Name+" "+a.Node, b.Name+" "+b.Node) })
	}
	return uses
}

// addUses adds where flows say prompts; what a draft says as before is no use of its own.
func addUses(uses map[string][]prompts.PromptUse, kind string, flows []ivr.Flow) {
	for _, flow := range flows {
		for node, keys := range flow.Prompts() {
			for _, key := range keys {
				same := func(u prompts.PromptUse) bool { return u.Name == flow.ID && u.Node == string(node) }
				if !slices.ContainsFunc(uses[key], same) {
					uses[key] = append(uses[key], prompts.PromptUse{Kind: kind, Name: flow.ID, Node: string(node), Title: flow.Titles[node]})
				}
			}
		}
	}
}

// flowsHeard returns the flows that callers hear, or those that came with the program where nobody
// can say which these are; and the drafts of what they will.
func (svc *application) flowsHeard() (heard, drafts []ivr.Flow) {
	if svc.menus != nil {
		ctx, done := context.WithTimeout(context.Background(), 2*time.Second)
		defer done()
		state, _ := svc.menus.State(ctx) // while the database is away it is empty
		for _, f := range state.Flows {
			if f.Live != nil {
				heard = append(heard, f.Live.Body)
			}
			if f.Draft != nil {
				drafts = append(drafts, f.Draft.Body)
			}
		}
	}
	if len(heard) == 0 {
		shipped, _ := shippedFlows() // the service would not have started
		heard = slices.Collect(maps.Values(shipped))
	}
	return heard, drafts
}
