package files

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // of a moving one, the first picture
	"image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"hotline12345/tickets"
)

const (
	// smallSide is the longer side of a small picture, in pixels.
	smallSide = 240
	smallExt  = ".small"
)

// Small opens a picture made small, as JPEG without what a camera wrote about the
// place. It is made when it is first asked for. tickets.ErrFileType: none can be
// made of this content.
func (f *Folder) Small(sum string) (io.ReadSeekCloser, error) {
	content, err := f.Content(sum)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	name := f.path(sum) + smallExt
	if made, err := openSmall(name); !errors.Is(err, fs.ErrNotExist) {
		return made, err
	}
	f.drawing.Lock() // one at a time: a picture unpacked is large
	defer f.drawing.Unlock()
	made, err := openSmall(name) // another may have made it meanwhile
	if errors.Is(err, fs.ErrNotExist) {
		return draw(content, name)
	}
	return made, err
}

// errBroken: a picture that begins well and cannot be read to its end. That it was tried is
// kept, as it takes as long as of a good one.
var errBroken = fmt.Errorf("broken picture: %w", tickets.ErrFileType)

// openSmall opens a small picture; errBroken where it was tried in vain.
func openSmall(name string) (io.ReadSeekCloser, error) {
	made, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open small picture: %w", err)
	}
	if about, err := made.Stat(); err == nil && about.Size() == 0 {
		_ = made.Close() // it was only read
		return nil, errBroken
	}
	return made, nil
}

// draw makes a small picture and opens it.
func draw(content io.ReadSeeker, name string) (io.ReadSeekCloser, error) {
	picture, err := shrink(content)
	switch {
	case errors.Is(err, errBroken):
		return nil, errors.Join(err, writeSmall(name, func(io.Writer) error { return nil }))
	case err != nil:
		return nil, err
	}
	err = writeSmall(name, func(w io.Writer) error { return jpeg.Encode(w, picture, &jpeg.Options{Quality: 75}) })
	if err != nil {
		return nil, err
	}
	return openSmall(name)
}

// shrink reads a picture and makes it small, the right way up. Of one that would take too
// much memory, the small picture that the camera put into it is taken. tickets.ErrFileType:
// it is no picture that can be read.
func shrink(r io.ReadSeeker) (p image.Image, err error) {
	defer func() {
		if recover() != nil { // a decoder met what it did not think of
			p, err = nil, errBroken
		}
	}()
	if err := rewind(r); err != nil {
		return nil, err
	}
	turned := orientation(r)
	if unpacked(r) > maxUnpacked {
		return cameraPicture(r, turned)
	}
	if err := rewind(r); err != nil {
		return nil, err
	}
	picture, _, err := image.Decode(bufio.NewReader(r))
	if err != nil || picture.Bounds().Empty() {
		return nil, errBroken
	}
	return scaled(upright{picture, turned}), nil
}

func rewind(r io.Seeker) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read picture: %w", err)
	}
	return nil
}

// scaled returns a picture within smallSide; each of its pixels is the mean of some that
// it stands for, on white where it is transparent.
func scaled(p image.Image) image.Image {
	w, h := p.Bounds().Dx(), p.Bounds().Dy()
	longer := max(w, h)
	side := min(longer, smallSide)
	out := image.NewRGBA(image.Rect(0, 0, max(1, w*side/longer), max(1, h*side/longer)))
	outW, outH := out.Bounds().Dx(), out.Bounds().Dy()
	const n = 4 // samples in each direction
	for y := range outH {
		for x := range outW {
			var sum [3]uint32
			for i := range n * n {
				r, g, b, a := p.At((x*n+i%n)*w/(outW*n), (y*n+i/n)*h/(outH*n)).RGBA()
				for k, v := range [3]uint32{r, g, b} {
					sum[k] += v + 0xffff - a
				}
			}
			mean := func(k int) uint8 { return uint8(sum[k] / (n * n) >> 8) }
			out.SetRGBA(x, y, color.RGBA{mean(0), mean(1), mean(2), 0xff})
		}
	}
	return out
}

// writeSmall writes a small picture whole or not at all.
func writeSmall(name string, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(filepath.Dir(name)), ".tmp-*")
	if err != nil {
		return fmt.Errorf("write small picture: %w", full(err))
	}
	defer os.Remove(tmp.Name()) // renamed, if all went well
	err = write(tmp)
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("write small picture: %w", full(err))
	}
	return nil
}
