package recordapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
)

// FileConfig joins the routes of the archive's files to what they need.
type FileConfig struct {
	Records *records.Service
	Files   httpapi.Files
	// Accessed writes down who looked at a file, before it is served.
	Accessed func(ctx context.Context, by org.Actor, what, key string) error
	Log      *zap.Logger
}

// RegisterFiles adds the routes of the archive's files to the interface (S107).
func RegisterFiles(api *httpapi.API, cfg FileConfig) {
	h := fileHandlers{cfg}
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/records/{id}/files", ID: "add-record-file",
		Summary: "Add a file to material of the archive; its type is found from the content",
		Roles:   []org.Role{org.RoleSupervisor, org.RoleDispatcher}, Describe: httpapi.BinaryBody("At most 20 MB")}, h.add)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/records/{id}/files/{n}", ID: "get-record-file",
		Summary: "A file of the archive's material",
		Roles:   []org.Role{org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer, org.RoleLeader, org.RoleAuditor}, Describe: httpapi.Binary("application/octet-stream"),
		Audit: httpapi.Audits(httpapi.AccessRecordFile)}, h.get)
}

type fileHandlers struct{ cfg FileConfig }

// RecordPath names a record in an address.
type RecordPath struct {
	ID string `path:"id" maxLength:"64"`
}

type addFileRequest struct {
	RecordPath
	httpapi.Upload
	Name string `query:"name" maxLength:"1000"`
}

type addFileReply struct{ Body records.RecordFile }

// add keeps the content before the record has it: what was acknowledged is never lost, and a
// content that no record got is swept away later.
func (h fileHandlers) add(ctx context.Context, in *addFileRequest) (*addFileReply, error) {
	by := httpapi.ActorOf(ctx)
	if err := h.cfg.Records.MayAttach(ctx, by, in.ID); err != nil {
		return nil, problem(err)
	}
	c, err := in.Keep(ctx, h.cfg.Files)
	if err != nil {
		return nil, err
	}
	f, err := h.cfg.Records.Attach(ctx, by, in.ID, in.Name, c)
	return &addFileReply{Body: f}, problem(err)
}

func problem(err error) error {
	if errors.Is(err, records.ErrTooManyFiles) {
		return httpapi.NewProblem(http.StatusConflict, "record_full", fmt.Sprintf("it has %d files already; put the rest into another record", tickets.MaxFiles))
	}
	return err
}

type fileRequest struct {
	RecordPath
	httpapi.FileQuery
	N int `path:"n" minimum:"1" doc:"the file's number within its record"`
}

func (h fileHandlers) get(ctx context.Context, in *fileRequest) (*huma.StreamResponse, error) {
	by := httpapi.ActorOf(ctx)
	f, err := h.cfg.Records.File(ctx, by, in.ID, in.N)
	if err != nil {
		return nil, err
	}
	if err := h.cfg.Accessed(ctx, by, string(httpapi.AccessRecordFile), fmt.Sprintf("%s/%d", in.ID, in.N)); err != nil {
		return nil, err
	}
	log := h.cfg.Log.With(zap.String("request", httpapi.RequestInfoOf(ctx).ID), zap.String("record", in.ID), zap.Int("file", in.N))
	lost := func() { log.Error("the content of a file is missing", zap.String("sum", f.Sum)) } // so that it is restored from a backup
	odd := func(err error) { log.Warn("a small picture was not made", zap.Error(err)) }
	return httpapi.Serve(h.cfg.Files, httpapi.ServedFile{Name: f.Name, Type: f.Type, Size: f.Size, Sum: f.Sum, At: f.At}, in.FileQuery, lost, odd)
}
