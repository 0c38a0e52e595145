package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/tiff"

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

// wide is a photo of the given size as a telephone writes it.
func wide(t *testing.T, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420), &jpeg.Options{Quality: 20}))
	return out.Bytes()
}

// saying is a JPEG whose frame says another size: what a decoder would allocate for it.
func saying(raw []byte, w, h int) []byte {
	at := bytes.Index(raw, []byte{0xff, 0xc0})
	raw = bytes.Clone(raw)
	binary.BigEndian.PutUint16(raw[at+5:], uint16(h))
	binary.BigEndian.PutUint16(raw[at+7:], uint16(w))
	return raw
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	must(t, err)
	return raw
}

// TestPicturesOfEveryKindAreMadeSmall: photos of 12,000 pixels, WebP, printers' colours, moving
// pictures, faxes.
func TestPicturesOfEveryKindAreMadeSmall(t *testing.T) {
	t.Parallel()
	f, _ := open(t)
	var fax, moving bytes.Buffer
	must(t, tiff.Encode(&fax, image.NewGray(image.Rect(0, 0, 1728, 2200)), nil))
	frame := image.NewPaletted(image.Rect(0, 0, 600, 300), color.Palette{color.White, color.Black})
	must(t, gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{10, 10}}))
	inside := append([]byte("\xff\xd8\xff\xe1\xff\xf0Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00"), wide(t, 160, 120)...)
	for name, c := range map[string]struct {
		content []byte
		size    string
	}{
		"a photo of 12,000 pixels":               {wide(t, 12000, 300), "(240,6)"},
		"one too large to unpack, as its camera": {append(inside, saying(wide(t, 600, 300), 60000, 50000)[2:]...), "(160,120)"},
		"a progressive JPEG":                     {file(t, "progressive.jpg"), "(150,103)"},
		"a printer's JPEG":                       {file(t, "cmyk.jpg"), "(150,103)"},
		"WebP":                                   {file(t, "lossy.webp"), ""},
		"WebP without loss":                      {file(t, "lossless.webp"), ""},
		"a moving picture":                       {moving.Bytes(), "(240,120)"},
		"a fax":                                  {fax.Bytes(), "(188,240)"},
	} {
		kept, err := f.Put(t.Context(), bytes.NewReader(c.content))
		must(t, err)
		small, err := f.Small(kept.Sum)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		p, err := jpeg.DecodeConfig(small)
		must(t, err)
		must(t, small.Close())
		if size := fmt.Sprintf("(%d,%d)", p.Width, p.Height); max(p.Width, p.Height) > smallSide || c.size != "" && size != c.size {
			t.Errorf("%s: %s, want %s", name, size, c.size)
		}
	}
}

// TestPicturesThatWouldTakeTooMuchAreNotUnpacked: what a file says of itself costs nothing.
func TestPicturesThatWouldTakeTooMuchAreNotUnpacked(t *testing.T) {
	t.Parallel()
	small := wide(t, 600, 300)
	progressive := bytes.Replace(saying(small, 8000, 8000), []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1)
	for name, c := range map[string]struct {
		content []byte
		fits    bool
	}{
		"12,000 by 9,000, as of a telephone": {saying(small, 12000, 9000), true},
		"60,000 by 50,000":                   {saying(small, 60000, 50000), false},
		"8,000 by 8,000":                     {saying(small, 8000, 8000), true},
		"the same, progressive":              {progressive, false},
		"a PNG of 50,000 by 50,000":          {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\xc3\x50\x00\x00\xc3\x50\x08\x06\x00\x00\x00\x9a\xd7\x6d\x4e"), false},
		"a frame cut off":                    {small[:bytes.Index(small, []byte{0xff, 0xc0})+9], false},
	} {
		if got := unpacked(bytes.NewReader(c.content)); (got <= maxUnpacked) != c.fits {
			t.Errorf("%s takes %d bytes", name, got)
		}
	}
}

// TestABrokenPictureIsTriedOnce: half a photo takes as long as a whole one, and a list asks for
// it again and again.
func TestABrokenPictureIsTriedOnce(t *testing.T) {
	t.Parallel()
	f, _ := open(t)
	whole := wide(t, 600, 300)
	c, err := f.Put(t.Context(), bytes.NewReader(whole[:len(whole)-40]))
	must(t, err)
	for range 2 {
		if _, err := f.Small(c.Sum); !errors.Is(err, tickets.ErrFileType) {
			t.Errorf("half a photo: %v", err)
		}
		must(t, os.Chmod(f.path(c.Sum), 0o600))
		must(t, os.WriteFile(f.path(c.Sum), whole, 0o600)) // it could be read now; it is not tried
	}
}

// FuzzPicturesAreMadeSmallOrNot: no content breaks the service, or makes a large picture.
func FuzzPicturesAreMadeSmallOrNot(f *testing.F) {
	for _, name := range []string{"progressive.jpg", "cmyk.jpg", "lossy.webp"} {
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if unpacked(bytes.NewReader(raw)) > 1<<22 {
			return // what is allowed takes its time; here many are tried
		}
		p, err := shrink(bytes.NewReader(raw))
		if err == nil && max(p.Bounds().Dx(), p.Bounds().Dy()) > smallSide {
			t.Errorf("a small picture of %v", p.Bounds())
		}
	})
}
