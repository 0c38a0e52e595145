package web

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
)

// AddRecordFile implements records.Store.
func (s *recordShelf) AddRecordFile(_ context.Context, id string, f records.RecordFile) (records.RecordFile, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, func(r records.Record) bool { return r.ID == id })
	if i < 0 {
		return f, errs.ErrNotFound
	}
	r := &s.list[i]
	if j := slices.IndexFunc(r.Files, func(h records.RecordFile) bool { return h.Sum == f.Sum }); j >= 0 {
		return r.Files[j], nil
	}
	if len(r.Files) >= tickets.MaxFiles {
		return f, records.ErrTooManyFiles
	}
	f.N = len(r.Files) + 1
	r.Files = append(slices.Clip(r.Files), f)
	return f, nil
}

// material writes material of the archive and returns the address of its files.
func material(t *testing.T, by *browser, title string) string {
	t.Helper()
	r := read[records.Record](by.do("POST", "/api/records", `{"kind":"material","title":"`+title+`","text":"第三次协调会"}`).want(200, ""))
	return "/api/records/" + r.ID + "/files"
}

// pngOf is a picture that is small to send and large to look at.
func pngOf(t *testing.T) string {
	t.Helper()
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 1000, 500))))
	return picture.String()
}

const octets = "application/octet-stream"

// TestFilesOfTheArchive: what is no ticket's is added, listed and read as the files of tickets are;
// who read it is on record.
func TestFilesOfTheArchive(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	disp, leader := o.as(t, "dispatcher"), o.as(t, "leader")
	files := material(t, disp, "会议纪要")
	picture := pngOf(t)
	for i, c := range []struct {
		name, content, kind string
		inline              bool
	}{{"纪要.pdf", "%PDF-1.7\n%%EOF", "application/pdf", true}, {"签到.png", picture, "image/png", true}, {"来函.exe", "来函：路灯", "text/plain", false}} {
		f := read[records.RecordFile](disp.do("POST", files+"?name="+c.name, c.content, "Content-Type", octets).want(200, ""))
		if f.N != i+1 || string(f.Type) != c.kind || f.Size != int64(len(c.content)) || f.By.Name != "dispatcher" || strings.HasSuffix(f.Name, ".exe") {
			t.Errorf("%s: %+v", c.name, f)
		}
		got := leader.do("GET", fmt.Sprintf("%s/%d", files, f.N), "").want(200, "")
		if string(got.body) != c.content || !strings.HasPrefix(got.header.Get("Content-Type"), c.kind) || strings.HasPrefix(got.header.Get("Content-Disposition"), "inline") != c.inline ||
			!strings.Contains(got.header.Get("Content-Security-Policy"), "sandbox") || got.header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s is served with %v", c.name, got.header)
		}
		if saved := leader.do("GET", fmt.Sprintf("%s/%d?save=true", files, f.N), "").want(200, ""); !strings.HasPrefix(saved.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s to save: %v", c.name, saved.header)
		}
		small := leader.do("GET", fmt.Sprintf("%s/%d?small=true", files, f.N), "").want(200, "")
		if kind := small.header.Get("Content-Type"); kind != map[bool]string{true: "image/jpeg", false: "image/svg+xml"}[c.kind == "image/png"] || len(small.body) > 20_000 {
			t.Errorf("%s small: %s of %d bytes", c.name, kind, len(small.body))
		}
		if !o.accessed("record_file", strings.TrimSuffix(strings.TrimPrefix(files, "/api/records/"), "/files")+fmt.Sprintf("/%d", f.N)) {
			t.Errorf("who read %s is not on record", c.name)
		}
	}
	list := read[[]records.Record](leader.do("GET", "/api/records?kind=material", "").want(200, ""))
	if len(list) != 1 || len(list[0].Files) != 3 || list[0].Files[2].Name != "来函.exe.txt" {
		t.Errorf("listed %+v", list)
	}
}

