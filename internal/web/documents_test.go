package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/papers"
	"hotline12345/tickets/storetest"
)

// press prints a paper as its own JSON, and packs without checksums; the real one
// is internal/document.
type press struct{}

func (press) PDF(w io.Writer, p papers.Paper) error { return json.NewEncoder(w).Encode(p) }

func (press) Archive(w io.Writer, files []papers.File) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		in, err := f.Open()
		if err != nil {
			return err
		}
		out, err := z.Create(f.Name)
		if err == nil {
			_, err = io.Copy(out, in)
		}
		if err != nil {
			return err
		}
		if err := in.Close(); err != nil {
			return err
		}
	}
	return z.Close()
}

// filed stores a ticket of call 1.1 with a letter, written today.
func filed(t *testing.T, o *office, confidential bool) tickets.Ticket {
	t.Helper()
	letter := storetest.Answer
	letter.Way, letter.Address = tickets.Letter, "湖心路9号"
	d, ticket := storetest.Written(1, "13800138000", storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass, letter)
	d.Call, ticket.Call, ticket.Confidential = "1.1", "1.1", confidential
	must(t, o.register.Commit(t.Context(), d, ticket))
	return ticket
}

func TestDocumentsOfATicket(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ticket := filed(t, o, false)
	at := "/api/tickets/" + string(ticket.Number)
	agent := o.as(t, "supervisor")
	last := ticket.Entries[len(ticket.Entries)-1]
	got := agent.do("GET", at+"/papers/6", "").want(200, "")
	if !has(got.body, last.Serial) || !has(got.body, "答复函") || !has(got.body, "湖心路9号") {
		t.Errorf("the letter is %s", got.body)
	}
	agent.do("GET", at+"/papers/1", "").want(404, "not_found")
	agent.do("GET", at+"/papers/99", "").want(404, "not_found")
	agent.do("GET", at+"/papers/0", "").want(422, "invalid_request")
	if got := agent.do("GET", at+"/file.pdf", "").want(200, ""); !has(got.body, "recordings/1.1.wav") {
		t.Errorf("the file tells of no recording: %s", got.body)
	}
	o.as(t, "a-clerk").do("GET", at+"/file.pdf", "").want(404, "not_found")
}

func TestArchiveOfATicket(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ticket := filed(t, o, false)
	at := "/api/tickets/" + string(ticket.Number) + "/archive.zip"
	names := func(login string) (list []string) {
		body := o.as(t, login).do("GET", at, "").want(200, "").body
		z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
		must(t, err)
		for _, f := range z.File {
			list = append(list, f.Name)
		}
		return list
	}
	all := []string{"ticket.pdf", "ticket.json", "papers/261123000001-1.pdf", "recordings/1.1.wav"}
	if got := names("supervisor"); !slices.Equal(got, all) {
		t.Errorf("the supervisor's archive has %v, want %v", got, all)
	}
	if got := names("unit_clerk"); !slices.Equal(got, all[:3]) {
		t.Errorf("the unit's archive has %v, want %v: it may not listen", got, all[:3])
	}
}

func TestDocumentsMaskTheCitizen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ticket := filed(t, o, true)
	clerk := o.as(t, "unit_clerk")
	for _, doc := range []string{"/papers/6", "/file.pdf"} {
		got := clerk.do("GET", "/api/tickets/"+string(ticket.Number)+doc, "").want(200, "")
		if has(got.body, "王建军") || has(got.body, "13800138000") || has(got.body, "湖心路9号") {
			t.Errorf("%s tells a unit who the citizen is: %s", doc, got.body)
		}
	}
	got := o.as(t, "leader").do("GET", "/api/register-book?day=2026-11-23", "").want(200, "")
	if has(got.body, "王建军") || !has(got.body, `"***"`) {
		t.Errorf("the book tells the leader: %s", got.body)
	}
}

func has(body []byte, s string) bool { return bytes.Contains(body, []byte(s)) }
