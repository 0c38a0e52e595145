package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"

	"hotline12345/tickets/importing"
)

const (
	// maxUnzipped bounds what a workbook may unpack to, in bytes.
	maxUnzipped = 128 << 20
	// harmless parts are not examined; of larger ones nothing that
	// people write packs better than maxRatio.
	harmless = 8 << 20
	maxRatio = 100
)

// defused refuses workbooks that are small only as long as they are packed: what
// reads them needs minutes and gigabytes before it can count rows.
func defused(file []byte) error {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
	}
	var all uint64
	for _, part := range z.File {
		size := part.UncompressedSize64
		if all += size; all > maxUnzipped || size > maxUnzipped {
			return fmt.Errorf("%w: it unpacks to more than %d MB", importing.ErrTooLarge, maxUnzipped>>20)
		}
		if size > harmless && size/max(part.CompressedSize64, 1) > maxRatio {
			return fmt.Errorf("%w: %s unpacks to %d MB", importing.ErrTooLarge, part.Name, size>>20)
		}
	}
	return nil
}
