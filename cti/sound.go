package cti

import (
	"time"

	"hotline12345/ivr"
)

// say plays prompts to the citizen instead of whatever sounds now.
func (e *Engine) say(c *call, what sound, prompts ...ivr.Prompt) {
	e.quiet(c)
	c.Playback++
	c.Sound, c.Prompts = what, prompts
	e.do(Play{Call: c.ID, Playback: c.Playback, Prompts: prompts})
	e.armCall(c, timerPrompt, e.rules.Times.PromptLimit)
}

// hush cuts the prompts off.
func (e *Engine) hush(c *call) {
	if c.Sound == noSound {
		return
	}
	e.do(StopPlay{Call: c.ID, Playback: c.Playback})
	e.soundOver(c)
}

// music plays music on hold unless it does already.
func (e *Engine) music(c *call) {
	if !c.Music {
		c.Music = true
		e.do(StartMusic{Call: c.ID})
	}
}

// quiet ends prompts and music.
func (e *Engine) quiet(c *call) {
	e.hush(c)
	if c.Music {
		c.Music = false
		e.do(StopMusic{Call: c.ID})
	}
}

func (e *Engine) soundOver(c *call) {
	c.Sound, c.Prompts = noSound, nil
	c.Timers[timerPrompt] = time.Time{}
}

// playbackEnded goes on with what follows the prompts. A prompt that failed is
// treated as heard: silence must not hold a caller up.
func (e *Engine) playbackEnded(ev PlaybackEnded) {
	c := e.calls[ev.Call]
	if c == nil || c.Sound == noSound || ev.Playback != c.Playback {
		return
	}
	e.soundEnded(c)
}

// promptOverdue: the end of a playback was never reported.
func (e *Engine) promptOverdue(c *call) {
	e.do(StopPlay{Call: c.ID, Playback: c.Playback})
	e.soundEnded(c)
}

func (e *Engine) soundEnded(c *call) {
	was := c.Sound
	e.soundOver(c)
	switch was {
	case soundMenu:
		e.act(c, c.Session.PromptsEnded())
	case soundNotice:
		c.NoticeHeard = true
		if c.Place == withAgent {
			e.converse(c)
		} else {
			e.queueSound(c)
		}
	case soundQueue:
		e.queueSound(c)
	case soundHold:
		e.music(c)
	}
}