// TestWhatTheArchiveRefuses, with the reason; nothing of it is kept.
func TestWhatTheArchiveRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	disp := o.as(t, "dispatcher")
	files := material(t, disp, "会议纪要")
	check := read[records.Record](disp.do("POST", "/api/records", `{"kind":"spot_check","unit":"Y04","way":"telephone","result":"good"}`).want(200, ""))
	o.people.change("a-clerk", func(u *org.User) { u.Roles, u.Unit = []org.Role{org.RoleSupervisor}, "A-00" })
	elsewhere := o.as(t, "a-clerk")
	add := func(by *browser, to, content string) reply {
		return by.do("POST", to+"?name=a.txt", content, "Content-Type", octets)
	}
	for content, want := range map[string]string{"MZ\x90\x00": "415 file_type", "\x00\x00\x00 ftypheic": "415 file_heic", "\x00\x00\x00 ftypavif": "415 file_avif", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "415 file_old_office", "": "422 file_empty",
		strings.Repeat("x", tickets.MaxFileSize+1): "413 file_too_large"} {
		if got := add(disp, files, content); fmt.Sprint(got.status, " ", got.code()) != want {
			t.Errorf("%.10q: %d %s, want %s", content, got.status, got.code(), want)
		}
	}
	add(o.as(t, "duty_officer"), files, "x").want(403, "forbidden")
	add(o.as(t, "unit_clerk"), files, "x").want(403, "forbidden")
	add(elsewhere, files, "x").want(404, "not_found")
	add(disp, "/api/records/"+check.ID+"/files", "x").want(404, "not_found")
	add(disp, "/api/records/none/files", "x").want(404, "not_found")
	if list := read[[]records.Record](disp.do("GET", "/api/records?kind=material", "").want(200, "")); len(list[0].Files) != 0 {
		t.Errorf("refused, and yet %+v", list[0].Files)
	}
	add(disp, files, "x").want(200, "")
	for path, by := range map[string]*browser{files + "/1": elsewhere, files + "/2": disp, "/api/records/" + check.ID + "/files/1": disp} {
		by.do("GET", path, "").want(404, "not_found")
	}
	o.as(t, "unit_clerk").do("GET", files+"/1", "").want(403, "forbidden")
	for i := range tickets.MaxFiles - 1 {
		add(disp, files, fmt.Sprint("file ", i)).want(200, "")
	}
	add(disp, files, "one more").want(http.StatusConflict, "record_full")
}

// TestALostFileOfTheArchiveIsSaid, and one of a broken upload is not kept.
func TestALostFileOfTheArchiveIsSaid(t *testing.T) {
	t.Parallel()
	disk := folder(t)
	o := newOffice(t, func(c *Config) { c.Files = lostDisk{disk} })
	disp := o.as(t, "dispatcher")
	files := material(t, disp, "会议纪要")
	disp.do("POST", files+"?name=a.txt", "路灯", "Content-Type", octets).want(200, "")
	disp.do("GET", files+"/1", "").want(http.StatusGone, "file_lost")
	full := newOffice(t, func(c *Config) { c.Files = fullDisk{disk} })
	by := full.as(t, "dispatcher")
	by.do("POST", material(t, by, "x")+"?name=a.txt", "路灯", "Content-Type", octets).want(http.StatusInsufficientStorage, "disk_full")
	full.shelf.list[0].Files = make([]records.RecordFile, tickets.MaxFiles)
	by.do("POST", "/api/records/"+full.shelf.list[0].ID+"/files?name=a.txt", "路灯", "Content-Type", octets).want(http.StatusConflict, "record_full") // before it is sent
	if kept, err := disk.Sweep(t.Context(), nobody{}, time.Now()); err != nil || kept != 0 {
		t.Errorf("swept %d, %v", kept, err)
	}
}

// nobody has no file.
type nobody struct{}

func (nobody) Attached(context.Context, []string) ([]string, error) { return nil, nil }
