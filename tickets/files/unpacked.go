package files

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math"

	"hotline12345/tickets"
)

// maxUnpacked bounds the memory that one picture takes while it is made small, in bytes: a
// photo of 108 megapixels as telephones write it. One is unpacked at a time.
const maxUnpacked = 168 << 20

// unpacked returns how much memory a picture takes when it is decoded, in bytes; more than is
// allowed where that cannot be told.
func unpacked(r io.ReadSeeker) int {
	const unknown = math.MaxInt
	if rewind(r) != nil {
		return unknown
	}
	config, format, err := image.DecodeConfig(r)
	if err != nil || config.Width < 1 || config.Height < 1 || config.Width > 1<<16 || config.Height > 1<<16 {
		return unknown
	}
	pixels := config.Width * config.Height
	switch format {
	case "gif":
		return pixels
	case "jpeg":
		if rewind(r) != nil {
			return unknown
		}
		return jpegUnpacked(r, pixels)
	case "webp":
		return 5 * pixels // YCbCr with alpha, or RGBA
	}
	if m := config.ColorModel; m == color.RGBA64Model || m == color.NRGBA64Model || m == color.Gray16Model {
		return 8 * pixels
	}
	return 4 * pixels
}

// jpegUnpacked returns what Go's decoder allocates: each component's samples, and of a
// progressive picture their coefficients too, four bytes each.
func jpegUnpacked(r io.Reader, pixels int) int {
	head := make([]byte, 256<<10) // the frame comes after Exif and colour profiles
	n, _ := io.ReadFull(r, head)
	head = head[:n]
	for at := 2; at+4 <= len(head) && head[at] == 0xff; {
		marker, length := head[at+1], int(binary.BigEndian.Uint16(head[at+2:]))
		if marker >= 0xc0 && marker <= 0xc2 && at+10 <= len(head) { // SOF0 to SOF2 (ITU-T T.81, table B.1)
			samples := frameSamples(head[at+9:], pixels)
			if marker == 0xc2 {
				samples *= 5
			}
			return samples
		}
		at += 2 + length
	}
	return 5 * 4 * pixels // the worst
}

// frameSamples returns how many samples a frame has; f begins at its number of components.
func frameSamples(f []byte, pixels int) int {
	var sum, most int
	n := int(f[0])
	if n == 0 || len(f) < 1+3*n {
		return 4 * pixels
	}
	for i := range n {
		h, v := int(f[2+3*i]>>4), int(f[2+3*i]&15)
		sum, most = sum+h*v, max(most, h*v)
	}
	return pixels / max(most, 1) * sum
}

// cameraPicture returns the small picture that cameras put into Exif for such as cannot unpack
// the large one: the JPEG at JPEGInterchangeFormat of its second directory (CIPA DC-008,
// 4.5.3). tickets.ErrFileType: there is none.
func cameraPicture(r io.ReadSeeker, turned int) (image.Image, error) {
	if err := rewind(r); err != nil {
		return nil, err
	}
	head := make([]byte, 128<<10)
	n, _ := io.ReadFull(r, head) // a shorter one is read as far as it goes
	_, exif, found := bytes.Cut(head[:n], []byte("Exif\x00\x00"))
	for found {
		at := bytes.Index(exif, []byte{0xff, 0xd8, 0xff})
		if at < 0 {
			break
		}
		exif = exif[at:]
		config, err := jpeg.DecodeConfig(bytes.NewReader(exif))
		if err == nil && config.Width > 0 && config.Height > 0 && config.Width*config.Height < 1<<20 {
			if p, err := jpeg.Decode(bytes.NewReader(exif)); err == nil {
				return scaled(upright{p, turned}), nil
			}
		}
		exif = exif[3:]
	}
	return nil, tickets.ErrFileType
}
