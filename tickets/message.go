package tickets

import (
	"fmt"
	"strings"
	"time"
)

// MessageOrigin begins the origins of tickets that come from messages which citizens left
// on tape, and of no others. The call's id follows.
const MessageOrigin = "message "

// Message is what a citizen left on tape (M64).
type Message struct {
	// Asked: the menu asked for it; else no service was there.
	Asked  bool
	Call   string
	Caller string // "" if the number is unknown or withheld
	Called string
	// At is when the call began, Length how long the message is.
	At     time.Time
	Length time.Duration
}

// Register returns what can be written down of a message before somebody has heard it.
func (m Message) Register() Register {
	why := "系统中断期间，来电人留下录音"
	if m.Asked {
		why = "来电人在语音信箱留下录音"
	}
	return Register{NameDeclined: true, Contact: m.Caller, ContactDeclined: m.Caller == "", CalledAt: m.At, Type: Other,
		Content: fmt.Sprintf("电话留言（%d秒）：%s。请听录音，补记姓名、地点和诉求，并尽快回电。", int(m.Length.Round(time.Second)/time.Second), why)}
}

// ofMessage reports whether the ticket was made of a message.
func (t Ticket) ofMessage() bool { return strings.HasPrefix(t.Origin, MessageOrigin) }
