package files

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"io"
)

// orientationTag is Exif's Orientation (CIPA DC-008, 4.6.5.1): telephones write how
// they were held, and leave the picture lying.
const orientationTag = 0x0112

// orientation returns how a JPEG lies, 1 to 8; 1 where it does not tell.
func orientation(r io.Reader) int {
	head := make([]byte, 64<<10) // Exif comes first
	n, _ := io.ReadFull(r, head) // a shorter one is read as far as it goes
	_, exif, found := bytes.Cut(head[:n], []byte("Exif\x00\x00"))
	if !found || len(exif) < 8 || head[0] != 0xff || head[1] != 0xd8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if exif[0] == 'I' {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(exif[4:]))
	if at+2 > uint64(len(exif)) {
		return 1
	}
	for i := range uint64(order.Uint16(exif[at:])) {
		field := at + 2 + 12*i
		if field+12 > uint64(len(exif)) {
			break
		}
		if v := int(order.Uint16(exif[field+8:])); order.Uint16(exif[field:]) == orientationTag && v >= 1 && v <= 8 {
			return v
		}
	}
	return 1
}

// upright is a picture turned and mirrored as its orientation says.
type upright struct {
	image.Image
	lies int
}

// Bounds implements image.Image.
func (u upright) Bounds() image.Rectangle {
	w, h := u.Image.Bounds().Dx(), u.Image.Bounds().Dy()
	if u.lies >= 5 {
		w, h = h, w
	}
	return image.Rect(0, 0, w, h)
}

// At implements image.Image.
func (u upright) At(x, y int) color.Color {
	b := u.Image.Bounds()
	if u.lies >= 5 {
		x, y = y, x
	}
	if u.lies == 2 || u.lies == 3 || u.lies == 7 || u.lies == 8 {
		x = b.Dx() - 1 - x
	}
	if u.lies == 3 || u.lies == 4 || u.lies == 6 || u.lies == 7 {
		y = b.Dy() - 1 - y
	}
	return u.Image.At(b.Min.X+x, b.Min.Y+y)
}
