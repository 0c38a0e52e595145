package web

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"hotline12345/cti"
)

func TestRecordingCanBeSearched(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	const path = "/api/calls/1.1/recording"
	whole := b.do("GET", path, "").want(200, "")
	if string(whole.body) != sound || whole.header.Get("Content-Type") != "audio/wav" || whole.header.Get("Accept-Ranges") != "bytes" {
		t.Errorf("%q, %v", whole.body, whole.header)
	}
	if got := whole.header.Get("Cache-Control"); got != "private, no-store" {
		t.Errorf("a conversation may be kept: %q", got)
	}
	part := b.do("GET", path, "", "Range", "bytes=5-7").want(206, "")
	if string(part.body) != "and" || part.header.Get("Content-Range") != "bytes 5-7/29" {
		t.Errorf("%q, %v", part.body, part.header)
	}
	if end := b.do("GET", path, "", "Range", "bytes=-4").want(206, ""); string(end.body) != "tion" {
		t.Errorf("the end is %q", end.body)
	}
	b.do("GET", path, "", "Range", "bytes=900-").want(416, "")
	if head := b.do("HEAD", path, ""); head.status != 200 || head.header.Get("Content-Length") != "29" {
		t.Errorf("HEAD: %d %v", head.status, head.header)
	}
	if !o.accessed("recording", "1.1") {
		t.Error("listening is not logged")
	}
}

func TestRecordingIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.as(t, "agent").do("GET", "/api/calls/1.5/recording", "").want(404, "not_found")     // 1002's
	o.as(t, "agent2").do("GET", "/api/calls/1.5/recording", "").want(404, "no_recording") // their own, but never recorded
	o.as(t, "agent").do("GET", "/api/calls/1.6/recording", "").want(404, "no_recording")  // deleted
	o.as(t, "agent").do("GET", "/api/calls/9.9/recording", "").want(404, "not_found")
	o.as(t, "auditor").do("GET", "/api/calls/1.1/recording", "").want(200, "")
}

// noTape cannot be read.
type noTape struct{}

func (noTape) Conversation(cti.CallRecord) (io.ReadSeekCloser, error) {
	return nil, errors.New("disk of 13800138000 is on fire")
}

func TestFaultsAreLoggedAndNotTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Recordings = noTape{} })
	got := o.as(t, "agent").do("GET", "/api/calls/1.1/recording", "").want(500, "fault").problem()
	lines := o.log.FilterMessage("request failed").All()
	if len(lines) != 1 || lines[0].ContextMap()["request"] != got.Request {
		t.Errorf("reply %+v, log %v", got, lines)
	}
}

// TestWhoMayTakeARecordingAway: agents hear their calls in the page; as a file, in a window
// of its own and in an archive only supervisors and auditors have them.
func TestWhoMayTakeARecordingAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const path = "/api/calls/1.1/recording"
	for login, status := range map[string]int{"agent": 403, "supervisor": 200, "auditor": 200} {
		b := o.as(t, login)
		saved := b.do("GET", path+"?save=true", "")
		if saved.status != status {
			t.Errorf("%s saves it: %d, want %d", login, saved.status, status)
		}
		if got := saved.header.Get("Content-Disposition"); status == 200 && got != "attachment; filename=1.1.wav" {
			t.Errorf("%s saves it as %q", login, got)
		}
		for _, dest := range []string{"document", "iframe", "embed", "object"} {
			if got := b.do("GET", path, "", "Sec-Fetch-Dest", dest); got.status != status {
				t.Errorf("%s opens it as %s: %d, want %d", login, dest, got.status, status)
			}
		}
		for _, dest := range []string{"audio", "video", "empty"} {
			b.do("GET", path, "", "Sec-Fetch-Dest", dest).want(200, "")
		}
	}
	at := "/api/tickets/" + string(filed(t, o, false).Number) + "/archive.zip"
	for login, want := range map[string]bool{"agent": false, "supervisor": true} {
		if got := bytes.Contains(o.as(t, login).do("GET", at, "").want(200, "").body, []byte("recordings/1.1.wav")); got != want {
			t.Errorf("the archive of the %s has the recording: %t", login, got)
		}
	}
}
