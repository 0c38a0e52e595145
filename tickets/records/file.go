package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// RecordFile is a document of the archive (S107). Its content is kept under its sum.
type RecordFile struct {
	// N names the file within its record, from 1.
	N    int              `json:"n"`
	Name string           `json:"name"`
	Type tickets.FileType `json:"type"`
	Size int64            `json:"size"` // bytes
	// Sum is the SHA-256 of the content in lower-case hex.
	Sum string     `json:"sum"`
	By  org.Person `json:"by"`
	At  time.Time  `json:"at"`
}

// ErrTooManyFiles: the record has tickets.MaxFiles already.
var ErrTooManyFiles = errors.New("too many files")

// FileStore keeps the files of records.
type FileStore interface {
	// AddRecordFile adds a file to a record and returns it as it is kept. A content that the
	// record has already stays as it is. Errors: ErrTooManyFiles, errs.ErrNotFound.
	AddRecordFile(ctx context.Context, record string, f RecordFile) (RecordFile, error)
}

// readers are the roles that read the whole book of their area.
var readers = []org.Role{org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer, org.RoleLeader, org.RoleAuditor}

// mayReadMaterial reports whether an actor reads material of a unit: the office, of its area.
func mayReadMaterial(by org.Actor, unit string, tree org.Tree) bool {
	return by.Has(readers...) && (org.OverseesAll(by.Unit, tree) || slices.Contains(tree.Below(tree.Scope(by.Unit)), unit))
}

// MayAttach reports whether an actor may add a file to a record: material of their own area, which
// they may write themselves.
func MayAttach(by org.Actor, r Record, tree org.Tree) bool {
	return r.Kind == Material && MayWrite(by, r, tree) && mayReadMaterial(by, r.Unit, tree)
}

// MayAttach checks, before the content has come, that an actor may add a file to a record. Errors:
// ErrNotFound, ErrForbidden, ErrTooManyFiles, ErrUnavailable.
func (s *Service) MayAttach(ctx context.Context, by org.Actor, id string) error {
	by, tree := s.directory.Current(ctx, by)
	return s.breaker.Do(ctx, func(ctx context.Context) error {
		r, err := s.store.Record(ctx, id)
		switch {
		case err != nil:
			return err
		case r.Kind != Material || !mayReadMaterial(by, r.Unit, tree): // not theirs to know of
			return fmt.Errorf("material %s: %w", id, errs.ErrNotFound)
		case !MayAttach(by, r, tree):
			return fmt.Errorf("add a file to %s: %w", id, errs.ErrForbidden)
		case len(r.Files) >= tickets.MaxFiles:
			return ErrTooManyFiles
		}
		return nil
	})
}

// Attach adds a file whose content is kept already; the same content twice is one. Errors: those
// of MayAttach.
func (s *Service) Attach(ctx context.Context, by org.Actor, id, name string, c tickets.Content) (f RecordFile, err error) {
	f = RecordFile{Name: tickets.FileName(name, c.Type), Type: c.Type, Size: c.Size, Sum: c.Sum, By: by.Person, At: s.breaker.Now()}
	err = s.breaker.Do(ctx, func(ctx context.Context) error {
		f, err = s.store.AddRecordFile(ctx, id, f)
		return err
	})
	return f, err
}

// File returns a file of material that an actor may read. Errors: ErrNotFound, ErrUnavailable.
func (s *Service) File(ctx context.Context, by org.Actor, id string, n int) (f RecordFile, err error) {
	by, tree := s.directory.Current(ctx, by)
	err = s.breaker.Do(ctx, func(ctx context.Context) error {
		r, err := s.store.Record(ctx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(r.Files, func(f RecordFile) bool { return f.N == n })
		if i < 0 || r.Kind != Material || !mayReadMaterial(by, r.Unit, tree) {
			return fmt.Errorf("file %d of %s: %w", n, id, errs.ErrNotFound)
		}
		f = r.Files[i]
		return nil
	})
	return f, err
}
