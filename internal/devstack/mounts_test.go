package devstack

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

func TestWhatIsMountedBelowAFolderIsNotRemoved(t *testing.T) {
	machine, root := t.TempDir(), filepath.Join(t.TempDir(), "asterisk root.new")
	kept := filepath.Join(machine, "null")
	inside := filepath.Join(root, "dev")
	for _, err := range []error{os.WriteFile(kept, nil, 0o600), os.MkdirAll(inside, 0o700), syscall.Mount(machine, inside, "", syscall.MS_BIND, "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := removeTree(root); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(root); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
	if _, err := os.Stat(kept); err != nil {
		t.Errorf("what was only mounted is gone: %v", err)
	}
}

func TestMountsBelow(t *testing.T) {
	t.Parallel()
	info := `22 1 254:0 / / rw - ext4 /dev/vda rw
30 22 0:5 / /r/tree/dev ro - devtmpfs x rw
31 30 0:6 / /r/tree/dev/pts ro - devpts x rw
32 22 0:7 / /r/tree2/dev ro - devtmpfs x rw
33 22 0:8 / /r/tree/a\040b ro - tmpfs x rw
`
	if got, want := mountsBelow(info, "/r/tree"), []string{"/r/tree/dev/pts", "/r/tree/dev", "/r/tree/a b"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
