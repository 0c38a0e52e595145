package app

import (
	"encoding/json"
	"fmt"
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
	"queue_next", "queue_pos", "queue_pos_soon", "recording", "ticket_no", "timeout"}

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
	rules, err := rulesFor(svc.settings)
	if err != nil {
		return uses // the service would not have started
	}
	for _, flow := range rules.Flows {
		for node, keys := range promptsOf(flow) {
			for _, key := range keys {
				uses[key] = append(uses[key], prompts.PromptUse{Kind: "menu", Name: flow.ID, Node: string(node)})
			}
		}
	}
	for _, list := range uses {
		slices.SortFunc(list, func(a, b prompts.PromptUse) int { return strings.Compare(a.Name+" "+a.Node, b.Name+" "+b.Node) })
	}
	return uses
}

// promptsOf returns the prompts of each node of a flow: what stands in its fields of that name,
// whatever its kind.
func promptsOf(flow ivr.Flow) map[ivr.NodeID][]string {
	out := map[ivr.NodeID][]string{}
	for id, node := range flow.Nodes {
		var fields map[string]any
		raw, err := json.Marshal(node)
		if err != nil || json.Unmarshal(raw, &fields) != nil {
			continue // a node is written to the journal in this form
		}
		for name, value := range fields {
			if strings.Contains(name, "prompt") {
				out[id] = append(out[id], keysIn(value)...)
			}
		}
	}
	return out
}

// keysIn returns the keys in a field: "lang_yue@yue" is the prompt lang_yue.
func keysIn(value any) []string {
	switch v := value.(type) {
	case string:
		key, _, _ := strings.Cut(v, "@")
		return []string{key}
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, keysIn(one)...)
		}
		return all
	case map[string]any:
		var all []string
		for _, one := range v {
			all = append(all, keysIn(one)...)
		}
		return all
	}
	return nil
}
