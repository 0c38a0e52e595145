package web

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/web/httpapi"
	"hotline12345/internal/web/ticketapi"
	"hotline12345/tickets"
	"hotline12345/tickets/files"
)

// folder is a real folder of files.
func folder(t testing.TB) *files.Folder {
	t.Helper()
	f, err := files.Open(filepath.Join(t.TempDir(), "files"))
	must(t, err)
	return f
}

const jpeg = "\xff\xd8\xff\xe0 a photo"

// add uploads a file to a ticket.
func (b *browser) add(n tickets.Number, name, kind, content string) reply {
	b.t.Helper()
	return b.do("POST", "/api/tickets/"+string(n)+"/files?kind="+kind+"&name="+name, content, "Content-Type", "application/octet-stream")
}

// fileAt is the address of a file.
func fileAt(n tickets.Number, seq int) string { return fmt.Sprintf("/api/tickets/%s/files/%d", n, seq) }

func TestAFileIsAddedAndRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := filed(t, o, false).Number
	clerk := o.as(t, "unit_clerk")
	got := read[ticketapi.TicketView](clerk.add(n, "%E9%97%A8%E5%8F%A3.png", "photo", jpeg).want(200, ""))
	if f := got.Files[0]; f.Name != "门口.png.jpg" || f.Type != tickets.JPEG || f.Size != int64(len(jpeg)) || f.Unit != "Y04" || f.Seq != 7 {
		t.Fatalf("files %+v", got.Files)
	}
	if !slices.Equal(got.Withdrawable, []int{7}) {
		t.Errorf("the clerk may withdraw %v", got.Withdrawable)
	}
	file := o.as(t, "agent").do("GET", fileAt(n, 7), "").want(200, "")
	for name, want := range map[string]string{"Content-Type": "image/jpeg", "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff",
		"Content-Disposition":     "inline; filename*=utf-8''%E9%97%A8%E5%8F%A3.png.jpg",
		"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"} {
		if got := file.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if string(file.body) != jpeg || !o.accessed("file", string(n)+"/7") {
		t.Errorf("the file is %q, or the access is not on record", file.body)
	}
	plain := clerk.do("GET", fileAt(n, 7)+"?small=true", "").want(200, "")
	if plain.header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(string(plain.body), ">JPG<") {
		t.Errorf("the tile of a picture that cannot be made small: %s", plain.body)
	}
	clerk.add(n, "a.html", "other", "<script>alert(1)</script>").want(200, "")
	page := clerk.do("GET", fileAt(n, 8), "").want(200, "")
	if page.header.Get("Content-Type") != "text/plain" || page.header.Get("Content-Disposition") != "attachment; filename=a.html.txt" {
		t.Errorf("a page of HTML is served as %v", page.header)
	}
	clerk.do("GET", fileAt(n, 6), "").want(404, "not_found")
	o.as(t, "a-clerk").do("GET", fileAt(n, 7), "").want(404, "not_found")
}

func TestASmallPictureIsServed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := filed(t, o, false).Number
	agent := o.as(t, "agent")
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 1000, 500))))
	agent.add(n, "a.png", "photo", picture.String()).want(200, "")
	small := agent.do("GET", fileAt(n, 7)+"?small=true", "").want(200, "")
	p, kind, err := image.DecodeConfig(bytes.NewReader(small.body))
	must(t, err)
	if kind != "jpeg" || p.Width != 240 || small.header.Get("Content-Type") != "image/jpeg" || !o.accessed("file", string(n)+"/7") {
		t.Errorf("%s of %d, %v", kind, p.Width, small.header)
	}
	if whole := agent.do("GET", fileAt(n, 7), "").want(200, ""); string(whole.body) != picture.String() {
		t.Error("the whole picture is another")
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := filed(t, o, false).Number
	agent := o.as(t, "agent")
	agent.add(n, "a.jpg", "photo", "MZ\x00\x01").want(415, "file_type")
	agent.add(n, "a.jpg", "photo", "").want(422, "file_empty")
	agent.add(n, "a.jpg", "photo", strings.Repeat("x", tickets.MaxFileSize+1)).want(413, "file_too_large")
	agent.add(n, "a.jpg", "treasure", jpeg).want(422, "invalid_request")
	agent.add("261123000009", "a.jpg", "photo", jpeg).want(404, "not_found")
	o.as(t, "auditor").add(n, "a.jpg", "photo", jpeg).want(403, "forbidden")
	agent.add(n, "IMG_1.HEIC", "photo", "\x00\x00\x00 ftypheic\x00\x00\x00\x00").want(415, "file_heic")
	agent.add(n, "a.doc", "other", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").want(415, "file_old_office")
	// a sender without a length gets no further
	r, err := http.NewRequest("POST", o.URL+"/api/tickets/"+string(n)+"/files?kind=photo", io.MultiReader(strings.NewReader(strings.Repeat("x", tickets.MaxFileSize)), strings.NewReader("x")))
	must(t, err)
	res, err := agent.Do(r)
	must(t, err)
	defer res.Body.Close()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("an endless file: %d", res.StatusCode)
	}
	if got := read[ticketapi.TicketView](agent.do("GET", "/api/tickets/"+string(n), "").want(200, "")); len(got.Files) != 0 {
		t.Errorf("files %+v", got.Files)
	}
}

