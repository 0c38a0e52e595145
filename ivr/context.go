package ivr

import (
	"maps"
	"slices"
)

// Context is what a flow names that exists outside of it. What is nil is not checked.
type Context struct {
	Queues, Units, Numbers, Schedules, Broadcasts []string
	// Languages are those that the lines of the flow speak.
	Languages []Language
	// Prompts has, for each language, the prompts with a text or a recording and the
	// names in the braces of that text: {"zh": {"welcome": {"city"}}}.
	Prompts map[Language]map[string][]string
}

// lineArgs are the arguments that every prompt gets from the line.
var lineArgs = []string{"city", "line", "slogan"}

// aboutArg is the argument that prompts get where we have called about a ticket.
const aboutArg = "digits"

// faults returns what a node names and the context does not have. about: only calls about
// a ticket come here.
func (c Context) faults(n Node, about bool) []Fault {
	var out []Fault
	for _, need := range n.needs() {
		if known := c.known(need.field); known != nil && need.name != "" && !slices.Contains(known, need.name) {
			out = append(out, Fault{Field: need.field, Code: FaultUnknown, Args: map[string]string{"name": need.name}})
		}
	}
	out = append(out, c.languageFaults(n)...)
	for _, s := range n.says() {
		out = append(out, c.nameFaults(s)...)
		if about {
			s.args = append(slices.Clone(s.args), aboutArg)
		}
		for _, p := range s.prompts {
			out = append(out, c.promptFaults(s, p)...)
		}
	}
	return out
}

func (c Context) known(field string) []string {
	return map[string][]string{
		"queue": c.Queues, "unit": c.Units, "number": c.Numbers, "schedule": c.Schedules, "broadcast": c.Broadcasts,
	}[field]
}

// languageFaults checks the languages that a node chooses.
func (c Context) languageFaults(n Node) []Fault {
	if c.Languages == nil {
		return nil
	}
	var out []Fault
	warn := func(field, key string, code FaultCode, l Language) {
		out = append(out, Fault{Field: field, Key: key, Code: code, Args: map[string]string{"language": string(l)}, Severity: SeverityWarning})
	}
	if l := n.language(); l != "" && !slices.Contains(c.Languages, l) {
		warn("language", "", FaultNotSpoken, l)
	}
	menu, ok := n.(LanguageMenu)
	if !ok {
		return out
	}
	var chosen []Language
	for _, choice := range menu.Choices {
		chosen = append(chosen, choice.Language)
		if !slices.Contains(c.Languages, choice.Language) {
			warn("choices", choice.Key, FaultNotSpoken, choice.Language)
		}
	}
	for _, l := range c.Languages {
		if !slices.Contains(chosen, l) {
			warn("choices", "", FaultNotOffered, l)
		}
	}
	return out
}

func (c Context) nameFaults(s speech) []Fault {
	var out []Fault
	for _, l := range c.Languages {
		if s.name != nil && s.name[l] == "" {
			out = append(out, Fault{Field: "name", Code: FaultNoName, Args: map[string]string{"language": string(l)}})
		}
	}
	return out
}

// promptFaults checks one prompt in each language in which it may be said.
func (c Context) promptFaults(s speech, prompt string) []Fault {
	if c.Prompts == nil {
		return nil
	}
	p := resolve(prompt, s.language)
	languages := []Language{p.Language}
	if p.Language == "" {
		languages = c.Languages
	}
	var out []Fault
	for _, l := range languages {
		args, ok := c.Prompts[l][p.ID]
		if !ok {
			out = append(out, Fault{Field: s.field, Code: FaultNoPrompt, Args: map[string]string{"prompt": p.ID, "language": string(l)}})
		}
		for _, arg := range args {
			if !slices.Contains(lineArgs, arg) && !slices.Contains(s.args, arg) {
				out = append(out, Fault{Field: s.field, Code: FaultNoArgument, Args: map[string]string{"prompt": p.ID, "language": string(l), "argument": arg}})
			}
		}
	}
	return out
}

// Prompts returns the prompts that each node may say, by their ids and each once.
func (f *Flow) Prompts() map[NodeID][]string {
	out := map[NodeID][]string{}
	for id, n := range f.Nodes {
		for _, s := range n.says() {
			for _, p := range s.prompts {
				out[id] = append(out[id], resolve(p, "").ID)
			}
		}
		slices.Sort(out[id])
		out[id] = slices.Compact(out[id])
	}
	return out
}

// notYet are the kinds that flows may have and that calls cannot carry out yet.
var notYet = []Kind{KindCallBack, KindFax, KindSilent, KindUnit}

// Publishable returns why a flow cannot be published yet, though it is valid: the
// nodes whose kind no call can carry out.
func Publishable(f *Flow) Faults {
	var out Faults
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		if kind := f.Nodes[id].Kind(); slices.Contains(notYet, kind) {
			out = append(out, Fault{
				Flow: f.ID, Node: id, Field: "kind", Code: FaultNotYet, Severity: SeverityError,
				Args: map[string]string{"kind": string(kind)},
			})
		}
	}
	return out
}
