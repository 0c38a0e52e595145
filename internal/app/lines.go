package app

import (
	"context"
	"slices"
	"sync/atomic"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/speech"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
)

// lineSettings are the settings that lead callers now, for those who ask beside the loop.
type lineSettings struct {
	now     atomic.Pointer[cti.Settings]
	changed chan struct{} // holds one while greetings may be missing
}

func newLineSettings() *lineSettings { return &lineSettings{changed: make(chan struct{}, 1)} }

func (l *lineSettings) use(s cti.Settings) {
	l.now.Store(&s)
	select {
	case l.changed <- struct{}{}:
	default:
	}
}

// route returns the flow of a dialled number, its line and the keys behind it, as the engine leads its
// callers. A number that is not ours leads to the main menu too.
func (l *lineSettings) route(called string) (flow string, came ivr.Arrival) {
	s := l.now.Load()
	if s == nil {
		return mainFlow, came
	}
	r, keys, ok := s.Route(cti.NormaliseCalled(called))
	if !ok {
		return mainFlow, came
	}
	return r.Flow, ivr.Arrival{Line: r.Line, Keys: keys}
}

// installation returns what holds for called numbers where no unit sets anything: what callers
// meet anyway, so that pages can show it.
func (s Settings) installation() lines.LineSettings {
	d := cti.DefaultTimes()
	l := lines.LineSettings{
		Flow: mainFlow, Mode: ivr.ModeShort, Offer: lines.Seconds(d.Offer.Seconds()), Announce: lines.Seconds(d.Announce.Seconds()),
		CallerID: s.MainNumber,
		City:     lines.Words{ivr.Mandarin: s.City, ivr.Cantonese: s.CityTraditional, ivr.English: s.CityEnglish},
	}
	return l.Tidy()
}

// around returns what called numbers need to know beside the menus.
func (svc *application) around(ctx context.Context) (menus.Around, error) {
	units, err := svc.units.Units(ctx)
	a := menus.Around{
		Main: svc.settings.MainNumber, Installation: svc.settings.installation(), Languages: svc.sounds.Languages(),
		Area: svc.settings.AreaCode, Barred: svc.settings.BarredNumbers,
	}
	for _, u := range units {
		a.Tree = append(a.Tree, lines.Node{Unit: u.Code, Parent: u.Parent})
		if u.Ended {
			a.Ended = append(a.Ended, u.Code)
		}
	}
	return a, err
}

// languages returns the names of all languages that callers can choose.
func (svc *application) languages() []string {
	var list []string
	for _, l := range svc.sounds.Languages() {
		list = append(list, string(l))
	}
	return list
}

// treeReads changes when the unit tree may have changed.
func (svc *application) treeReads(ctx context.Context) int {
	_, _ = svc.units.Units(ctx) // what could not be read stays as it was last
	_, reads := svc.units.Last()
	return reads
}

// withLines adds the called numbers to the engine's settings. While the unit tree was never read, those
// that are in force stay: what they inherit is not known.
func (svc *application) withLines(now cti.Settings, state menus.State) cti.Settings {
	ctx, done := context.WithTimeout(context.Background(), takenLimit)
	defer done()
	around, err := svc.around(ctx)
	if err != nil {
		svc.log.Named("menus").Warn("the unit tree cannot be read; called numbers stay as they were", zap.Error(err))
		now.Numbers, now.CallerIDs = svc.settings.numbersAtStart(svc.before.Numbers), svc.before.CallerIDs
		now.UnitLines = svc.before.UnitLines
		return now
	}
	plan := state.Plan(around)
	now.Numbers = routesOf(plan, now.Flows, around.Languages)
	now.CallerIDs = callerIDsOf(plan)
	now.UnitLines = unitLinesOf(plan, around.Languages, svc.centres(ctx))
	return now
}