func TestAWithdrawnFileIsNotServed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := filed(t, o, false).Number
	agent := o.as(t, "agent")
	agent.add(n, "a.jpg", "photo", jpeg).want(200, "")
	moves := "/api/tickets/" + string(n) + "/moves"
	agent.do("POST", moves, `{"move":"withdraw_file","file":7}`).want(409, "needs_note")
	got := read[ticketapi.TicketView](agent.do("POST", moves, `{"move":"withdraw_file","file":7,"note":"传错了"}`).want(200, ""))
	if len(got.Withdrawable) != 0 || got.Files[0].Withdrawn == nil {
		t.Errorf("withdrawn: %+v", got.Files)
	}
	agent.do("GET", fileAt(n, 7), "").want(410, "file_withdrawn")
	agent.do("POST", moves, `{"move":"attach"}`).want(409, "bad_file") // only an upload brings one
}

func TestFilesOfAMaskedTicket(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := filed(t, o, true).Number
	o.as(t, "agent").add(n, "letter.jpg", "letter", jpeg).want(200, "")
	clerk := o.as(t, "unit_clerk")
	got := read[ticketapi.TicketView](clerk.add(n, "place.jpg", "photo", jpeg+"2").want(200, ""))
	if !got.Files[0].Withheld || got.Files[0].Name != "" || got.Files[1].Withheld {
		t.Errorf("the unit sees %+v", got.Files)
	}
	clerk.do("GET", fileAt(n, 7), "").want(403, "forbidden")
	clerk.do("GET", fileAt(n, 7)+"?reason=x", "").want(403, "forbidden")
	clerk.do("GET", fileAt(n, 8), "").want(200, "")
	leader := o.as(t, "leader")
	leader.do("GET", fileAt(n, 7), "").want(403, "forbidden")
	leader.do("GET", fileAt(n, 7)+"?reason=rescue", "").want(200, "")
	if !slices.ContainsFunc(o.register.AccessLog(), func(l tickets.AccessRecord) bool { return l.What == "file" && l.Reason == "rescue" }) {
		t.Error("the reason is not logged")
	}
	want := []string{"ticket.pdf", "ticket.json", "papers/261123000001-1.pdf", "files/8-place.jpg"}
	if got := packed(t, clerk, n); !slices.Equal(got, want) {
		t.Errorf("the unit's archive has %v, want %v", got, want)
	}
}

// packed are the names in a ticket's archive.
func packed(t *testing.T, b *browser, n tickets.Number) (list []string) {
	t.Helper()
	body := b.do("GET", "/api/tickets/"+string(n)+"/archive.zip", "").want(200, "").body
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	must(t, err)
	for _, f := range z.File {
		list = append(list, f.Name)
	}
	return list
}

func TestTheArchiveHasTheFiles(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ticket := filed(t, o, false)
	n := ticket.Number
	chief := o.as(t, "supervisor")
	chief.add(n, "a.jpg", "photo", jpeg).want(200, "")
	chief.add(n, "a.jpg", "meeting", "minutes").want(200, "")
	chief.add(n, "b.jpg", "photo", jpeg+"2").want(200, "")
	chief.do("POST", "/api/tickets/"+string(n)+"/moves", `{"move":"withdraw_file","file":9,"note":"传错了"}`).want(200, "")
	want := []string{"ticket.pdf", "ticket.json", "papers/261123000001-1.pdf", "files/7-a.jpg", "files/8-a.jpg.txt", "recordings/1.1.wav"}
	if got := packed(t, chief, n); !slices.Equal(got, want) {
		t.Errorf("the archive has %v, want %v", got, want)
	}
	paper := chief.do("GET", "/api/tickets/"+string(n)+"/file.pdf", "").want(200, "").body
	sum := read[ticketapi.TicketView](chief.do("GET", "/api/tickets/"+string(n), "").want(200, "")).Files[0].Sum
	for _, want := range []string{"files/7-a.jpg", sum, "会议材料", "已撤回"} {
		if !has(paper, want) {
			t.Errorf("the file on paper lacks %q", want)
		}
	}
}

// fullDisk keeps nothing.
type fullDisk struct{ httpapi.Files }

func (fullDisk) Put(context.Context, io.Reader) (tickets.Content, error) {
	return tickets.Content{}, fmt.Errorf("keep a file: %w", tickets.ErrDiskFull)
}

