package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"hotline12345/tickets/importing"
)

const (
	// maxUnzipped bounds what the parts of a workbook may unpack to, in bytes; its sheets,
	// which are read in passing, may be larger: most of that is empty cells with a border.
	maxUnzipped = 128 << 20
	maxSheets   = 1 << 30
	// harmless parts are not examined; of larger ones nothing that
	// people write packs better than maxRatio.
	harmless = 8 << 20
	maxRatio = 100
)

// parts are the files of a workbook by their lower-case names.
type parts map[string]*zip.File

// unpack opens a workbook, and refuses one that is small only as long as it is packed: what
// reads it needs minutes and gigabytes before it can count rows.
func unpack(file []byte) (parts, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", importing.ErrDamaged, err)
	}
	p := parts{}
	var all, sheets uint64
	for _, part := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(part.Name, `\`, "/"), "/"))
		p[name] = part
		size := part.UncompressedSize64
		if strings.HasPrefix(name, "xl/worksheets/") {
			sheets += size
		} else {
			all += size
		}
		if all > maxUnzipped || size > maxSheets || sheets > maxSheets {
			return nil, fmt.Errorf("%w: it unpacks to more than %d MB", importing.ErrTooLarge, maxUnzipped>>20)
		}
		if size > harmless && size/max(part.CompressedSize64, 1) > maxRatio {
			return nil, fmt.Errorf("%w: %s unpacks to %d MB", importing.ErrTooLarge, part.Name, size>>20)
		}
		if part.Flags&1 != 0 {
			return nil, importing.ErrEncrypted
		}
	}
	return p, p.notAWorkbook()
}

// notAWorkbook says what an archive is if it is none.
func (p parts) notAWorkbook() error {
	has := func(begin string) bool {
		for name := range p {
			if strings.HasPrefix(name, begin) {
				return true
			}
		}
		return false
	}
	switch {
	case p["xl/workbook.xml"] != nil:
		return nil
	case p["xl/workbook.bin"] != nil:
		return importing.ErrBinary
	case p["content.xml"] != nil && p["mimetype"] != nil:
		return importing.ErrOpenDocument
	case has("word/"), has("ppt/"), p["ofd.xml"] != nil:
		return fmt.Errorf("%w: another kind of document", importing.ErrNoTable)
	case has("index/") || p["index.zip"] != nil:
		return fmt.Errorf("%w: of Apple Numbers", importing.ErrOldFormat)
	case p["[content_types].xml"] != nil && p["_rels/.rels"] != nil:
		return nil // its workbook has another name
	}
	return importing.ErrArchive
}

// beside returns what a workbook has beside its cells.
func (p parts) beside() (left []importing.Code) {
	for name := range p {
		switch {
		case strings.HasPrefix(name, "xl/comments") || strings.HasPrefix(name, "xl/threadedcomments"):
			left = append(left, importing.CommentsLeft)
		case strings.HasPrefix(name, "xl/media/"):
			left = append(left, importing.PicturesLeft)
		case strings.HasPrefix(name, "xl/charts/chart") || strings.HasPrefix(name, "xl/embeddings/"), strings.HasPrefix(name, "xl/drawings/drawing") && p.hasShape(name):
			left = append(left, importing.ObjectsLeft)
		}
	}
	slices.Sort(left)
	return slices.Compact(left)
}

// hasShape reports whether a drawing has a shape with text; one that cannot be read has none.
func (p parts) hasShape(drawing string) bool {
	found := false
	err := p.each(drawing, func(t *tags) error {
		found = found || t.name == "txBody"
		return nil
	})
	return found && err == nil
}

// open returns a part as UTF-8.
func (p parts) open(name string) (io.ReadCloser, error) {
	f := p[strings.ToLower(name)]
	if f == nil {
		return nil, fmt.Errorf("%w: %s is missing", importing.ErrDamaged, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", importing.ErrDamaged, name, err)
	}
	limited := io.LimitReader(r, maxSheets)
	decoded := transform.NewReader(limited, unicode.BOMOverride(transform.Nop))
	return struct {
		io.Reader
		io.Closer
	}{decoded, r}, nil
}

// each calls a function at each tag of a part. A part that is not whole is damaged.
func (p parts) each(name string, tag func(t *tags) error) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	t := newTags(r)
	depth := 0
	for {
		err := t.next()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case err != nil:
			return fmt.Errorf("%w: %s ends too early", importing.ErrDamaged, name)
		}
		if t.begin && !t.end {
			depth++
		} else if !t.begin {
			depth--
		}
		if err := tag(t); err != nil {
			return err
		}
	}
}

// relations are the parts that a part refers to, by id.
func (p parts) relations(of string) (byID map[string]relation, err error) {
	byID = map[string]relation{}
	dir, base := path.Split(of)
	err = p.each(dir+"_rels/"+base+".rels", func(t *tags) error {
		if t.name == "Relationship" && t.begin {
			target := strings.ReplaceAll(t.attr("Target"), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			byID[t.attr("Id")] = relation{path.Base(t.attr("Type")), strings.TrimPrefix(path.Clean(target), "/")}
		}
		return nil
	})
	return byID, err
}

type relation struct{ kind, target string }
