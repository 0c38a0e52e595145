package ivr_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/ivr"
)

// threeLanguages asks for the language; service follows.
func threeLanguages() ivr.LanguageMenu {
	return ivr.LanguageMenu{
		Prompts: []string{"welcome"},
		Choices: []ivr.Choice{
			{Key: "1", Language: ivr.Mandarin, Prompts: []string{"lang_zh"}},
			{Key: "2", Language: ivr.Cantonese, Prompts: []string{"lang_yue"}},
			{Key: "3", Language: ivr.English, Prompts: []string{"lang_en"}},
		},
		Keys: map[string]ivr.NodeID{"0": "line"}, InputTimeout: 4 * time.Second, Next: "service", Fallback: "line",
	}
}

func languageNodes() ivr.Nodes {
	return ivr.Nodes{
		"start": threeLanguages(), "line": line, "bye": bye,
		"service": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "bye"}, InputTimeout: time.Second, Fallback: "line"},
	}
}

// spoken is the action that plays prompts, each given as language and id.
func spoken(words ...string) ivr.Action {
	var out []ivr.Prompt
	for i := 0; i < len(words); i += 2 {
		out = append(out, ivr.Prompt{Language: ivr.Language(words[i]), ID: words[i+1]})
	}
	return ivr.PlayPrompt{Prompts: out}
}

func TestEachLanguageIsOfferedInItsOwnVoice(t *testing.T) {
	t.Parallel()
	all := spoken("zh", "welcome", "zh", "lang_zh", "yue", "lang_yue", "en", "lang_en")
	c := calls(t, languageNodes(), ivr.Arrival{}, now, all)
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on("2", play(ivr.Cantonese, "menu"))
	if c.Keys != "2" || c.Language != ivr.Cantonese {
		t.Errorf("session %+v", c.Session)
	}

	c = calls(t, languageNodes(), ivr.Arrival{}, now, all)
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))

	c = calls(t, languageNodes(), ivr.Arrival{}, now, all)
	again := spoken("zh", "timeout", "zh", "welcome", "zh", "lang_zh", "yue", "lang_yue", "en", "lang_en")
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on(timeout{}, again)
	c.on("7", ivr.StopPrompt{}, agent(ivr.Mandarin))
}

// TestTheLastLanguageIsTheDefault: it is spoken, it is offered first, and who presses
// nothing goes on in it; another one can still be chosen.
func TestTheLastLanguageIsTheDefault(t *testing.T) {
	t.Parallel()
	first := spoken("en", "welcome", "en", "lang_en", "zh", "lang_zh", "yue", "lang_yue")
	c := calls(t, languageNodes(), ivr.Arrival{Language: ivr.English}, now, first)
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on(timeout{}, play(ivr.English, "menu"))

	c = calls(t, languageNodes(), ivr.Arrival{Language: ivr.English}, now, first)
	c.on("1", ivr.StopPrompt{}, play(ivr.Mandarin, "menu"))
}

// TestALanguageThatNobodyOffersIsForgotten: neither by the flow nor by the line.
func TestALanguageThatNobodyOffersIsForgotten(t *testing.T) {
	t.Parallel()
	nodes := languageNodes()
	c := calls(t, nodes, ivr.Arrival{Language: ivr.English, Line: ivr.Line{Languages: []ivr.Language{ivr.Cantonese, ivr.Mandarin}}}, now,
		spoken("zh", "welcome", "zh", "lang_zh", "yue", "lang_yue"))
	c.on("3", ivr.StopPrompt{}, spoken("zh", "invalid", "zh", "welcome", "zh", "lang_zh", "yue", "lang_yue"))
	c.on("3", ivr.StopPrompt{}, agent(ivr.Mandarin))

	c = calls(t, nodes, ivr.Arrival{Language: "nan"}, now,
		spoken("zh", "welcome", "zh", "lang_zh", "yue", "lang_yue", "en", "lang_en"))
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on(timeout{}, spoken("zh", "timeout", "zh", "welcome", "zh", "lang_zh", "yue", "lang_yue", "en", "lang_en"))
}

