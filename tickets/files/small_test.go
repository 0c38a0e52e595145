package files

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
)

// halves is a picture, 600 wide and 300 high, red on its left and blue on its right;
// its lower half is black.
func halves() image.Image {
	p := image.NewRGBA(image.Rect(0, 0, 600, 300))
	for y := range 150 {
		for x := range 600 {
			c := color.RGBA{255, 0, 0, 255}
			if x >= 300 {
				c = color.RGBA{0, 0, 255, 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	for y := 150; y < 300; y++ {
		for x := range 600 {
			p.SetRGBA(x, y, color.RGBA{0, 0, 0, 255})
		}
	}
	return p
}

// lying is a JPEG of halves that says how it lies.
func lying(t *testing.T, o byte) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, halves(), nil))
	exif := "\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{o}) + "\x00\x00\x00\x00\x00\x00\x00"
	return append([]byte("\xff\xd8"+exif), out.Bytes()[2:]...)
}

// corners says the colours of a picture's corners: top left, top right, bottom
// left, bottom right.
func corners(p image.Image) string {
	w, h := p.Bounds().Dx(), p.Bounds().Dy()
	var s strings.Builder
	for _, at := range []image.Point{{5, 5}, {w - 5, 5}, {5, h - 5}, {w - 5, h - 5}} {
		r, _, b, _ := p.At(at.X, at.Y).RGBA()
		switch {
		case r > 0x8000:
			s.WriteByte('r')
		case b > 0x8000:
			s.WriteByte('b')
		default:
			s.WriteByte('-')
		}
	}
	return s.String()
}

func TestASmallPictureStandsUpright(t *testing.T) {
	t.Parallel()
	f, _ := open(t)
	for o, want := range map[byte]string{0: "rb--", 1: "rb--", 2: "br--", 3: "--br", 4: "--rb", 5: "r-b-", 6: "-r-b", 7: "-b-r", 8: "b-r-", 9: "rb--"} {
		c, err := f.Put(t.Context(), bytes.NewReader(lying(t, o)))
		must(t, err)
		for range 2 { // the second time it is there
			small, err := f.Small(c.Sum)
			must(t, err)
			p, err := jpeg.Decode(small)
			must(t, err)
			must(t, small.Close())
			size := fmt.Sprint(p.Bounds().Size())
			if got := corners(p); got != want || size != map[bool]string{false: "(240,120)", true: "(120,240)"}[o >= 5 && o <= 8] {
				t.Errorf("orientation %d: %s %s, want %s", o, got, size, want)
			}
		}
	}
}

func TestWhatHasNoSmallPicture(t *testing.T) {
	t.Parallel()
	f, _ := open(t)
	for _, content := range []string{"text", "%PDF-1.7", "\xff\xd8\xff broken", "\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"} {
		c, err := f.Put(t.Context(), strings.NewReader(content))
		must(t, err)
		if _, err := f.Small(c.Sum); !errors.Is(err, tickets.ErrFileType) {
			t.Errorf("%q: %v", content, err)
		}
	}
	if _, err := f.Small(strings.Repeat("0", 64)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of nothing: %v", err)
	}
}

func TestASmallPictureIsSweptWithItsContent(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	var out bytes.Buffer
	must(t, png.Encode(&out, halves()))
	c, err := f.Put(t.Context(), &out)
	must(t, err)
	small, err := f.Small(c.Sum)
	must(t, err)
	must(t, small.Close())
	if n := len(names(t, dir)); n != 2 {
		t.Fatalf("%d files, want the content and its small picture", n)
	}
	must(t, os.Chtimes(f.path(c.Sum), time.Now(), time.Now().Add(-2*keepUnnamed)))
	_, err = f.Sweep(t.Context(), known{}, time.Now())
	must(t, err)
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
