package ticketapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
)

// fileRoutes registers tickets' files.
func (h *handlers) fileRoutes() {
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/tickets/{number}/files", ID: "add-file",
		Summary: "Add a file to a ticket; its type is found from the content",
		Roles:   httpapi.Movers, Describe: httpapi.BinaryBody("At most 20 MB")}, h.addFile)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/files/{seq}", ID: "get-file",
		Summary: "A file of a ticket",
		Roles:   httpapi.Readers, Describe: httpapi.Binary("application/octet-stream"),
		Audit: httpapi.Audits(httpapi.AccessFile)}, h.file)
}

type addFileRequest struct {
	httpapi.TicketPath
	httpapi.Upload
	Name string           `query:"name" maxLength:"1000"`
	Kind tickets.FileKind `query:"kind" required:"true" enum:"photo,letter,meeting,unit_document,other"`
}

// addFile keeps the content before the ticket has it: what was acknowledged is
// never lost, and a content that no ticket got is swept away later.
func (h *handlers) addFile(ctx context.Context, in *addFileRequest) (*ticketReply, error) {
	by := httpapi.ActorOf(ctx)
	if err := h.cfg.Tickets.MayAttach(ctx, by, in.Number); err != nil {
		return nil, err
	}
	c, err := in.Keep(ctx, h.cfg.Files)
	if err != nil {
		return nil, err
	}
	t, err := h.cfg.Tickets.Attach(ctx, by, in.Number, tickets.File{Kind: in.Kind, Name: in.Name, Type: c.Type, Size: c.Size, Sum: c.Sum})
	return h.ticketFor(ctx, t, err)
}

type fileRequest struct {
	httpapi.TicketPath
	httpapi.FileQuery
	Seq    int    `path:"seq" minimum:"1" doc:"the entry that added it"`
	Reason string `query:"reason" maxLength:"2000" doc:"shows a withheld file to those who may unmask the ticket; logged"`
}

func (h *handlers) file(ctx context.Context, in *fileRequest) (*huma.StreamResponse, error) {
	f, err := h.cfg.Tickets.File(ctx, httpapi.ActorOf(ctx), in.Number, in.Seq, in.Reason)
	if err != nil {
		return nil, err
	}
	log := h.cfg.Log.With(zap.String("request", httpapi.RequestInfoOf(ctx).ID))
	lost := func() { // so that it is restored from a backup
		log.Error("the content of a file is missing", zap.String("ticket", string(in.Number)), zap.Int("entry", f.Seq), zap.String("sum", f.Sum))
	}
	odd := func(err error) { log.Warn("a small picture was not made", zap.Error(err)) }
	return httpapi.Serve(h.cfg.Files, httpapi.ServedFile{Name: f.Name, Type: f.Type, Size: f.Size, Sum: f.Sum, At: f.At}, in.FileQuery, lost, odd)
}
