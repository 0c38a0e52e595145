package cti

import (
	"time"

	"hotline12345/ivr"
)

// playPrompts plays prompts to the citizen instead of whatever sounds now.
func (e *Engine) playPrompts(c *call, what sound, prompts ...ivr.Prompt) {
	e.stopSound(c)
	c.Playback++
	c.Sound, c.Prompts = what, prompts
	e.emit(Play{Call: c.ID, Playback: c.Playback, Prompts: prompts})
	e.armCall(c, timerPrompt, e.settings.Times.PromptLimit)
}

// stopPrompts cuts the prompts off.
func (e *Engine) stopPrompts(c *call) {
	if c.Sound == noSound {
		return
	}
	e.emit(StopPlay{Call: c.ID, Playback: c.Playback})
	e.clearSound(c)
}

// startMusic plays music on hold unless it does already.
func (e *Engine) startMusic(c *call) {
	if !c.Music {
		c.Music = true
		e.emit(StartMusic{Call: c.ID})
	}
}

// stopSound ends prompts and music.
func (e *Engine) stopSound(c *call) {
	e.stopPrompts(c)
	if c.Music {
		c.Music = false
		e.emit(StopMusic{Call: c.ID})
	}
}

func (e *Engine) clearSound(c *call) {
	c.Sound, c.Prompts = noSound, nil
	c.Timers[timerPrompt] = time.Time{}
}

// playbackEnded goes on with what follows the prompts. A prompt that failed is
// treated as heard: silence must not hold a caller up.
func (e *Engine) playbackEnded(ev PlaybackEnded) {
	c := e.calls[ev.Call]
	if c == nil || ev.Playback != c.Playback {
		return
	}
	e.soundEnded(c)
}

// promptOverdue: the end of a playback was never reported.
func (e *Engine) promptOverdue(c *call) {
	e.emit(StopPlay{Call: c.ID, Playback: c.Playback})
	e.soundEnded(c)
}

func (e *Engine) soundEnded(c *call) {
	was := c.Sound
	e.clearSound(c)
	switch was {
	case soundMenu:
		e.applyActions(c, c.Session.PromptsEnded(e.moment(c)))
	case soundNotice:
		c.NoticeHeard = true
		if c.Stage == withAgent {
			e.bridgeWhenReady(c)
		} else {
			e.noticeHeard(c)
		}
	case soundQueue:
		e.queueSound(c)
	case soundHold:
		e.startMusic(c)
	}
}