// routesOf returns the ways of all numbers, the main one first. A number whose flow is not live
// is answered by the main menu.
func routesOf(plan lines.Plan, flows map[string]ivr.Flow, languages []ivr.Language) []cti.InboundRoute {
	routes := make([]cti.InboundRoute, len(plan.Numbers))
	for i, e := range plan.ForNumbers() {
		number := plan.Numbers[i].Number
		own := e.Own()
		routes[i] = cti.InboundRoute{Number: number, Flow: e.Flow, Line: own.Line(number, languages), Offer: own.Offer.Duration(), Announce: own.Announce.Duration()}
		if _, live := flows[e.Flow]; !live {
			routes[i].Flow = mainFlow
		}
	}
	return routes
}

// callerIDsOf returns what those see who are called by a unit's people, where a unit sets it.
func callerIDsOf(plan lines.Plan) map[string]string {
	var ids map[string]string
	for i, e := range plan.ForNodes() {
		if e.From["caller_id"].Kind == lines.FromUnit {
			if ids == nil {
				ids = map[string]string{}
			}
			ids[plan.Nodes[i].Unit] = e.CallerID
		}
	}
	return ids
}

// centres returns the codes of the hotline centres.
func (svc *application) centres(ctx context.Context) (codes []string) {
	units, _ := svc.units.Units(ctx) // those that were read last
	for _, u := range units {
		if u.Centre {
			codes = append(codes, u.Code)
		}
	}
	return codes
}

// unitLinesOf returns how hotline centres meet those whom they call, where a unit sets it.
func unitLinesOf(plan lines.Plan, languages []ivr.Language, centres []string) map[string]ivr.Line {
	var all map[string]ivr.Line
	for i, e := range plan.ForNodes() {
		unit := plan.Nodes[i].Unit
		if !slices.Contains(centres, unit) {
			continue
		}
		own := e.Own()
		if line := own.Line("", languages); !line.IsZero() {
			if all == nil {
				all = map[string]ivr.Line{}
			}
			all[unit] = line
		}
	}
	return all
}

// numbersAtStart returns the numbers that were in force, with the main one that the environment sets
// now.
func (s Settings) numbersAtStart(before []cti.InboundRoute) []cti.InboundRoute {
	if len(before) == 0 {
		return fromEnvironment(s).Numbers
	}
	main := before[0]
	rest := slices.DeleteFunc(slices.Clone(before[1:]), func(r cti.InboundRoute) bool {
		if r.Number == s.MainNumber {
			main = r
			return true
		}
		return false
	})
	main.Number = s.MainNumber
	return append([]cti.InboundRoute{main}, rest...)
}

// speakGreetings makes the greetings of the lines before somebody calls them, until ctx ends.
func (svc *application) speakGreetings(ctx context.Context) {
	for {
		select {
		case <-svc.lines.changed:
		case <-ctx.Done():
			return
		}
		for _, p := range greetingsOf(*svc.lines.now.Load(), svc.sounds.Languages()) {
			if ctx.Err() != nil {
				return
			}
			_, _ = svc.sounds.File(ctx, p) // the store reports what cannot be said
		}
	}
}

// greetingsOf returns the first prompts of the lines that have names.
func greetingsOf(s cti.Settings, languages []ivr.Language) (all []ivr.Prompt) {
	for _, r := range s.Numbers {
		spoken := languages
		if len(r.Line.Languages) > 0 {
			spoken = r.Line.Languages
		}
		for _, l := range spoken {
			if r.Line.Name[l] == "" {
				continue
			}
			for _, id := range []string{"welcome_short", "welcome"} {
				all = append(all, ivr.Prompt{ID: id, Language: l, Args: map[string]string{"line": r.Line.Name[l]}})
			}
		}
	}
	return all
}

// letterheads returns what units set for the papers of centres; none while nobody can say.
func (svc *application) letterheads(ctx context.Context) map[string]string {
	l, err := svc.menus.Lines(ctx)
	if err != nil {
		return nil
	}
	heads := map[string]string{}
	for i, e := range l.Plan.ForNodes() {
		if e.Letterhead != "" {
			heads[l.Plan.Nodes[i].Unit] = e.Letterhead
		}
	}
	return heads
}

// says returns the key of what is said of a prompt, and its words.
func (svc *application) says(p ivr.Prompt) (key, words string) {
	return speech.Editor{Store: svc.sounds}.Written(p)
}