// lostDisk has lost what it kept.
type lostDisk struct{ httpapi.Files }

func (lostDisk) Small(string) (io.ReadSeekCloser, error) { return nil, fs.ErrNotExist }

func (lostDisk) Content(string) (io.ReadSeekCloser, error) { return nil, fs.ErrNotExist }

func TestWhatTheDiskDoes(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Files = fullDisk{c.Files} })
	n := filed(t, o, false).Number
	o.as(t, "agent").add(n, "a.jpg", "photo", jpeg).want(507, "disk_full")

	o = newOffice(t, func(c *Config) { c.Files = lostDisk{c.Files} })
	n = filed(t, o, false).Number
	agent := o.as(t, "supervisor")
	agent.add(n, "a.jpg", "photo", jpeg).want(200, "")
	agent.do("GET", fileAt(n, 7), "").want(410, "file_lost")
	if got := packed(t, agent, n); slices.Contains(got, "files/7-a.jpg") || len(got) < 3 {
		t.Errorf("the archive has %v", got)
	}
	if o.log.FilterMessage("the content of a file is missing").Len() != 2 {
		t.Error("nobody wrote down that a file is lost")
	}
}

func TestNoFileWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := filed(t, o, false).Number
	agent := o.as(t, "agent")
	o.away(true)
	agent.add(n, "a.jpg", "photo", jpeg).want(503, "database_away")
	o.away(false)
	agent.add(n, "a.jpg", "photo", jpeg).want(200, "")
}

// awayAfter takes the database away when the content is kept.
type awayAfter struct {
	httpapi.Files
	then func()
}

func (a awayAfter) Put(ctx context.Context, r io.Reader) (tickets.Content, error) {
	c, err := a.Files.Put(ctx, r)
	a.then()
	return c, err
}

// TestTheDatabaseGoesAwayInTheMiddle: the content waits for the second try, which
// makes one file of it.
func TestTheDatabaseGoesAwayInTheMiddle(t *testing.T) {
	t.Parallel()
	var o *office
	once := true
	o = newOffice(t, func(c *Config) {
		c.Files = awayAfter{c.Files, func() {
			if once {
				o.register.SetAway(true)
			}
			once = false
		}}
	})
	n := filed(t, o, false).Number
	agent := o.as(t, "agent")
	agent.add(n, "a.jpg", "photo", jpeg).want(503, "database_away")
	o.away(false)
	for range 2 {
		if got := read[ticketapi.TicketView](agent.add(n, "a.jpg", "photo", jpeg).want(200, "")); len(got.Files) != 1 {
			t.Fatalf("files %+v", got.Files)
		}
	}
}

// watched passes on when a Put has ended, and its error.
type watched struct {
	httpapi.Files
	ended chan error
}

func (w watched) Put(ctx context.Context, r io.Reader) (tickets.Content, error) {
	c, err := w.Files.Put(ctx, r)
	w.ended <- err
	return c, err
}

func TestNothingIsLeftOfAnUploadThatBreaksOff(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "files")
	kept, err := files.Open(dir)
	must(t, err)
	w := watched{kept, make(chan error, 1)}
	o := newOffice(t, func(c *Config) { c.Files = w })
	n := filed(t, o, false).Number
	agent := o.as(t, "agent")
	cookie := agent.Jar.Cookies(mustURL(t, o.URL))[0]
	line, err := net.Dial("tcp", o.Listener.Addr().String())
	must(t, err)
	_, err = fmt.Fprintf(line, "POST /api/tickets/%s/files?kind=photo HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nContent-Length: 100000\r\n\r\n%s", n, o.Listener.Addr(), cookie, jpeg)
	must(t, err)
	must(t, line.Close())
	if err := <-w.ended; !errors.Is(err, httpapi.ErrCutOff) {
		t.Errorf("error %v", err)
	}
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if got := read[ticketapi.TicketView](agent.do("GET", "/api/tickets/"+string(n), "").want(200, "")); len(got.Files) != 0 {
		t.Errorf("files %+v", got.Files)
	}
}

// TestSeveralFilesAtOnce: each gets its entry, also while others write.
func TestSeveralFilesAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := filed(t, o, false).Number
	agent := o.as(t, "agent")
	done := make(chan reply, 4)
	for i := range cap(done) {
		go func() { done <- agent.add(n, "a.jpg", "photo", jpeg+fmt.Sprint(i)) }()
	}
	for range cap(done) {
		r := <-done
		r.want(200, "")
	}
	got := read[ticketapi.TicketView](agent.do("GET", "/api/tickets/"+string(n), "").want(200, ""))
	if len(got.Files) != 4 || len(got.Entries) != 10 {
		t.Errorf("%d files in %d entries", len(got.Files), len(got.Entries))
	}
}