// TestWhereOneLanguageIsLeftNobodyIsAsked.
func TestWhereOneLanguageIsLeftNobodyIsAsked(t *testing.T) {
	t.Parallel()
	english := ivr.Arrival{Line: ivr.Line{Languages: []ivr.Language{ivr.English}}}
	c := calls(t, languageNodes(), english, now, play(ivr.English, "welcome"))
	if c.Language != ivr.English {
		t.Errorf("the caller speaks %q", c.Language)
	}
	c.on("1") // is kept for the menu
	c.on(promptsEnd{}, play(ivr.English, "goodbye"))

	c = calls(t, languageNodes(), english, now, play(ivr.English, "welcome"))
	c.on("0", ivr.StopPrompt{}, agent(ivr.English))

	mute := languageNodes()
	menu := threeLanguages()
	menu.Prompts = nil
	mute["start"] = menu
	calls(t, mute, english, now, play(ivr.English, "menu"))
}

func TestDirectModeRingsAnAgentAtOnce(t *testing.T) {
	t.Parallel()
	direct := ivr.Arrival{Line: ivr.Line{Mode: ivr.ModeDirect}}
	c := calls(t, languageNodes(), direct, now, agent(ivr.Mandarin))
	// The keys work all the same: 3 is English, whose menu leads to an agent at once too.
	c.on("3", ivr.LeaveQueue{}, agent(ivr.English))
	c.on("1", ivr.LeaveQueue{}, play(ivr.English, "goodbye"))

	nodes := languageNodes()
	menu := threeLanguages()
	menu.Direct = "bye"
	nodes["start"] = menu
	calls(t, nodes, direct, now, play(ivr.Mandarin, "goodbye"))
}

func TestLanguagesAreTypedAhead(t *testing.T) {
	t.Parallel()
	c := calls(t, languageNodes(), ivr.Arrival{Keys: "21"}, now, play(ivr.Cantonese, "goodbye"))
	if c.Keys != "21" {
		t.Errorf("keys %q", c.Keys)
	}
	off := ivr.Line{Languages: []ivr.Language{ivr.Mandarin, ivr.English}}
	calls(t, languageNodes(), ivr.Arrival{Keys: "21", Line: off}, now, spoken("zh", "welcome", "zh", "lang_zh", "en", "lang_en"))
}

// TestAFourthLanguageIsData: a choice in the flow, no code.
func TestAFourthLanguageIsData(t *testing.T) {
	t.Parallel()
	nodes := languageNodes()
	menu := threeLanguages()
	menu.Choices = append(menu.Choices, ivr.Choice{Key: "4", Language: "hak", Prompts: []string{"lang_hak"}})
	nodes["start"] = menu
	c := calls(t, nodes, ivr.Arrival{}, now,
		spoken("zh", "welcome", "zh", "lang_zh", "yue", "lang_yue", "en", "lang_en", "hak", "lang_hak"))
	c.on("4", ivr.StopPrompt{}, play("hak", "menu"))
}

func TestTheWaysOutOfALanguageMenu(t *testing.T) {
	t.Parallel()
	menu := threeLanguages()
	menu.Choices = menu.Choices[:1]
	f := ivr.Flow{Nodes: ivr.Nodes{"start": menu}}
	want := []ivr.Edge{
		{Field: "choices", Key: "1", To: "service"}, {Field: "keys", Key: "0", To: "line"},
		{Field: "next", To: "service", Idle: true}, {Field: "fallback", To: "line", Idle: true},
	}
	if got := f.Edges("start"); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestFaultsOfALanguageMenu(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.LanguageMenu{}, "choices missing", "next missing", "input_timeout missing", "fallback missing")
	wantFaults(t, ivr.LanguageMenu{
		Choices: []ivr.Choice{
			{Key: "1", Language: "zh", Prompts: []string{"a"}},
			{Key: "1", Language: "yue", Prompts: []string{"a"}},
			{Key: "0", Language: "en", Prompts: []string{"a"}},
			{Key: "A", Language: "en", Prompts: []string{"a"}},
			{Key: "2", Prompts: []string{"a"}},
			{Key: "3", Language: "hak"},
		},
		Keys: map[string]ivr.NodeID{"0": "line", "+": "line"}, InputTimeout: 1, Next: "bye", Fallback: "gone", Direct: "lost",
	}, "keys + not_a_key", "choices 1 key_twice", "choices 0 key_twice", "choices A not_a_key", "choices 2 no_language", "choices 3 unspoken",
		"fallback dangling", "direct dangling")
}
